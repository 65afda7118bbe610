import type { Procedure } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import type { Evidence } from './facts.ts'
import { questions, type Answers, type AnswerTo } from './questions.ts'
import type { ServiceFact, ThreeWay } from './service-facts.ts'

type CourseFactName = 'study-stopped' | 'stopped-for-safety' | 'stopped-otherwise' | 'study-partial' | 'study-reduced' | 'reduced-otherwise'
type StopReason = Exclude<AnswerTo<'stop-reason'>, 'cannot-determine'>

const stopReasons = questions['stop-reason'].filter((answer) => answer !== 'cannot-determine')

/**
 * How the study went: completed, reduced or stopped, and why.
 * The clinician's answer goes before the record; a reason that the record gives in words only is shown, never classed by its words.
 */
export function endOfStudy(studies: readonly Procedure[], answers: Answers): { readonly [N in CourseFactName]: ServiceFact } {
  const evidence = studies.flatMap(evidenceOf)
  const course = answers.course === undefined ? recordedCourse(studies) : answers.course === 'cannot-determine' ? null : answers.course
  const stopReason = answers['stop-reason'] === undefined ? recordedReason(studies) : settled(answers['stop-reason'])
  const reduceReason = settled(answers['reduce-reason'])
  const stopped = isCourse(course, 'stopped')
  const reduced = isCourse(course, 'reduced')
  const safety = stopReason === null ? 'unknown' : stopReason === 'intolerance' || stopReason === 'safety' ? 'yes' : 'no'
  const planned = reduceReason === null ? 'unknown' : reduceReason === 'other' ? 'no' : 'yes'
  return {
    'study-stopped': { answer: stopped, evidence },
    'stopped-for-safety': { answer: both(stopped, safety), evidence },
    'stopped-otherwise': { answer: both(stopped, opposite(safety)), evidence },
    'study-partial': { answer: reduced, evidence },
    'study-reduced': { answer: both(reduced, planned), evidence },
    'reduced-otherwise': { answer: both(reduced, opposite(planned)), evidence },
  }
}

/** What the record by itself says of how the study ended, and why it was stopped; null where it leaves that open. */
export function courseInChart(studies: readonly Procedure[]): { readonly course: Course | null; readonly stopReason: StopReason | null } {
  const course = recordedCourse(studies)
  return { course: course === 'not-stopped' ? null : course, stopReason: course === 'stopped' ? recordedReason(studies) : null }
}

type Course = Exclude<AnswerTo<'course'>, 'cannot-determine'>

/** `not-stopped` is a finished study whose record also holds a note or a reason: it may have been reduced. */
function recordedCourse(studies: readonly Procedure[]): Course | 'not-stopped' | null {
  const ended = studies.filter(({ status }) => status === 'stopped' || status === 'completed')
  const [first] = ended
  if (first === undefined || ended.some(({ status }) => status !== first.status)) return null
  if (first.status === 'stopped') return 'stopped'
  return ended.some(hasRemark) ? 'not-stopped' : 'completed'
}

function hasRemark({ note = [], statusReason, complication = [] }: Procedure): boolean {
  return note.length > 0 || statusReason !== undefined || complication.length > 0
}

function isCourse(course: Course | 'not-stopped' | null, wanted: 'stopped' | 'reduced'): ThreeWay {
  if (course === null || (course === 'not-stopped' && wanted === 'reduced')) return 'unknown'
  return course === wanted ? 'yes' : 'no'
}

/** The reason in codes of our own, which a site may send; two that differ leave it open. */
function recordedReason(studies: readonly Procedure[]): StopReason | null {
  const codes = studies
    .flatMap(({ statusReason }) => statusReason?.coding ?? [])
    .flatMap(({ system, code }) => (system === codeSystem.stopReason ? (stopReasons.find((known) => known === code) ?? []) : []))
  const [first] = codes
  return first === undefined || codes.some((code) => code !== first) ? null : first
}

function settled<T extends string>(answer: T | 'cannot-determine' | undefined): Exclude<T, 'cannot-determine'> | null {
  return answer === undefined || answer === 'cannot-determine' ? null : (answer as Exclude<T, 'cannot-determine'>)
}

function both(one: ThreeWay, other: ThreeWay): ThreeWay {
  if (one === 'no' || other === 'no') return 'no'
  return one === 'yes' && other === 'yes' ? 'yes' : 'unknown'
}

function opposite(answer: ThreeWay): ThreeWay {
  return answer === 'unknown' ? 'unknown' : answer === 'yes' ? 'no' : 'yes'
}

function evidenceOf({ id, status, statusReason, note = [] }: Procedure): readonly Evidence[] {
  const reference = `Procedure/${id ?? ''}`
  const reason = statusReason?.text ?? statusReason?.coding?.[0]?.display ?? statusReason?.coding?.[0]?.code
  const remarks = [...(reason === undefined ? [] : [`reason: ${reason}`]), ...note.map(({ text }) => `note: ${text}`)]
  return [{ speaks: 'neither', text: [`Recorded as ${status}`, ...remarks].join('; '), reference, day: null }]
}
