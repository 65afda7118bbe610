import type { Condition } from 'fhir/r4'
import { generatedPatient } from '#test/sandbox/generated.ts'
import { diagnosis, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import { at, daysBefore, type Story } from './story.ts'

const id = 'many-conditions'
const count = 10_000
/** Where the one listed diagnosis stands: on one of the last pages. */
const listedAt = 9_940

export const manyConditions: Story = {
  id,
  title: 'Ten thousand conditions',
  summary: 'A very long problem list; the listed diagnosis is on one of its last pages.',
  resources: (today) => [patient(id, 'Gloria Stone', 'female', '1939-02-28'), visit(id, today)],
  generated: (today) => generatedPatient(id, () => Array.from({ length: count }, (_, index) => condition(index, today))),
}

function condition(index: number, today: string): Condition {
  const lastUpdated = at(daysBefore(today, 1), '12:00')
  const made =
    index === listedAt
      ? diagnosis(id, 'G20.A1', 'Parkinson disease without dyskinesia, without fluctuations', { suffix: String(index) })
      : diagnosis(id, 'Z00.00', `Old entry ${index}`, {
          suffix: String(index),
          category: 'problem-list-item',
          visit: null,
          clinical: index % 3 === 0 ? 'active' : 'resolved',
        })
  return { ...made, meta: { versionId: '1', lastUpdated } }
}
