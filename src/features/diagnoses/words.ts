import type { Diagnosis } from '#core/diagnoses.ts'
import type { Currency, DiagnosisSource } from '#core/recorded.ts'
import type { Standing } from '#core/indications.ts'

export const sourceWords: Readonly<Record<DiagnosisSource, string>> = {
  'this-visit': 'diagnosis of this visit',
  'problem-list': 'problem list',
  'visit-not-recorded': 'diagnosis, visit not recorded',
  'other-visit': 'diagnosis of another visit',
  uncategorised: 'in the chart, kind not recorded',
}

export const currencyWords: Readonly<Record<Currency, string>> = {
  current: '',
  history: 'history: not current at this visit',
  uncertain: 'not confirmed',
  'not-understood': 'carries a modifier this app does not know; not used',
}

/** Where the diagnosis stands, in a few neutral words. */
export function standingWords(standing: Standing): string {
  switch (standing.kind) {
    case 'on-list':
      return 'on the list'
    case 'described-by-source':
      return 'described by the source'
    case 'listed-disputed':
      return 'on the list, disputed'
    case 'near-miss':
      if (standing.settles !== null) return `near the list; recorded as ${standing.settles}`
      return standing.code === 'G20' ? 'listed; needs the specific code' : 'possible: specify the ICD-10-CM code'
    case 'not-on-list':
      return 'not on the list'
    case 'codings-disagree':
      return `codings disagree: ${standing.codes.join(', ')}`
    case 'cannot-match':
      return { 'no-code': 'text without a code', 'no-system': 'code system missing', 'other-system': 'no ICD-10-CM code' }[standing.why]
  }
}

/** Where a code stands that the clinician specified: nothing of it is recorded yet, and nothing is left open. */
export function specifiedWords(standing: Standing): string {
  return standing.kind === 'near-miss' ? 'near the list, not on it' : standingWords(standing)
}

/** Choosing what was not recorded for this visit is a statement; it is said before the choice, and stays said after it. */
export function addressedWords({ sources }: Diagnosis, isChosen: boolean): string | null {
  if (sources.includes('this-visit')) return null
  return isChosen ? 'you state: addressed at this visit' : 'choosing it states: addressed at this visit'
}

/** The ICD-10-CM code that choosing this diagnosis as recorded puts on the claim; null where it has to be specified first. */
export function selectableCode({ currency, standing }: Diagnosis): string | null {
  if (currency !== 'current') return null
  switch (standing.kind) {
    case 'on-list':
    case 'described-by-source':
    case 'listed-disputed':
    case 'not-on-list':
      return standing.code
    case 'near-miss':
      return standing.isSelectable ? standing.code : null
    default:
      return null
  }
}

/** What opens a diagnosis that cannot be chosen as it stands; null for one that can, is specified here, or is past. */
export function nextStep(diagnosis: Diagnosis): string | null {
  const { currency, standing } = diagnosis
  if (currency !== 'current' || selectableCode(diagnosis) !== null) return null
  switch (standing.kind) {
    case 'codings-disagree':
      return 'Its codes mean different diagnoses. Correct them in the chart, then read the chart again.'
    case 'cannot-match':
      return standing.why === 'no-system'
        ? 'Its code does not say of which system it is. Correct it in the chart, then read the chart again.'
        : 'It has no ICD-10-CM code. Code it in the chart, then read the chart again.'
    case 'near-miss':
      return standing.answers.length > 0
        ? null
        : 'This code was not valid on the day of the service. Correct it in the chart, then read the chart again.'
    default:
      return null
  }
}
