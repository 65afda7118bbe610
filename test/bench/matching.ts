import type { Condition } from 'fhir/r4'
import r4 from 'fhirpath/fhir-context/r4'
import { listDiagnoses } from '#core/diagnoses.ts'
import { standingOf } from '#core/indications.ts'
import { rules, visitWith } from '#test/support/build.ts'
import { longChart, unread } from './long-chart.ts'
import { isListedInFhirpath, standingInFhirpath } from './matching-in-fhirpath.ts'
import { median, rounded, type Part } from './part.ts'

const count = 10_000
const day = '2026-09-01'

interface Engine {
  readonly name: string
  /** How often it runs in one round, so that the quick ones are seen often enough. */
  readonly times: number
  /** What it says of each Condition, in the order of the chart. */
  readonly run: () => readonly unknown[]
}

/**
 * The matching beside the two measures that are not ours: a FHIRPath engine that answers the same question of the same
 * Conditions, and the reading of those Conditions out of JSON, which nobody can avoid. Throws where the engines do not agree.
 */
export function measureMatching(): Part {
  const text = JSON.stringify(longChart(count))
  const read = () => JSON.parse(text) as readonly Condition[]
  // Each reads its own copy, because fhirpath.js may write types into what it reads.
  const engine = (name: string, times: number, say: (condition: Condition) => unknown): Engine => {
    const conditions = read()
    return { name, times, run: () => conditions.map((condition) => say(condition)) }
  }
  const parsing: Engine = { name: 'JSON.parse of the same text', times: 5, run: read }
  const matching = engine('standingOf, every Condition', 40, (condition) => standingOf(condition, rules, day).kind)
  const visit = visitWith({ conditions: read() })
  const listing: Engine = { name: 'listDiagnoses, the whole visit', times: 5, run: () => listDiagnoses(unread(visit), rules, day) }
  const withoutModel = engine('fhirpath.js, same question', 1, standingInFhirpath(rules, day))
  const withModel = engine('fhirpath.js, same question, R4 model', 1, standingInFhirpath(rules, day, r4))
  const narrow = engine('fhirpath.js, only "on the list or not"', 1, isListedInFhirpath(rules, day))

  const kinds = matching.run()
  const listed = kinds.filter(isSelectable).length
  if (listed < 200 || listed > 500) throw new Error(`${listed} of ${count} Conditions are on the list`)
  const kindOf = new Map(
    listDiagnoses(visit, rules, day).flatMap(({ standing, conditions }) => conditions.map(({ id }) => [id, standing.kind] as const)),
  )
  agree(
    'listDiagnoses',
    read().map(({ id }) => kindOf.get(id)),
    kinds,
  )
  agree(withoutModel.name, withoutModel.run(), kinds)
  agree(withModel.name, withModel.run(), kinds)
  // A listed code is there too where the codings of a Condition disagree.
  agree(
    narrow.name,
    narrow.run(),
    kinds.map((kind) => isSelectable(kind) || kind === 'codings-disagree'),
  )

  const ms = medians([parsing, matching, listing, withoutModel, withModel, narrow])
  const ratio = (one: Engine, other: Engine) => (ms.get(one) ?? Number.NaN) / (ms.get(other) ?? Number.NaN)
  const figures = {
    timesAsFastAsFhirpath: rounded(ratio(withoutModel, matching), 0),
    timesAsFastAsFhirpathWithModel: rounded(ratio(withModel, matching), 0),
    timesAsFastAsNarrowFhirpath: rounded(ratio(narrow, matching), 0),
    percentOfJsonParse: rounded(100 * ratio(matching, parsing), 1),
    listPercentOfJsonParse: rounded(100 * ratio(listing, parsing), 1),
  }
  return {
    lines: [
      `${count} Conditions, ${(text.length / 1e6).toFixed(1)} MB of JSON, ${listed} on the list; all engines agree. Medians.`,
      ...Array.from(ms, ([{ name }, time]) => {
        const perSecond = Math.round((count / time) * 1_000).toLocaleString('en-US')
        return `${name.padEnd(38)} ${time.toFixed(2).padStart(8)} ms ${perSecond.padStart(11)} Conditions/s`
      }),
      `The matching is ${figures.timesAsFastAsFhirpath} times as fast as fhirpath.js, ${figures.timesAsFastAsFhirpathWithModel} times with the R4 model (goal: 400);`,
      `fhirpath.js that is only asked whether a listed code is there takes ${figures.timesAsFastAsNarrowFhirpath} times as long as the whole matching.`,
      `The matching takes ${figures.percentOfJsonParse} % of the time of JSON.parse (goal: at most 5 %), the whole list of diagnoses ${figures.listPercentOfJsonParse} %.`,
    ],
    figures,
  }
}

function isSelectable(kind: unknown): boolean {
  return kind === 'on-list' || kind === 'described-by-source' || kind === 'listed-disputed'
}

function agree(name: string, said: readonly unknown[], expected: readonly unknown[]): void {
  const index = expected.findIndex((one, index) => one !== said[index])
  if (index >= 0 || said.length !== expected.length)
    throw new Error(`${name} says ${String(said[index])} of Condition ${index}, not ${String(expected[index])}`)
}

/** Median milliseconds of each engine; they take turns, so that a busy moment of the machine meets all of them. */
function medians(engines: readonly Engine[]): ReadonlyMap<Engine, number> {
  const taken = new Map(engines.map((one) => [one, [] as number[]]))
  for (let round = 0; round < 7; round += 1)
    for (const [one, all] of taken)
      for (let time = 0; time < one.times; time += 1) {
        const start = performance.now()
        one.run()
        all.push(performance.now() - start)
      }
  return new Map(Array.from(taken, ([one, all]) => [one, median(all)]))
}
