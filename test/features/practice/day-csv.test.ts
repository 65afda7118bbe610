import { expect, test } from 'vitest'
import { dayCsv } from '#features/practice/day-csv.ts'

const row = {
  encounterId: 'v1',
  patientId: 'p1',
  start: '2026-09-01 09:00',
  patient: 'Ann "Bo" Cy',
  visit: 'Motion, lab',
  state: 'Open',
  detail: '',
}

test('the list is CSV with its columns named, quotes doubled, in the order given', () => {
  expect(dayCsv([row, { ...row, encounterId: 'v0' }]).split('\r\n')).toEqual([
    '"start","patient","visit","state","detail","patientId","encounterId"',
    '"2026-09-01 09:00","Ann ""Bo"" Cy","Motion, lab","Open","","p1","v1"',
    '"2026-09-01 09:00","Ann ""Bo"" Cy","Motion, lab","Open","","p1","v0"',
    '',
  ])
})

test.each(['=1+1', '+1', '-1', '@x', '\tx'])('a name that a spreadsheet would run, %j, stands as text', (patient) => {
  expect(dayCsv([{ ...row, patient }])).toContain(`"'${patient}"`)
})
