import type { ChargeItem, Provenance } from 'fhir/r4'
import { attest, type AttestedAct } from '#core/attestation.ts'
import { chargeIdentifier, generationOf } from '#core/charge-key.ts'
import { existingCharge } from '#core/existing-charges.ts'
import { resourcesOf } from '#core/visit.ts'
import { delay } from './delay.ts'
import { exclusively } from './exclusively.ts'
import { meansWith, type Means } from './means.ts'
import { lookForDraft, placeDraft, type PlaceOutcome } from './place-draft.ts'
import { readAgain } from './read-again.ts'
import type { Actor, ChargeDesk, DeskOptions, Press } from './press.ts'
import { resumeWrite } from './resume-write.ts'
import { maySendAgain, openingIn } from './send-again.ts'
import { storeAttestation } from './store-attestation.ts'
import { isAnythingUnsettled } from './unsettled.ts'
import { reconcile } from './verify-charge.ts'
import { withdrawCharge } from './withdraw-charge.ts'
import { notSent, writeCharge } from './write-charge.ts'
import type { ChargeWish, UnknownOutcome, WriteOutcome } from './write-outcome.ts'
import type { WriteState } from './write-state.ts'

/** Opens the desk of one visit; its state lives as long as the page. */
export function openDesk({ session, channel, writer, messaging, onVisit, onWritten, wait = delay }: DeskOptions): ChargeDesk {
  const listeners = new Set<() => void>()
  const known = new Map<string, ChargeItem>()
  let state: WriteState = { stage: 'draft', changes: [] }
  let running: Promise<WriteState> | null = null
  let last: LastAct | null = null
  let isAgain = false

  const become = (next: WriteState): WriteState => {
    state = next
    for (const listener of listeners) listener()
    return next
  }
  const means = (more: Partial<Means> = {}): Means =>
    meansWith(writer, { wait, known: [...known.values()], onStage: (stage) => void become({ stage }), ...more })
  const once = (work: () => Promise<WriteState>): Promise<WriteState> =>
    (running = work().finally(() => {
      running = null
      isAgain = false
      onWritten?.()
    }))
  const recordOf = (charge: ChargeItem, act: AttestedAct, { seen, signer, tool }: Actor): Provenance => {
    const isNew = charge.id === undefined || !resourcesOf(seen.charges).some(({ id }) => id === charge.id)
    return attest({ act, isNew, charge, visit: seen, signer, tool }, new Date().toISOString())
  }

  /** What an outcome means for the desk; a saved charge gets its attestation, where somebody acted. */
  const settle = async (outcome: WriteOutcome | PlaceOutcome, act: AttestedAct, actor: Actor | null): Promise<WriteState> => {
    switch (outcome.kind) {
      case 'placed':
        if (actor === null) return become({ stage: 'draft', changes: [] })
        return become({ stage: 'handed-over', charge: outcome.charge, placed: outcome, record: recordOf(outcome.charge, act, actor) })
      case 'saved':
      case 'found': {
        known.set(outcome.charge.id ?? '', outcome.charge)
        if (actor === null || outcome.kind === 'found') return become({ stage: 'saved', outcome, attestation: null })
        become({ stage: 'saved', outcome, attestation: { status: 'writing' } })
        const attestation = await storeAttestation(session, channel, recordOf(outcome.charge, act, actor))
        return become({ stage: 'saved', outcome, attestation })
      }
      case 'unknown': {
        const sendAgain = await maySendAgain(channel, outcome)
        const next = become({ stage: 'unknown', outcome, sendAgain })
        if (sendAgain === 'later') void openLater(next, outcome)
        return next
      }
      case 'differs':
      case 'duplicate':
        return become({ stage: 'unknown', outcome, sendAgain: 'never' })
      case 'already-charged':
      case 'not-billable-exists':
      case 'conflict':
      case 'rejected':
      case 'not-sent':
        return become({ stage: 'rejected', outcome })
    }
  }

  const openLater = async (seen: WriteState, outcome: UnknownOutcome) => {
    await wait(await openingIn(outcome))
    if (state === seen && (await openingIn(outcome)) === 0) become({ stage: 'unknown', outcome, sendAgain: 'now' })
  }

  const go = async (press: Press): Promise<WriteState> => {
    const { wish, where } = press
    if (wish.status === 'not-billable' && channel.name !== 'standard') return become({ stage: 'noted', charge: wish.draft })
    const act = acts[wish.status]
    if (wish.status !== 'billable') return settle(await writeCharge(session, wish, where, means({ isAgain })), act, press)
    const again = await readAgain(session, press.seen, wish.draft)
    if (again.visit === null) return settle(notSent(again.why), act, press)
    onVisit?.(again.visit)
    if (again.changes.length > 0) return become({ stage: 'draft', changes: again.changes })
    const actor = { ...press, seen: again.visit }
    if (channel.name === 'standard' || channel.name === 'oracle') {
      return settle(await writeCharge(session, wish, where, means({ isAgain, charges: again.visit.charges })), act, actor)
    }
    const charges = resourcesOf(again.visit.charges)
    const existing = existingCharge(charges, wish.key.dateOfService, where)
    if (existing.kind === 'already-charged') return settle({ kind: 'already-charged', charge: existing.charge }, act, actor)
    const identifier = chargeIdentifier(wish.key, generationOf(charges, wish.key))
    if (messaging !== null) {
      become({ stage: 'sending' })
      return settle(await placeDraft(messaging, writer, wish.draft, identifier.value), act, actor)
    }
    const charge: ChargeItem = { ...wish.draft, status: wish.status, identifier: [identifier] }
    return become({ stage: 'handed-over', charge, placed: null, record: recordOf(charge, act, actor) })
  }

  const desk: ChargeDesk = {
    channel,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async resume(key, encounterId) {
      if (state.stage !== 'draft' || isAgain || running !== null || !isAnythingUnsettled()) return state
      return once(async () => {
        become({ stage: 'resuming' })
        const outcome = await resumeWrite(session, key, encounterId, { writer, wait })
        return outcome === null ? become({ stage: 'draft', changes: [] }) : settle(outcome, 'confirmed', null)
      })
    },
    async press(press) {
      if (running !== null) return running
      if (state.stage === 'unknown') return state
      last = { act: acts[press.wish.status], actor: press, repeat: () => desk.press(press) }
      const name = chargeIdentifier(press.wish.key, 0).value
      return once(() => {
        become({ stage: 'confirming' })
        return exclusively(name, () => go(press))
      })
    },
    async takeBack(charge, actor) {
      if (running !== null || state.stage === 'unknown') return running ?? state
      last = { act: 'taken back', actor, repeat: () => desk.takeBack(charge, actor) }
      return once(async () =>
        settle(await withdrawCharge(session, charge, actor.signer, new Date().toISOString(), means()), 'taken back', actor),
      )
    },
    async lookAgain() {
      if (state.stage !== 'unknown' || state.outcome.kind !== 'unknown') return running ?? state
      const { outcome } = state
      const { sent, sought } = outcome
      return once(async () => {
        become({ stage: 'verifying' })
        const seen =
          messaging !== null && sent !== null ? await lookForDraft(writer, sent) : await reconcile(session, sought, sent, { writer, wait })
        return settle(seen, last?.act ?? 'confirmed', sent === null ? null : (last?.actor ?? null))
      })
    },
    async sendAgain() {
      if (state.stage !== 'unknown' || state.sendAgain !== 'now' || running !== null) return running ?? state
      isAgain = true
      become({ stage: 'draft', changes: [] })
      return last === null ? state : last.repeat()
    },
    handOver() {
      if (state.stage !== 'rejected' || last === null || !('wish' in last.actor)) return
      const { wish } = last.actor as Press
      const identifier = chargeIdentifier(wish.key, generationOf(resourcesOf(last.actor.seen.charges), wish.key))
      const charge: ChargeItem = { ...wish.draft, status: wish.status, identifier: [identifier] }
      become({ stage: 'handed-over', charge, placed: null, record: recordOf(charge, 'confirmed', last.actor) })
    },
    reopen() {
      if (state.stage === 'rejected' || state.stage === 'handed-over' || state.stage === 'noted') become({ stage: 'draft', changes: [] })
    },
  }
  return desk
}

/** What was last asked for, so that it can be repeated and attested. */
interface LastAct {
  readonly act: AttestedAct
  readonly actor: Actor
  readonly repeat: () => Promise<WriteState>
}

const acts: Readonly<Record<ChargeWish['status'], AttestedAct>> = {
  billable: 'confirmed',
  planned: 'saved as a draft',
  'not-billable': 'marked as not billable',
}
