import { v5 } from 'uuid'
import { canonicalBase, chargeIdentifierSystem, motionAnalysis } from './codes.ts'

/** What makes two charges the same charge: one 96000 a patient and day. Visit, performer and modifiers are not in it. */
export interface ChargeKey {
  /** Canonical FHIR base URL of the issuer. */
  readonly issuer: string
  readonly patientId: string
  /** `YYYY-MM-DD` */
  readonly dateOfService: string
}

const namespace = v5(`${canonicalBase}/charge-key`, v5.URL)

/**
 * The value of the charge's identifier: UUIDv5 of issuer, patient, 96000, date of service and generation.
 * `generation` counts the charges of this key that were withdrawn (entered-in-error or aborted) before.
 */
export function chargeIdentifier(key: ChargeKey, generation: number): { readonly system: string; readonly value: string } {
  const name = JSON.stringify([key.issuer, key.patientId, motionAnalysis, key.dateOfService, generation])
  return { system: chargeIdentifierSystem, value: v5(name, namespace) }
}
