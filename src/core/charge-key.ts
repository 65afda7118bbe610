import { v5 } from 'uuid'
import type { ChargeItem } from 'fhir/r4'
import { canonicalBase, chargeIdentifierSystem, motionAnalysis } from './codes.ts'
import { hasIdentifier, isWithdrawn } from './existing-charges.ts'

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

/** The generation of the next charge of this key: how many of its charges were withdrawn before. */
export function generationOf(charges: readonly ChargeItem[], key: ChargeKey): number {
  let generation = 0
  while (charges.some((charge) => isWithdrawn(charge) && hasIdentifier(charge, chargeIdentifier(key, generation)))) generation += 1
  return generation
}
