import type { Condition } from 'fhir/r4'
import type { Diagnosis } from '#core/diagnoses.ts'
import type { IcdEntry } from '#core/rule-book.ts'
import type { Warning } from '#core/warnings.ts'
import { currencyWords, sourceWords } from './words.ts'

/** One record of the chart: what it holds, since when, in which state, by whom. */
export function recordWords({ code, recordedDate, clinicalStatus, verificationStatus, recorder, asserter, meta }: Condition): string {
  const codes = (code?.coding ?? []).flatMap((coding) => coding.code ?? [])
  const states = [clinicalStatus, verificationStatus].flatMap((status) => status?.coding?.[0]?.code ?? [])
  const author = recorder ?? asserter
  return [
    codes.length === 0 ? (code?.text ?? 'no code') : codes.join(', '),
    states.length === 0 ? 'state not recorded' : states.join(', '),
    recordedDate === undefined ? 'day of recording not stated' : `recorded ${recordedDate.slice(0, 10)}`,
    author === undefined ? 'author not stated' : `by ${author.display ?? author.reference ?? 'somebody not named'}`,
    ...(meta?.versionId === undefined ? [] : [`version ${meta.versionId}`]),
  ].join('; ')
}

/** What speaks against this diagnosis as a reason of the charge; empty where nothing in the chart does. */
export function againstWords(
  { currency, sources, standing }: Diagnosis,
  warnings: readonly Warning[],
  entry: IcdEntry | null,
): readonly string[] {
  return [
    ...(currency === 'current' ? [] : [`${currencyWords[currency]}.`]),
    ...(sources.includes('this-visit')
      ? []
      : [`Recorded as: ${sources.map((source) => sourceWords[source]).join(', ')}; not for this visit.`]),
    ...(standing.kind === 'listed-disputed' ? [entry?.note ?? 'Its place on the list is disputed.'] : []),
    ...(standing.kind === 'near-miss' && standing.settles !== null ? [`Recorded as ${standing.settles}.`] : []),
    ...(standing.kind === 'not-on-list' ? ['It is not on the list.'] : []),
    ...warnings.map(({ codes: [one, other] }) => `${one} and ${other} stand in one chart; see the question above.`),
  ]
}

/** What the record leaves open; null where nothing is. */
export function missingWords({ standing }: Diagnosis): string | null {
  if (standing.kind === 'cannot-match') return 'A code that can be compared with the list.'
  if (standing.kind === 'codings-disagree') return 'Codings that mean the same diagnosis.'
  return standing.kind === 'near-miss' && standing.leavesOpen.length > 0 ? `Open in the record: ${standing.leavesOpen.join(', ')}.` : null
}
