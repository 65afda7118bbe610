import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'parkinson-a1'

export const parkinsonA1: Story = {
  id,
  title: 'One fact is missing',
  summary: 'G20.A1 and the study are recorded; whether it was done in a motion laboratory is not.',
  resources: (today) => [
    patient(id, 'Margaret Hale', 'female', '1954-08-21'),
    visit(id, today),
    diagnosis(id, 'G20.A1', 'Parkinson disease without dyskinesia, without fluctuations'),
    procedure(id, today),
  ],
}
