import type { ChargeItem, Encounter } from 'fhir/r4'
import { assess } from '#core/assess.ts'
import { motionAnalysis } from '#core/codes.ts'
import { dayOf, daysBetween } from '#core/dates.ts'
import { undecided } from '#core/decisions.ts'
import { cptCodesOf, dayOfCharge } from '#core/existing-charges.ts'
import { deriveFacts } from '#core/facts.ts'
import { possibleDates, recordedServices } from '#core/service-date.ts'
import { namesEncounter, type Visit } from '#core/visit.ts'
import { read, rules } from '#test/support/build.ts'
import { siteCode, type Chart } from './charts.ts'
import type { Row } from './warehouse.ts'

/** A visit that is still open has no last day: any later day may yet belong to it. */
const stillOpen = '9999-12-31'
const supporting: readonly string[] = ['on-list', 'described-by-source', 'listed-disputed']

function visitOf(encounter: Encounter, chart: Chart): Visit {
  return {
    patientId: chart.patientId,
    timeZone: null,
    performedCodes: [siteCode],
    locations: [],
    encounter,
    conditions: [{ query: 'all', reading: read(...chart.conditions) }],
    procedures: read(...chart.procedures),
    charges: read(...chart.charges),
    coverages: read(),
    roles: null,
  }
}

/** What the app's engine says of every standing charge of the service; a row where it does not support it. */
export function unsupportedCharges(chart: Chart): readonly Row[] {
  return chart.charges
    .filter(({ status }) => !['planned', 'not-billable', 'entered-in-error', 'aborted'].includes(status))
    .filter(({ code }) => cptCodesOf(code, [siteCode]).includes(motionAnalysis))
    .map((charge) => answersOf(charge, chart))
    .filter(({ visit, diagnosis, performed }) => visit !== null || !supporting.includes(diagnosis ?? '') || performed === 'unknown')
}

function answersOf(charge: ChargeItem, chart: Chart): Row {
  const encounter = chart.encounters.find(({ id }) => namesEncounter(charge.context?.reference, id))
  const visit = encounter === undefined ? null : visitOf(encounter, chart)
  const possible = visit === null ? [] : possibleDates(visit, stillOpen)
  const day = dayOfCharge(charge, null) ?? (possible.length === 1 ? (possible[0] ?? null) : null)
  const noDraft = visit === null ? 'visit-not-recorded' : assess(visit, rules, undecided, stillOpen).noDraft
  return {
    charge_id: charge.id ?? '',
    status: charge.status,
    day,
    // Before ICD-10-CM was in use no code was valid, which the diagnosis says.
    visit: noDraft === 'before-icd-10-cm' ? null : noDraft,
    diagnosis: day === null ? 'cannot-tell' : verdictOn(day, chart),
    performed: visit === null ? 'unknown' : deriveFacts(visit, rules, [], undecided, day, stillOpen).performed.answer,
  }
}

/** The verdict that a visit of that day and patient would have, had nothing been charged. */
function verdictOn(day: string, chart: Chart): string {
  const encounter: Encounter = {
    resourceType: 'Encounter',
    id: 'that-day',
    status: 'finished',
    class: {},
    period: { start: day, end: day },
  }
  return assess(visitOf(encounter, { ...chart, procedures: [], charges: [] }), rules, undecided, day).verdict
}

/** Every visit and day on which the app would offer a draft for a listed diagnosis and a recorded study, and nothing stands yet. */
export function missedCharges(chart: Chart): readonly Row[] {
  return chart.encounters
    .filter(({ status, period }) => status === 'finished' || dayOf(period?.end, null) !== null)
    .flatMap((encounter) => missedAt(visitOf(encounter, chart)))
}

function missedAt(visit: Visit): readonly Row[] {
  const services = recordedServices(visit, stillOpen).filter(({ isOfVisit }) => isOfVisit)
  if (services.length === 0) return []
  const isDated = services.some(({ day }) => day !== null)
  const possible = possibleDates(visit, stillOpen)
  // Where no study bears a day, the visit is asked about as a whole: nothing may stand on any of its days.
  const spans = isDated
    ? possible.map((day) => [day, day] as const)
    : possible.length === 0
      ? []
      : [[possible[0], possible.at(-1)] as const]
  return spans.flatMap(([first = '', last = '']) => {
    const asked = daysBetween(first, last).map((dateOfService) => assess(visit, rules, { ...undecided, dateOfService }, stillOpen))
    const [day] = asked
    const isMissed =
      day?.noDraft === null &&
      day.facts.performed.answer === 'yes' &&
      asked.every(({ existing, dateOfService }) => existing.kind === 'none' && dateOfService !== null)
    const verdict = day?.verdict ?? ''
    return isMissed && supporting.includes(verdict)
      ? [{ encounter_id: visit.encounter.id ?? '', first_day: first, last_day: last, diagnosis: verdict }]
      : []
  })
}
