import type { ChargeItem, CodeableConcept, Coding, Coverage, Encounter, Patient } from 'fhir/r4'
import { modifiersOf, type ChargeModifier } from './charge-modifiers.ts'
import { codeSystem } from './codes.ts'
import { cptCodesOf, dayOfCharge } from './existing-charges.ts'
import type { Reading } from './visit.ts'

/** Who bills: a professional claim is a CMS-1500, a facility claim a UB-04; `unknown` leaves the type open. */
export type ClaimType = 'professional' | 'facility' | 'unknown'

/** What a draft for the billing system needs of the chart beside the charge. */
export interface BillingChart {
  /** Null where it could not be read. */
  readonly patient: Patient | null
  readonly encounter: Encounter
  readonly coverages: Reading<Coverage>
  readonly claimType: ClaimType
  /** IANA zone of a server that stamps in UTC; null takes dates as written. */
  readonly timeZone: string | null
}

/** A charge as one line of a bill; what the charge does not say is null or empty. */
interface ChargeLine {
  readonly service: Coding | null
  readonly modifiers: readonly ChargeModifier[]
  /** Each ICD-10-CM code once, in the order of the charge. */
  readonly diagnoses: readonly Coding[]
  readonly quantity: number | null
  /** `YYYY-MM-DD` */
  readonly day: string | null
}

/** The charge as every form of a bill carries it, so that no two of them can differ. */
export function lineOf(charge: ChargeItem, timeZone: string | null): ChargeLine {
  const reasons = (charge.reason ?? []).flatMap((concept) => icd10cmIn(concept) ?? [])
  return {
    service: serviceIn(charge),
    modifiers: modifiersOf(charge),
    diagnoses: reasons.filter(({ code }, index) => reasons.findIndex((other) => other.code === code) === index),
    quantity: charge.quantity?.value ?? null,
    day: dayOfCharge(charge, timeZone),
  }
}

/** The ICD-10-CM code of a reason, whatever name the server has for that system. What the chart holds beside it is no further diagnosis. */
export function icd10cmIn({ coding = [] }: CodeableConcept): Coding | null {
  const chosen = coding.find(({ system = '', code }) => code !== undefined && (system === codeSystem.icd10cm || oracleIcd.test(system)))
  if (chosen === undefined) return null
  const { code, display } = chosen
  return { system: codeSystem.icd10cm, ...(code === undefined ? {} : { code }), ...(display === undefined ? {} : { display }) }
}

/** Oracle Health's own systems of diagnoses, one a tenant. */
const oracleIcd = /\/CodeSystem\/BillCodes-ICD$/

/** The CPT code under CPT's own name, whatever the server calls that system; else the first code there is. */
function serviceIn({ code }: ChargeItem): Coding | null {
  const [cpt] = cptCodesOf(code, [])
  return cpt === undefined ? (code.coding?.find((one) => one.code !== undefined) ?? null) : { system: codeSystem.cpt, code: cpt }
}
