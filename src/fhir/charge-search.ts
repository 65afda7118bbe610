import type { ChargeItem } from 'fhir/r4'
import type { Reading } from '#core/visit.ts'
import { isOfAnother, searchPatient } from './patient-search.ts'
import { readAll } from './pager.ts'
import { grants } from './scopes.ts'
import type { ChartAccess } from './session.ts'

/**
 * The patient's charges across all visits. Oracle Health shows the billable ones of one encounter only (Millennium
 * Platform APIs, ChargeItem search), so that its answer is never the whole.
 */
export async function searchCharges(session: ChartAccess, encounterId: string | null, signal?: AbortSignal): Promise<Reading<ChargeItem>> {
  if (session.issuer.oracle === null) return searchPatient<ChargeItem>(session, 'ChargeItem', '', signal)
  if (grants(session.grantedScopes, 'ChargeItem', 's') === 'none') return { status: 'unreadable', gap: 'not-granted' }
  if (encounterId === null) return { status: 'unreadable', gap: 'unsupported' }
  const url = `ChargeItem?context=${encodeURIComponent(`Encounter/${encounterId}`)}&-status=billable`
  const reading = await readAll<ChargeItem>(session, url, 'ChargeItem', signal)
  if (reading.status === 'unreadable') return reading
  const resources = reading.resources.filter((charge) => !isOfAnother(charge, session.patientId))
  const ignored = reading.ignored + reading.resources.length - resources.length
  return reading.status === 'read' ? { status: 'partly-read', resources, ignored, gap: 'unsupported' } : { ...reading, resources, ignored }
}
