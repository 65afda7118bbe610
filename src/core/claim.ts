import type { ChargeItem, Claim, Coding, Coverage } from 'fhir/r4'
import { modifiersOf } from './charge-modifiers.ts'
import { codeSystem } from './codes.ts'
import { dayOf } from './dates.ts'

/** Who bills: a professional claim is a CMS-1500, a facility claim a UB-04; `unknown` leaves the type open. */
export type ClaimType = 'professional' | 'facility' | 'unknown'

const claimTypeSystem = 'http://terminology.hl7.org/CodeSystem/claim-type'
const absent = { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }

/**
 * The confirmed charge as a draft Claim (R4), for a billing system to take over: one item, its diagnoses by pointer,
 * its modifiers in order, no amounts. What the chart does not tell (insurer, kind of claim) is absent with its reason.
 * `created` is an ISO 8601 instant.
 */
export function draftClaim(charge: ChargeItem, claimType: ClaimType, coverages: readonly Coverage[], created: string): Claim {
  const diagnoses = [...new Set((charge.reason ?? []).flatMap(({ coding = [] }) => icd10cmIn(coding)))]
  const performer = charge.performer?.[0]?.actor
  const day = dayOf(charge.occurrenceDateTime, null)
  const modifiers = modifiersOf(charge)
  return {
    resourceType: 'Claim',
    status: 'draft',
    use: 'claim',
    type: typeOf(claimType),
    ...(charge.identifier === undefined ? {} : { identifier: charge.identifier }),
    patient: charge.subject,
    created,
    ...(charge.enterer === undefined ? {} : { enterer: charge.enterer }),
    provider: charge.requestingOrganization ?? charge.performingOrganization ?? performer ?? { extension: [absent] },
    priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/processpriority', code: 'normal' }] },
    ...(performer === undefined ? {} : { careTeam: [{ sequence: 1, provider: performer }] }),
    ...(diagnoses.length === 0
      ? {}
      : {
          diagnosis: diagnoses.map((code, index) => ({
            sequence: index + 1,
            diagnosisCodeableConcept: { coding: [{ system: codeSystem.icd10cm, code }] },
          })),
        }),
    insurance: insuranceOf(coverages),
    item: [
      {
        sequence: 1,
        ...(performer === undefined ? {} : { careTeamSequence: [1] }),
        ...(diagnoses.length === 0 ? {} : { diagnosisSequence: diagnoses.map((_, index) => index + 1) }),
        productOrService: charge.code,
        ...(modifiers.length === 0 ? {} : { modifier: modifiers.map((coding) => ({ coding: [{ ...coding }] })) }),
        ...(day === null ? {} : { servicedDate: day }),
        quantity: { value: charge.quantity?.value ?? 1 },
        ...(charge.context === undefined ? {} : { encounter: [charge.context] }),
      },
    ],
  }
}

/** The code that the clinician chose stands first; what the chart holds beside it is no further diagnosis. */
function icd10cmIn(coding: readonly Coding[]): readonly string[] {
  const code = coding.find(({ system }) => system === codeSystem.icd10cm)?.code
  return code === undefined ? [] : [code]
}

function typeOf(claimType: ClaimType): Claim['type'] {
  if (claimType === 'unknown') return { extension: [absent], text: 'Professional or facility: not decided here' }
  return { coding: [{ system: claimTypeSystem, code: claimType === 'facility' ? 'institutional' : 'professional' }] }
}

function insuranceOf(coverages: readonly Coverage[]): Claim['insurance'] {
  const active = coverages.filter(({ id, status }) => id !== undefined && status === 'active')
  if (active.length === 0) return [{ sequence: 1, focal: true, coverage: { extension: [absent], display: 'Not read from the chart' } }]
  return active.map(({ id = '' }, index) => ({ sequence: index + 1, focal: index === 0, coverage: { reference: `Coverage/${id}` } }))
}
