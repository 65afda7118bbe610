import type { ChargeItem } from 'fhir/r4'
import type { FhirAnswer } from './send.ts'
import { mergeCharge } from './merge-charge.ts'
import type { Session } from './session.ts'
import type { SentCharge } from './write-outcome.ts'

/**
 * The one request that stores a charge through the FHIR API (R4, 3.1.0.8.1 conditional create; 3.1.0.5 managing
 * contention). Sent once; throws FhirError.
 */
export function sendCharge({ send, issuer }: Session, { confirmed, replaced }: SentCharge, stored: ChargeItem | null): Promise<FhirAnswer> {
  const prefer = { Prefer: 'return=representation' }
  if (replaced !== null && stored !== null) {
    const headers = { ...prefer, 'If-Match': `W/"${replaced.versionId}"` }
    return send({ method: 'PUT', url: `ChargeItem/${encodeURIComponent(replaced.id)}`, headers, body: mergeCharge(stored, confirmed) })
  }
  const [identifier] = confirmed.identifier ?? []
  // A server that does not honour the header may refuse it in the preflight, so only those get it that do.
  const ifNone = issuer.conditionalCreate ? { 'If-None-Exist': `identifier=${identifier?.system ?? ''}|${identifier?.value ?? ''}` } : {}
  return send({ method: 'POST', url: 'ChargeItem', headers: { ...prefer, ...ifNone }, body: confirmed })
}
