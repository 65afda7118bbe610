import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient, places } from './people.ts'
import type { Story } from './story.ts'

const id = 'complete-record'

export const completeRecord: Story = {
  id,
  title: 'The complete case',
  summary: 'G20.A1, and the study is recorded in the motion laboratory: choose the diagnosis, confirm.',
  resources: (today) => [
    patient(id, 'Miriam Stone', 'female', '1952-06-09'),
    visit(id, today, { place: places.office }),
    diagnosis(id, 'G20.A1', 'Parkinson disease without dyskinesia, without fluctuations'),
    procedure(id, today, { place: places.office }),
  ],
}
