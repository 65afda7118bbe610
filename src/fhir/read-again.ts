import { evidenceChanges, type EvidenceChange } from '#core/evidence.ts'
import { cptCodesOf } from '#core/existing-charges.ts'
import { motionAnalysis } from '#core/codes.ts'
import type { Visit } from '#core/visit.ts'
import type { ChargeItem } from 'fhir/r4'
import { FhirError, type FhirErrorKind } from './fhir-error.ts'
import { readVisit } from './read-visit.ts'
import type { Session } from './session.ts'

export type ReadAgain =
  | { readonly visit: Visit; readonly changes: readonly EvidenceChange[] }
  /** The visit itself could not be read. */
  | { readonly visit: null; readonly why: FhirErrorKind }

/** Reads the visit anew at Confirm, and names what changed in what the draft rests on. */
export async function readAgain(session: Session, seen: Visit, draft: ChargeItem): Promise<ReadAgain> {
  try {
    const visit = await readVisit(session, seen.encounter.id ?? '')
    const changes = evidenceChanges(seen, visit, draft, ({ code }) => cptCodesOf(code, visit.performedCodes).includes(motionAnalysis))
    return { visit, changes }
  } catch (error) {
    if (error instanceof FhirError) return { visit: null, why: error.kind }
    throw error
  }
}
