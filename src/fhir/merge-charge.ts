import type { ChargeItem, Extension } from 'fhir/r4'
import { isModifier } from '#core/charge-modifiers.ts'
import { extensionUrl } from '#core/codes.ts'
import { modifierCodes } from './compare-charges.ts'

/** The elements that the clinician's decisions make; every other element of a stored charge is left as it is. */
const ours = [
  'definitionCanonical',
  'status',
  'subject',
  'context',
  'occurrenceDateTime',
  'performer',
  'quantity',
  'enterer',
  'enteredDate',
  'reason',
  'service',
  'supportingInformation',
] as const

/**
 * The stored charge with what was confirmed in its place. Foreign extensions, identifiers, notes and codings stay;
 * an element of ours that was not chosen is removed, since nothing unchosen may be charged.
 */
export function mergeCharge(stored: ChargeItem, confirmed: ChargeItem): ChargeItem {
  const { occurrencePeriod: _period, occurrenceTiming: _timing, ...merged } = { ...stored, ...pick(confirmed) }
  for (const name of ours) if (confirmed[name] === undefined) delete merged[name]
  const extension = mergeExtensions(stored, confirmed)
  const { extension: _replaced, ...rest } = merged
  return {
    ...rest,
    ...(extension.length === 0 ? {} : { extension }),
    identifier: union(stored.identifier, confirmed.identifier, (one, other) => one.system === other.system && one.value === other.value),
    code: {
      ...confirmed.code,
      ...stored.code,
      coding: union(stored.code.coding, confirmed.code.coding, (one, other) => one.system === other.system && one.code === other.code),
    },
    ...notes(stored, confirmed),
  }
}

/** A modifier in the shape of another system stays where it was confirmed, and goes where it was not: it would be charged. */
function mergeExtensions(stored: ChargeItem, confirmed: ChargeItem): Extension[] {
  const isOurs = ({ url }: Extension) => url === extensionUrl.chargeModifier
  const theirs = (stored.extension ?? []).filter((one) => !isOurs(one))
  const chosen = (confirmed.extension ?? []).filter(isOurs)
  const all = [...theirs, ...chosen]
  const isConfirmed = modifierCodes({ ...stored, extension: all }) === modifierCodes(confirmed)
  return isConfirmed ? all : [...theirs.filter((one) => !isModifier(one)), ...chosen]
}

function pick(confirmed: ChargeItem): Partial<ChargeItem> {
  return Object.fromEntries(ours.flatMap((name) => (confirmed[name] === undefined ? [] : [[name, confirmed[name]]])))
}

function notes(stored: ChargeItem, confirmed: ChargeItem): Pick<ChargeItem, 'note'> {
  const note = union(stored.note, confirmed.note, (one, other) => one.text === other.text)
  return note.length === 0 ? {} : { note }
}

function union<T>(stored: readonly T[] = [], added: readonly T[] = [], isSame: (one: T, other: T) => boolean): T[] {
  return [...stored, ...added.filter((one) => !stored.some((other) => isSame(other, one)))]
}
