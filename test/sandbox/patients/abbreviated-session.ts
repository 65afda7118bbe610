import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'abbreviated-session'

export const abbreviatedSession: Story = {
  id,
  title: 'Abbreviated session',
  summary: 'The study was completed in a reduced form, by plan.',
  resources: (today) => [
    patient(id, 'Clara Nyberg', 'female', '1961-09-09'),
    visit(id, today),
    diagnosis(id, 'M16.11', 'Osteoarthritis of the right hip, primary'),
    procedure(id, today, { note: 'Reduced by plan: one side captured, walking only.' }),
  ],
}
