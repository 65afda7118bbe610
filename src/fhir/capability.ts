import type { CapabilityStatementRestResource } from 'fhir/r4'
import { FhirError } from './fhir-error.ts'
import type { Session } from './session.ts'

/** What the EHR says that apps may do with charges (CapabilityStatement); what it does not say, it does not offer. */
export interface Capability {
  readonly isR4: boolean
  /** As the server writes it, for the screen; null where it says none. */
  readonly fhirVersion: string | null
  readonly canCreate: boolean
  readonly canUpdate: boolean
  readonly conditionalCreate: boolean
  /** Names of operations on ChargeItem, without `$`. */
  readonly operations: readonly string[]
  readonly canAttest: boolean
  /** The answers at visit close (QuestionnaireResponse). */
  readonly answers: { readonly canCreate: boolean; readonly canUpdate: boolean; readonly conditionalCreate: boolean }
}

/** Reads `/metadata`; null where it cannot be read, which is never taken for "offers nothing" or "offers all". */
export async function readCapability({ send }: Pick<Session, 'send'>): Promise<Capability | null> {
  try {
    const { resource } = await send({ url: 'metadata' })
    if (resource?.resourceType !== 'CapabilityStatement') return null
    const rest = Array.isArray(resource.rest) ? resource.rest.find((one) => one?.mode === 'server') : undefined
    const fhirVersion = typeof resource.fhirVersion === 'string' ? (resource.fhirVersion as string) : null
    const charge = typeIn(rest?.resource, 'ChargeItem')
    const answers = typeIn(rest?.resource, 'QuestionnaireResponse')
    return {
      isR4: fhirVersion === null || /^4\.0(\.|$)/.test(fhirVersion),
      fhirVersion,
      canCreate: offers(charge, 'create'),
      canUpdate: offers(charge, 'update'),
      conditionalCreate: charge?.conditionalCreate === true,
      operations: namesIn(charge?.operation),
      canAttest: offers(typeIn(rest?.resource, 'Provenance'), 'create'),
      answers: {
        canCreate: offers(answers, 'create'),
        canUpdate: offers(answers, 'update'),
        conditionalCreate: answers?.conditionalCreate === true,
      },
    }
  } catch (error) {
    if (error instanceof FhirError) return null
    throw error
  }
}

/** A statement may be malformed in any place: what is no name offers nothing. */
function namesIn(operations: unknown): readonly string[] {
  const written = Array.isArray(operations) ? (operations as readonly ({ readonly name?: unknown } | null)[]) : []
  return written.flatMap((one) => (typeof one?.name === 'string' ? [one.name.replace(/^\$/, '')] : []))
}

type Offered = CapabilityStatementRestResource | undefined

function typeIn(resources: unknown, type: string): Offered {
  return Array.isArray(resources) ? (resources as readonly Offered[]).find((one) => one?.type === type) : undefined
}

function offers(offered: Offered, interaction: string): boolean {
  return Array.isArray(offered?.interaction) && offered.interaction.some((one) => one?.code === interaction)
}
