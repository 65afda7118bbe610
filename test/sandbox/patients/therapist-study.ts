import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'therapist-study'

export const therapistStudy: Story = {
  id,
  title: 'Study by the therapist',
  summary: 'The physical therapist did the study; the neurologist attends the visit.',
  resources: (today) => [
    patient(id, 'Noah Becker', 'male', '1949-04-29'),
    visit(id, today, { attending: 'dr-okafor' }),
    diagnosis(id, 'G20.A1', 'Parkinson disease without dyskinesia, without fluctuations'),
    procedure(id, today, { performer: 'pt-lindgren' }),
  ],
}
