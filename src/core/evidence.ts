import type { ChargeItem, Condition, Encounter, FhirResource, Procedure } from 'fhir/r4'
import { resourcesOf, type Visit } from './visit.ts'

/** One thing in the chart that a draft rests on and that is not what the clinician saw. */
export interface EvidenceChange {
  readonly part: 'visit' | 'diagnosis' | 'study'
  /** As the chart names it; null for the visit itself. */
  readonly name: string | null
  readonly how: 'changed' | 'gone' | 'added' | 'not-readable'
  /** The elements that differ, by their FHIR names; empty unless `changed`. */
  readonly elements: readonly string[]
}

/** What a draft rests on: the visit, the Conditions chosen, and the Procedures that record the study. */
interface Evidence {
  readonly encounter: Encounter
  readonly conditions: readonly Condition[]
  readonly procedures: readonly Procedure[]
}

/** The resources of this visit that the draft names, in its order. */
export function evidenceBehind(visit: Visit, draft: ChargeItem): Evidence {
  const conditions = conditionsOf(visit)
  const procedures = resourcesOf(visit.procedures)
  return {
    encounter: visit.encounter,
    conditions: idsIn(draft.supportingInformation, 'Condition').flatMap((id) => conditions.find((one) => one.id === id) ?? []),
    procedures: idsIn(draft.service, 'Procedure').flatMap((id) => procedures.find((one) => one.id === id) ?? []),
  }
}

/**
 * What changed between two readings of a visit in what a draft rests on; `now` is the later one. A new version with
 * the same content is no change. A study that the chart did not hold before is one, since it may move the day.
 */
export function evidenceChanges(
  seen: Visit,
  now: Visit,
  draft: ChargeItem,
  isStudy: (procedure: Procedure) => boolean,
): readonly EvidenceChange[] {
  const before = evidenceBehind(seen, draft)
  const conditions = conditionsOf(now)
  const procedures = resourcesOf(now.procedures)
  const areConditionsWhole = now.conditions.every(({ reading }) => reading.status === 'read')
  const known = new Set(resourcesOf(seen.procedures).map(({ id }) => id))
  return [
    ...compare('visit', null, before.encounter, now.encounter, true),
    ...before.conditions.flatMap((condition) => {
      const later = conditions.find(({ id }) => id === condition.id)
      return compare('diagnosis', nameOf(condition), condition, later, areConditionsWhole)
    }),
    ...before.procedures.flatMap((procedure) => {
      const later = procedures.find(({ id }) => id === procedure.id)
      return compare('study', nameOf(procedure), procedure, later, now.procedures.status === 'read')
    }),
    ...procedures
      .filter((procedure) => !known.has(procedure.id) && seen.procedures.status === 'read' && isStudy(procedure))
      .map((procedure): EvidenceChange => ({ part: 'study', name: nameOf(procedure), how: 'added', elements: [] })),
  ]
}

function conditionsOf({ conditions }: Visit): readonly Condition[] {
  return conditions.flatMap(({ reading }) => resourcesOf(reading))
}

function idsIn(references: ChargeItem['service'], type: string): readonly string[] {
  const ids = (references ?? []).flatMap(({ reference = '' }) => new RegExp(`(?:^|/)${type}/([^/]+)`).exec(reference)?.[1] ?? [])
  return [...new Set(ids)]
}

function nameOf({ code }: Condition | Procedure): string | null {
  return code?.text ?? code?.coding?.find(({ display }) => display !== undefined)?.display ?? code?.coding?.[0]?.code ?? null
}

function compare(
  part: EvidenceChange['part'],
  name: string | null,
  seen: FhirResource,
  now: FhirResource | undefined,
  isWhole: boolean,
): readonly EvidenceChange[] {
  if (now === undefined) return [{ part, name, how: isWhole ? 'gone' : 'not-readable', elements: [] }]
  const elements = differingElements(seen, now)
  return elements.length === 0 ? [] : [{ part, name, how: 'changed', elements }]
}

/** Version, time of storing and narrative say nothing about the content. */
const beside: readonly string[] = ['meta', 'text']

function differingElements(seen: FhirResource, now: FhirResource): readonly string[] {
  const one = seen as unknown as Readonly<Record<string, unknown>>
  const other = now as unknown as Readonly<Record<string, unknown>>
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => !beside.includes(name))
  return names.filter((name) => canonical(one[name]) !== canonical(other[name]))
}

/** JSON with its members in one order: a server may write them in another at each reading. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  })
}
