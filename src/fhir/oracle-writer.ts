import type { ChargeItem, CodeableConcept, Coding, Extension, Parameters } from 'fhir/r4'
import { icd10cmIn } from '#core/charge-line.ts'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { motionAnalysis } from '#core/codes.ts'
import { cptCodesOf, isWithdrawn } from '#core/existing-charges.ts'
import type { Reading } from '#core/visit.ts'
import { searchCharges } from './charge-search.ts'
import { isSameReference, modifierCodes } from './compare-charges.ts'
import type { Issuer } from './config.ts'
import { FhirError } from './fhir-error.ts'
import type { Session } from './session.ts'
import type { Writer } from './writer.ts'

type Tenant = NonNullable<Issuer['oracle']>

const structure = 'https://fhir-ehr.cerner.com/r4/StructureDefinition'

/**
 * Oracle Health's `ChargeItem/$create` (Millennium Platform APIs, "Create a charge item"): Parameters with a
 * `transactionId` that is the same at every repeat, status `unknown`, its own code systems and modifier extension. It
 * keeps no identifier and offers no conditional create, so that a write is found again by visit, code and day, and is
 * never sent twice.
 */
export function oracleWriter(session: Session): Writer {
  return {
    updates: false,
    differences,
    async send({ confirmed, identifier }) {
      const { oracle } = session.issuer
      if (oracle === null) throw new FhirError('POST ChargeItem', 'refused')
      return session.send({ method: 'POST', url: 'ChargeItem/$create', body: createParameters(confirmed, identifier, oracle) })
    },
    async find({ encounterId, day }): Promise<Reading<ChargeItem>> {
      const reading = await searchCharges(session, encounterId)
      if (reading.status === 'unreadable') return reading
      const resources = reading.resources.filter(
        (charge) => !isWithdrawn(charge) && isMotionAnalysis(charge.code) && charge.occurrenceDateTime?.slice(0, 10) === day,
      )
      return { ...reading, resources }
    },
  }
}

/** The body of the operation. Elements and extensions that it does not name are left out, ours among them. */
function createParameters(confirmed: ChargeItem, transactionId: string, tenant: Tenant): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'transactionId', valueUuid: `urn:uuid:${transactionId}` },
      { name: 'chargeItem', resource: asOracle(confirmed, tenant) },
    ],
  }
}

function asOracle(confirmed: ChargeItem, tenant: Tenant): ChargeItem {
  const modifiers = modifiersOf(confirmed).map(({ code }, index): Extension => {
    const coding = [billCode(tenant, 'MODIFIER', code, tenant.schedules.modifier)]
    return { url: `${structure}/modifier-code`, extension: [{ url: 'code', valueCodeableConcept: { coding } }, priority(index)] }
  })
  return {
    resourceType: 'ChargeItem',
    status: 'unknown',
    ...(modifiers.length === 0 ? {} : { extension: modifiers }),
    code: { coding: [billCode(tenant, 'CPT', motionAnalysis, tenant.schedules.cpt)] },
    subject: confirmed.subject,
    ...(confirmed.context === undefined ? {} : { context: confirmed.context }),
    // The day of service has no time of its own; noon keeps it the same day in every zone of the United States.
    occurrenceDateTime: `${confirmed.occurrenceDateTime?.slice(0, 10) ?? ''}T12:00:00Z`,
    quantity: { value: confirmed.quantity?.value ?? 1 },
    ...(confirmed.performer === undefined
      ? {}
      : { performer: confirmed.performer.map(({ actor }) => ({ function: performerFunction, actor })) }),
    ...(confirmed.reason === undefined
      ? {}
      : {
          reason: confirmed.reason.map((concept, index) => ({
            extension: [priority(index)],
            coding: [billCode(tenant, 'ICD', icd10cmIn(concept)?.code ?? '', tenant.schedules.icd)],
          })),
        }),
  }
}

const performerFunction: CodeableConcept = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3', code: 'PRF' }] }

function billCode({ codeSystems }: Tenant, type: 'CPT' | 'ICD' | 'MODIFIER', code: string, schedule: string): Coding {
  const valueCoding = { system: `${codeSystems}/codeSet/14002`, code: schedule }
  return {
    extension: [{ url: `${structure}/bill-code-schedule`, valueCoding }],
    system: `${codeSystems}/CodeSystem/BillCodes-${type}`,
    code,
  }
}

function priority(index: number): Extension {
  return { url: `${structure}/priority`, valueUnsignedInt: index + 1 }
}

function isMotionAnalysis(code: CodeableConcept): boolean {
  return cptCodesOf(code, []).includes(motionAnalysis)
}

/** Compares what the operation can carry; status, enterer, identifier and notes are Oracle's own. */
function differences(confirmed: ChargeItem, stored: ChargeItem): readonly string[] {
  const reasons = ({ reason = [] }: ChargeItem) => reason.map((concept) => icd10cmIn(concept)?.code ?? '').join(' ')
  const performers = ({ performer = [] }: ChargeItem) => performer.map(({ actor }) => actor.reference).join(' ')
  const same: Readonly<Record<string, boolean>> = {
    status: stored.status === 'billable' || stored.status === 'billed',
    code: isMotionAnalysis(stored.code),
    subject: isSameReference(stored.subject, confirmed.subject),
    context: isSameReference(stored.context, confirmed.context),
    occurrenceDateTime: stored.occurrenceDateTime?.slice(0, 10) === confirmed.occurrenceDateTime?.slice(0, 10),
    quantity: stored.quantity?.value === confirmed.quantity?.value,
    performer: performers(stored) === performers(confirmed),
    reason: reasons(stored) === reasons(confirmed),
    extension: modifierCodes(stored) === modifierCodes(confirmed),
  }
  return Object.keys(same).filter((element) => !same[element])
}
