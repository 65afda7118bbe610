import type { CheckedItem, Origin } from '#core/close-check.ts'
import type { ChargeChannel } from '#queries/charge.ts'
import type { AnswersSaving } from '#queries/close.ts'

/** Who filled an answer. */
export const originWords: Readonly<Record<Origin, string>> = {
  auto: 'from the chart',
  override: 'changed by hand',
  manual: 'answered by hand',
}

/** What the chart says of an item; that nobody could look is never said as "not found". */
export const findingWords: Readonly<Record<CheckedItem['finding'], string>> = {
  documented: '',
  'not-documented': 'Not found in the chart.',
  'could-not-look': 'Could not be looked up in the chart.',
  'no-place': '',
}

const absentWords: Readonly<Record<Extract<AnswersSaving, { readonly status: 'absent' }>['why'], string>> = {
  'not-offered': 'this EHR takes none from apps',
  'not-granted': 'the EHR did not grant this app access to them',
  'could-not-look': 'whether answers stand already could not be read',
  'others-stand': 'other answers stand in the EHR, and could not be changed from here',
  refused: 'the EHR did not take them',
  unknown: 'it is not known whether the EHR took them; look in the EHR before you save them again',
}

/** What became of the answers, or what will: they never decide over the charge. */
export function savingWords(saving: AnswersSaving, isCurrent: boolean, channel: ChargeChannel | null): string {
  switch (saving.status) {
    case 'saving':
      return 'Saving the answers…'
    case 'broken':
      return 'The answers were not saved: this app’s own files could not be reached.'
    case 'absent':
      return `The answers were not saved: ${absentWords[saving.why]}. The charge does not depend on them; keep them by downloading.`
    case 'saved':
      return isCurrent
        ? `The answers stand in the EHR${saving.response.id === undefined ? '' : `, number ${saving.response.id}`}.`
        : 'Answers were changed since they were saved.'
    case 'idle':
      if (isCurrent) return 'The answers stand in the EHR.'
      if (channel === null) return 'What this EHR takes from apps is still being asked.'
      return channel.answers.takes === 'yes'
        ? 'While this check is open, Confirm and Save draft store the answers beside the charge.'
        : `The EHR cannot hold these answers: ${absentWords[channel.answers.takes]}. Keep them by downloading.`
  }
}

/** The one line of the folded check. */
export function summaryOf(checked: readonly CheckedItem[] | null): string {
  if (checked === null) return 'Check the documentation of this visit'
  const open = checked.filter(({ answer }) => answer === null).length
  if (open === 0) return 'Every item is answered'
  return `${open} of ${checked.length} items open`
}
