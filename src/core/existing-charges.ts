import type { ChargeItem, CodeableConcept } from 'fhir/r4'
import { codeSystem, excludingCodes, motionAnalysis } from './codes.ts'
import { dayOf } from './dates.ts'
import { namesEncounter } from './visit.ts'

/** What the patient's existing charges say about one more 96000 on a day. */
export type ExistingCharge =
  | { readonly kind: 'none' }
  | { readonly kind: 'draft'; readonly charge: ChargeItem }
  | { readonly kind: 'not-billable'; readonly charge: ChargeItem }
  /** A live 96000, or a live 96001 or 0693T, stands on that day: nothing may be added. */
  | { readonly kind: 'already-charged'; readonly charge: ChargeItem }

/** What tells the charges of a visit apart on one server. */
export interface ExistingWhere {
  readonly timeZone: string | null
  readonly performedCodes: readonly string[]
  /** Catches a charge without a date that belongs to this visit. */
  readonly encounterId: string | null
}

const cptSystems: readonly string[] = [codeSystem.cpt, 'urn:oid:2.16.840.1.113883.6.12']

/** Oracle Health's own systems that hold CPT and HCPCS codes, one a tenant. */
const oracleBillCodes = /^https:\/\/fhir\.cerner\.com\/[^/]+\/CodeSystem\/BillCodes-(CPT|HCPCS)$/

/** The bare CPT codes of a concept; `performedCodes` are site codes (`system|code`) that stand for 96000. */
export function cptCodesOf(concept: CodeableConcept | undefined, performedCodes: readonly string[]): readonly string[] {
  const codes = (concept?.coding ?? []).flatMap(({ system, code }) => {
    if (code === undefined) return []
    if (performedCodes.includes(`${system ?? ''}|${code}`)) return [motionAnalysis]
    return system !== undefined && (cptSystems.includes(system) || oracleBillCodes.test(system)) ? [code.trim()] : []
  })
  return [...new Set(codes)]
}

/**
 * What one patient's existing charges mean for a new 96000 on `day` (`YYYY-MM-DD`), across all visits.
 * Withdrawn charges (entered-in-error, aborted) never stand in the way.
 */
export function existingCharge(charges: readonly ChargeItem[], day: string, where: ExistingWhere): ExistingCharge {
  const live = charges.filter((charge) => !isWithdrawn(charge) && isOnDay(charge, day, where))
  const codes = (charge: ChargeItem) => cptCodesOf(charge.code, where.performedCodes)
  const ours = live.filter((charge) => codes(charge).includes(motionAnalysis))
  const excluding = live.find((charge) => charge.status !== 'not-billable' && codes(charge).some((code) => excludingCodes.includes(code)))
  const charged = ours.find((charge) => charge.status !== 'planned' && charge.status !== 'not-billable') ?? excluding
  if (charged !== undefined) return { kind: 'already-charged', charge: charged }
  const draft = ours.find((charge) => charge.status === 'planned')
  if (draft !== undefined) return { kind: 'draft', charge: draft }
  const [notBillable] = ours
  return notBillable === undefined ? { kind: 'none' } : { kind: 'not-billable', charge: notBillable }
}

/** Charges of this service on that day that were taken back: history, which stands in nobody's way. */
export function withdrawnCharges(charges: readonly ChargeItem[], day: string, where: ExistingWhere): readonly ChargeItem[] {
  return charges.filter(
    (charge) =>
      isWithdrawn(charge) && isOnDay(charge, day, where) && cptCodesOf(charge.code, where.performedCodes).includes(motionAnalysis),
  )
}

/** A charge of this service whose day the server did not record, at another visit or at none: it can be excluded by a person only. */
export function undatedCharges(charges: readonly ChargeItem[], where: ExistingWhere): readonly ChargeItem[] {
  return charges.filter(
    (charge) =>
      !isWithdrawn(charge) &&
      dayOfCharge(charge, where.timeZone) === null &&
      !namesEncounter(charge.context?.reference, where.encounterId) &&
      cptCodesOf(charge.code, where.performedCodes).some((code) => code === motionAnalysis || excludingCodes.includes(code)),
  )
}

/** Whether the charge carries this business identifier. */
export function hasIdentifier(charge: ChargeItem, identifier: { readonly system: string; readonly value: string }): boolean {
  return (charge.identifier ?? []).some(({ system, value }) => system === identifier.system && value === identifier.value)
}

/** Taken back: it stays in the record and no longer counts. */
export function isWithdrawn(charge: ChargeItem): boolean {
  return charge.status === 'entered-in-error' || charge.status === 'aborted'
}

function isOnDay(charge: ChargeItem, day: string, where: ExistingWhere): boolean {
  const chargeDay = dayOfCharge(charge, where.timeZone)
  return chargeDay === null ? namesEncounter(charge.context?.reference, where.encounterId) : chargeDay === day
}

/** The day a charge is for; null where the server recorded none. */
export function dayOfCharge(charge: ChargeItem, timeZone: string | null): string | null {
  return dayOf(charge.occurrenceDateTime ?? charge.occurrencePeriod?.start ?? charge.occurrenceTiming?.event?.[0], timeZone)
}
