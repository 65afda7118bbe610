import type { ChargeItem, Claim, Coding } from 'fhir/r4'
import { lineOf, type BillingChart, type ClaimType } from './charge-line.ts'
import { isActiveOn } from './payers.ts'
import { resourcesOf } from './visit.ts'

const claimTypeSystem = 'http://terminology.hl7.org/CodeSystem/claim-type'
const absent = { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }

/**
 * The confirmed charge as a draft Claim (R4), for a billing system to take over: one item, its diagnoses by pointer,
 * its modifiers in order, no amounts. What a Claim must have and the chart does not tell (insurer, kind of claim, who bills)
 * is absent with its reason. `created` is an ISO 8601 instant.
 */
export function draftClaim(charge: ChargeItem, chart: BillingChart, created: string): Claim {
  const { diagnoses, modifiers, quantity, day } = lineOf(charge, chart.timeZone)
  const performer = charge.performer?.[0]?.actor
  return {
    resourceType: 'Claim',
    status: 'draft',
    use: 'claim',
    type: typeOf(chart.claimType),
    ...(charge.identifier === undefined ? {} : { identifier: charge.identifier }),
    patient: charge.subject,
    created,
    ...(charge.enterer === undefined ? {} : { enterer: charge.enterer }),
    provider: charge.performingOrganization ?? { extension: [absent], display: 'Who bills is not decided here' },
    priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/processpriority', code: 'normal' }] },
    ...(performer === undefined ? {} : { careTeam: [{ sequence: 1, provider: performer }] }),
    ...(diagnoses.length === 0
      ? {}
      : { diagnosis: diagnoses.map((one, index) => ({ sequence: index + 1, diagnosisCodeableConcept: { coding: [codeOf(one)] } })) }),
    insurance: insuranceOf(chart, day),
    item: [
      {
        sequence: 1,
        ...(performer === undefined ? {} : { careTeamSequence: [1] }),
        ...(diagnoses.length === 0 ? {} : { diagnosisSequence: diagnoses.map((_, index) => index + 1) }),
        productOrService: charge.code,
        ...(modifiers.length === 0 ? {} : { modifier: modifiers.map((one) => ({ coding: [codeOf(one)] })) }),
        ...(day === null ? {} : { servicedDate: day }),
        ...(quantity === null ? {} : { quantity: { value: quantity } }),
        ...(charge.context === undefined ? {} : { encounter: [charge.context] }),
      },
    ],
  }
}

/** A code with its system, where one is known, and with nothing that a Coding does not have. */
function codeOf({ system, code, display }: Coding): Coding {
  return {
    ...(system === undefined || system === '' ? {} : { system }),
    ...(code === undefined ? {} : { code }),
    ...(display === undefined ? {} : { display }),
  }
}

function typeOf(claimType: ClaimType): Claim['type'] {
  if (claimType === 'unknown') return { extension: [absent], text: 'Professional or facility: not decided here' }
  return { coding: [{ system: claimTypeSystem, code: claimType === 'facility' ? 'institutional' : 'professional' }] }
}

/** The coverages that hold on the day of service, in the order of the chart, the first as the one addressed. */
function insuranceOf({ coverages }: BillingChart, day: string | null): Claim['insurance'] {
  const active = resourcesOf(coverages).filter((one) => one.id !== undefined && isActiveOn(one, day))
  if (active.length > 0)
    return active.map(({ id = '', payor }, index) => ({
      sequence: index + 1,
      focal: index === 0,
      coverage: { reference: `Coverage/${id}`, ...(payor[0]?.display === undefined ? {} : { display: payor[0].display }) },
    }))
  const display = coverages.status === 'read' ? 'The chart shows no active coverage on that day' : 'Coverages were not read from the chart'
  return [{ sequence: 1, focal: true, coverage: { extension: [absent], display } }]
}
