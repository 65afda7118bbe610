import type { Assessment, NoDraft, Verdict } from '#core/assess.ts'
import { codeOf, type Diagnosis } from '#core/diagnoses.ts'

interface Sentence {
  readonly title: string
  readonly detail: string
}

const list = 'The list for motion analysis is five examples from one source; it decides neither coverage nor whether the service was right.'

/** What is said of named codes; it follows the codes, and their origin. */
const ofCodes: Readonly<Record<'on-list' | 'described-by-source' | 'listed-disputed', Sentence>> = {
  'on-list': { title: 'on the list for 96000.', detail: list },
  'described-by-source': {
    title: 'described by the source, under another code.',
    detail:
      'I69.351 is what the source’s words describe; the code it prints, I69.391, means dysphagia. It can be chosen like a listed code.',
  },
  'listed-disputed': {
    title: 'on the list, but the listing is disputed.',
    detail: 'I69.391 means dysphagia after stroke, which the source’s own words do not describe. Alone, it needs a picked reason.',
  },
}

const sentences: Readonly<Record<Exclude<Verdict, 'already-charged' | keyof typeof ofCodes>, Sentence>> = {
  'near-miss': {
    title: 'Possible: specify the ICD-10-CM code.',
    detail: 'A diagnosis of this chart is near the list. What its record leaves open is named beside it.',
  },
  'not-on-list': { title: 'No diagnosis on this app’s list.', detail: `${list} Any active diagnosis can be chosen.` },
  'cannot-tell': {
    title: 'The chart does not tell whether a diagnosis is on the list.',
    detail: 'What could not be read, or carries no code that can be matched, is named below. This is not “no diagnosis”.',
  },
}

/** The verdict in one sentence, and the one that keeps it honest. */
export function sentenceOf({ verdict, existing, diagnoses, conditionsRead, unread, capture }: Assessment): Sentence {
  if (verdict === 'cannot-tell' && capture.kind === 'markerless-full-body')
    return {
      title: 'What was recorded may be 0693T, not 96000.',
      detail: 'You answered: without markers, the full body, with kinetics. 0693T excludes 96000 that day.',
    }
  if (verdict === 'cannot-tell' && capture.kind === 'check-with-coding')
    return {
      title: 'Recorded without markers: check with coding.',
      detail: 'A coder has to say whether 96000 describes it. A draft can be saved.',
    }
  if (verdict === 'already-charged') {
    const code = existing.kind === 'already-charged' ? existing.charge.code?.coding?.[0]?.code : undefined
    return {
      title: code === undefined || code === '96000' ? 'Already charged that day.' : `Already charged that day: ${code} excludes 96000.`,
      detail: 'The limit is one a day, across all visits. Nothing can be added here.',
    }
  }
  if (verdict === 'not-on-list' && conditionsRead === 0 && unread.length === 0)
    return { title: 'No coded diagnosis found in this chart.', detail: `No diagnosis on this app’s list. ${list}` }
  switch (verdict) {
    case 'on-list':
    case 'described-by-source':
    case 'listed-disputed':
      return ofCodesIn(diagnoses, verdict)
    default:
      return sentences[verdict]
  }
}

function ofCodesIn(diagnoses: readonly Diagnosis[], verdict: keyof typeof ofCodes): Sentence {
  const meant = diagnoses.filter(({ currency, standing }) => currency === 'current' && standing.kind === verdict)
  // What the EHR labels as restricted is not named before it is asked for.
  const codes = [...new Set(meant.map((diagnosis) => (diagnosis.isRestricted ? 'a restricted diagnosis' : codeOf(diagnosis))))]
  const { title, detail } = ofCodes[verdict]
  const isOfVisit = meant.some(({ sources }) => sources.includes('this-visit'))
  return {
    title: capitalised(`${listed(codes)} ${codes.length === 1 ? 'is' : 'are'} ${title}`),
    detail: `In this chart${isOfVisit ? '' : ', not recorded for this visit'}. ${detail}`,
  }
}

function capitalised(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`
}

export const explainNoDraft: Readonly<Record<NoDraft, string>> = {
  'visit-cancelled': 'No charge can be drafted: the chart says that this visit was cancelled.',
  'visit-entered-in-error': 'No charge can be drafted: the chart says that this visit was entered in error.',
  'visit-not-begun': 'No charge can be drafted: this visit is planned and has not begun.',
  'visit-without-date': 'No charge can be drafted: the chart holds no date for this visit.',
  'before-icd-10-cm': 'No charge can be drafted: ICD-10-CM was not in use on the day of this visit.',
}

/** `G20.A1, M17.11 and R26.89`. */
function listed(codes: readonly string[]): string {
  return codes.length < 2 ? codes.join() : `${codes.slice(0, -1).join(', ')} and ${codes.at(-1)}`
}
