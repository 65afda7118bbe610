import type { ChargeItem, CodeableConcept, Reference } from 'fhir/r4'
import { hasIdentifier } from '#core/existing-charges.ts'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { localReference } from './patient-search.ts'

/**
 * The elements in which the stored charge is not what was confirmed, by name; empty where they agree.
 * What a server may add (displays, further codings, narrative, times) is no difference.
 */
export function differences(confirmed: ChargeItem, stored: ChargeItem): readonly string[] {
  const same: Readonly<Record<string, boolean>> = {
    identifier: (confirmed.identifier ?? []).every(({ system = '', value = '' }) => hasIdentifier(stored, { system, value })),
    status: stored.status === confirmed.status,
    code: holds(stored.code, confirmed.code),
    subject: isSameReference(stored.subject, confirmed.subject),
    context: isSameReference(stored.context, confirmed.context),
    occurrenceDateTime: stored.occurrenceDateTime?.slice(0, 10) === confirmed.occurrenceDateTime?.slice(0, 10),
    performer: isSameList(stored.performer, confirmed.performer, (one, other) => isSameReference(one.actor, other.actor)),
    quantity: stored.quantity?.value === confirmed.quantity?.value,
    enterer: isSameReference(stored.enterer, confirmed.enterer),
    reason: isSameList(
      stored.reason,
      confirmed.reason,
      (one, other) => one.coding?.[0]?.code === other.coding?.[0]?.code && holds(one, other),
    ),
    extension: modifierCodes(stored) === modifierCodes(confirmed),
    note: (confirmed.note ?? []).every(({ text }) => stored.note?.some((note) => note.text === text)),
  }
  return Object.keys(same).filter((element) => !same[element])
}

/** Whether every coding of `confirmed` stands in `stored`. */
function holds(stored: CodeableConcept | undefined, confirmed: CodeableConcept): boolean {
  return (confirmed.coding ?? []).every(({ system, code }) =>
    stored?.coding?.some((coding) => coding.system === system && coding.code === code),
  )
}

export function isSameReference(one: Reference | undefined, other: Reference | undefined): boolean {
  const local = (reference: Reference | undefined) => (reference?.reference === undefined ? null : localReference(reference.reference))
  return local(one) === local(other)
}

function isSameList<T>(stored: readonly T[] = [], confirmed: readonly T[] = [], isSame: (one: T, other: T) => boolean): boolean {
  return stored.length === confirmed.length && confirmed.every((item, index) => isSame(stored[index] as T, item))
}

/** The modifiers in their order, in whichever shape the server keeps them. */
export function modifierCodes(charge: ChargeItem): string {
  return modifiersOf(charge)
    .map(({ code }) => code)
    .join(' ')
}
