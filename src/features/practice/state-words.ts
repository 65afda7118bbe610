import type { VisitState } from '#core/visit-state.ts'

/** What stands in the list of the day. */
export type ShownState = VisitState | { readonly kind: 'reading' } | { readonly kind: 'unreadable' }

const words: Readonly<Record<ShownState['kind'], string>> = {
  billable: 'Charge stands',
  draft: 'Draft stands',
  'not-billable': 'Not billable',
  'prompt-open': 'Open',
  'nothing-to-do': 'Nothing to do',
  'cannot-tell': 'Cannot tell',
  reading: 'Reading…',
  unreadable: 'Cannot tell',
}

const why = {
  'study-without-charge': 'a study is recorded, and no charge',
  'diagnosis-without-study': 'a diagnosis on or near the list, and no study recorded',
} as const

/** The state in a word or two, the same on the screen and in the export. */
export function stateWords({ kind }: ShownState): string {
  return words[kind]
}

/** What the state rests on; empty where there is nothing to add. */
export function stateDetail(state: ShownState): string {
  switch (state.kind) {
    case 'prompt-open':
      return why[state.why]
    case 'not-billable':
      return (state.charge.note ?? []).map(({ text }) => text).join('; ')
    case 'billable':
      return state.charge.status === 'billable' ? '' : state.charge.status
    case 'cannot-tell':
      return 'a part of the chart could not be read, or does not tell'
    case 'unreadable':
      return 'the visit could not be read'
    default:
      return ''
  }
}
