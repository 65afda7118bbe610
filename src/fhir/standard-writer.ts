import type { ChargeItem } from 'fhir/r4'
import { chargeIdentifierSystem } from '#core/codes.ts'
import { hasIdentifier } from '#core/existing-charges.ts'
import { differences } from './compare-charges.ts'
import { mergeCharge } from './merge-charge.ts'
import { searchPatient } from './patient-search.ts'
import type { Session } from './session.ts'
import type { Writer } from './writer.ts'

/** Create and update of ChargeItem through the FHIR API (R4, 3.1.0.8.1 conditional create; 3.1.0.5 managing contention). */
export function standardWriter(session: Session, updates = true): Writer {
  const { send, issuer } = session
  const prefer = { Prefer: 'return=representation' }
  return {
    updates,
    differences,
    async send({ confirmed, replaced }, stored) {
      if (replaced !== null && stored !== null) {
        const headers = { ...prefer, 'If-Match': `W/"${replaced.versionId}"` }
        return send({ method: 'PUT', url: `ChargeItem/${encodeURIComponent(replaced.id)}`, headers, body: mergeCharge(stored, confirmed) })
      }
      const [identifier] = confirmed.identifier ?? []
      // A server that does not honour the header may refuse it in the preflight, so only those get it that do.
      const ifNone = issuer.conditionalCreate
        ? { 'If-None-Exist': `identifier=${identifier?.system ?? ''}|${identifier?.value ?? ''}` }
        : {}
      return send({ method: 'POST', url: 'ChargeItem', headers: { ...prefer, ...ifNone }, body: confirmed })
    },
    async find({ identifier }) {
      const token = { system: chargeIdentifierSystem, value: identifier }
      const more = `&identifier=${encodeURIComponent(`${token.system}|${token.value}`)}`
      const reading = await searchPatient<ChargeItem>(session, 'ChargeItem', more)
      // A lenient server ignores a parameter that it does not know.
      return reading.status === 'unreadable'
        ? reading
        : { ...reading, resources: reading.resources.filter((one) => hasIdentifier(one, token)) }
    },
  }
}
