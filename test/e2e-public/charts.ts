import type { Bundle, Condition, Encounter } from 'fhir/r4'
import { icd10cmInUseFrom } from '#core/rule-book.ts'
import { codeSystem } from '#core/codes.ts'

/** A chart of the launcher's server whose problem is coded in SNOMED CT only. */
export interface FoundChart {
  readonly snomed: string
  readonly patientId: string
  /** The latest visit since ICD-10-CM came into use; null where there is none. */
  readonly visit: Encounter | null
}

/** Problems of the public sandbox's data that lie near the list: stroke, osteoarthritis of knee and of hip. */
const codes = ['230690007', '239873007', '239872002'] as const

/** Finds one chart for each code, with a visit that may carry a charge if there is one; reads without a token, as the launcher allows. */
export async function findCharts(base: string): Promise<readonly FoundChart[]> {
  const charts = await Promise.all(codes.map((code) => findChart(base, code)))
  return charts.filter((chart) => chart !== null)
}

async function findChart(base: string, snomed: string): Promise<FoundChart | null> {
  const conditions = await searchAll<Condition>(`${base}/Condition?code=${codeSystem.snomed}|${snomed}&clinical-status=active&_count=20`)
  let last: FoundChart | null = null
  for (const { subject, code } of conditions) {
    if (code?.coding?.some(({ system }) => system !== codeSystem.snomed)) continue
    const patientId = subject.reference?.split('/').at(-1)
    if (patientId === undefined) continue
    const encounters = await searchAll<Encounter>(`${base}/Encounter?patient=${patientId}&_count=100`)
    const startOf = ({ period }: Encounter) => period?.start ?? ''
    const visit = encounters.filter((one) => startOf(one) >= icd10cmInUseFrom).toSorted((a, b) => startOf(b).localeCompare(startOf(a)))[0]
    last = { snomed, patientId, visit: visit ?? null }
    if (visit !== undefined) break
  }
  return last
}

async function searchAll<T>(url: string): Promise<readonly T[]> {
  const answer = await fetch(url, { headers: { Accept: 'application/fhir+json' }, signal: AbortSignal.timeout(20_000) })
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`)
  const bundle = (await answer.json()) as Bundle
  return (bundle.entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [resource as T]))
}
