import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { practice, siteCode } from './charts.ts'
import type { Select } from './compile-view.ts'
import { findExtract } from './extract.ts'
import { openWarehouse, views, type Row, type ViewsAndCodes } from './warehouse.ts'
import { writeExtract } from './write-extract.ts'

let folder = ''
let asTheyAre: readonly Row[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broken-'))
  await writeExtract(practice(1_000), folder)
  asTheyAre = await listsOf({})
})
afterAll(() => rmSync(folder, { recursive: true }))

async function listsOf(site: ViewsAndCodes): Promise<readonly Row[]> {
  const warehouse = await openWarehouse(findExtract(folder), { performedCodes: [siteCode], ...site })
  const rows = [...(await warehouse.rows('unsupported_charges')), ...(await warehouse.rows('missed_charges'))]
  warehouse.close()
  return rows
}

/** One column of one view, and what it is broken to. */
const broken: readonly (readonly [view: string, column: string, path: string])[] = [
  ['encounters', 'status', "'finished'"],
  ['encounters', 'period_start', 'period.end'],
  ['encounters', 'period_end', 'period.start'],
  ['conditions', 'is_past', 'false'],
  ['conditions', 'is_refuted', 'false'],
  ['conditions', 'is_unconfirmed', 'false'],
  ['conditions', 'is_modified', 'false'],
  ['conditions', 'onset_date_time', 'recordedDate'],
  ['conditions', 'abatement_end', 'recordedDate'],
  ['conditions', 'system', "'http://hl7.org/fhir/sid/icd-10-cm'"],
  ['procedures', 'encounter_reference', 'instantiatesUri.first()'],
  ['procedures', 'encounter_id', 'encounter.getReferenceKey(Patient)'],
  ['procedures', 'status', "'completed'"],
  ['procedures', 'performed_start', 'performed.ofType(Period).end'],
  ['charge_items', 'encounter_id', 'context.getReferenceKey(EpisodeOfCare)'],
  ['charge_items', 'status', "'billed'"],
  ['charge_items', 'occurrence_event', 'enteredDate'],
  ['icd_10_cm_entries', 'valid_through', 'designation.first().value'],
  ['icd_10_cm_entries', 'settles', 'designation.first().value'],
  ['snomed_entries', 'is_unmatched', 'false'],
  ['snomed_entries', 'settles', 'display'],
]

test.each(broken)('the charts notice a view of %s that breaks %s', async (name, column, path) => {
  const breakIn = (select: Select): Select => ({
    ...select,
    ...(select.column === undefined ? {} : { column: select.column.map((one) => (one.name === column ? { ...one, path } : one)) }),
    ...(select.select === undefined ? {} : { select: select.select.map(breakIn) }),
  })
  const changed = views.map((view) => (view.name === name ? { ...view, select: view.select.map(breakIn) } : view))
  expect(changed).not.toEqual(views)
  expect(await listsOf({ views: changed })).not.toEqual(asTheyAre)
})

test('a code of the site that is not named records nothing', async () =>
  expect(await listsOf({ performedCodes: [] })).not.toEqual(asTheyAre))
