import type { ChargeItem } from 'fhir/r4'
import { chargeIdentifierSystem } from '#core/codes.ts'
import { hasIdentifier } from '#core/existing-charges.ts'
import { resourcesOf } from '#core/visit.ts'
import { differences } from './compare-charges.ts'
import { FhirError } from './fhir-error.ts'
import { markSettled, markUnsettled, unsettledWrite } from './unsettled.ts'
import { soughtBy } from './verify-charge.ts'
import type { Messaging } from './web-messaging.ts'
import type { SentCharge, WriteOutcome } from './write-outcome.ts'
import type { Writer } from './writer.ts'

/** What became of a draft that was handed to the EHR's own page. */
export type PlaceOutcome =
  /** The EHR's page acknowledged it; `isReadBack` says whether its scratchpad shows it, equal to what was confirmed. */
  | { readonly kind: 'placed'; readonly charge: ChargeItem; readonly isReadBack: boolean }
  | Extract<WriteOutcome, { readonly kind: 'rejected' | 'differs' | 'unknown' }>

/** The scratchpad as a writer sees it: a draft is found there by its identifier; nothing is sent through the FHIR API. */
export function scratchpadWriter(messaging: Messaging): Writer {
  return {
    updates: false,
    differences,
    send: () => Promise.reject(new FhirError('POST ChargeItem', 'refused')),
    async find({ identifier }) {
      const drafts = await messaging.read()
      const token = { system: chargeIdentifierSystem, value: identifier }
      return drafts === null
        ? { status: 'unreadable', gap: 'unsupported' }
        : { status: 'read', resources: drafts.filter((one) => hasIdentifier(one, token)), ignored: 0 }
    },
  }
}

/**
 * Puts the charge into the EHR's scratchpad (SMART Web Messaging STU1) as `planned`: it becomes a charge when it is
 * signed in the EHR. The scratchpad is looked at first and afterwards; an unclear answer is looked for, never repeated.
 */
export async function placeDraft(messaging: Messaging, writer: Writer, charge: ChargeItem, identifier: string): Promise<PlaceOutcome> {
  const confirmed: ChargeItem = { ...charge, status: 'planned', identifier: [{ system: chargeIdentifierSystem, value: identifier }] }
  const sent: SentCharge = { confirmed, identifier, replaced: null }
  const before = await find(writer, sent)
  if (before !== null) return before
  if ((await unsettledWrite(identifier)) !== null) return unknown(sent, true)
  await markUnsettled(sent, 'sending')
  const answer = await messaging.create(confirmed)
  if (answer !== null && answer.status >= 400 && answer.status < 500) {
    await markSettled(identifier)
    return { kind: 'rejected', expressions: [] }
  }
  const after = await find(writer, sent)
  if (after !== null) return after
  if (answer === null || answer.status < 200 || answer.status >= 300) return unknown(sent, false)
  await markSettled(identifier)
  return { kind: 'placed', charge: confirmed, isReadBack: false }
}

/** Looks for the draft in the scratchpad; sends no draft. */
export async function lookForDraft(writer: Writer, sent: SentCharge): Promise<PlaceOutcome> {
  return (await find(writer, sent)) ?? unknown(sent, true)
}

async function find(writer: Writer, sent: SentCharge): Promise<PlaceOutcome | null> {
  const { confirmed, identifier } = sent
  const [charge] = resourcesOf(await writer.find(soughtBy(sent)))
  if (charge === undefined) return null
  await markSettled(identifier)
  const differing = writer.differences(confirmed, charge)
  return differing.length === 0 ? { kind: 'placed', charge, isReadBack: true } : { kind: 'differs', charge, differences: differing }
}

function unknown(sent: SentCharge, isSearched: boolean): PlaceOutcome {
  return { kind: 'unknown', identifier: sent.identifier, sent, sought: soughtBy(sent), isSearched }
}
