import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'replaced-knee'

export const replacedKnee: Story = {
  id,
  title: 'Artificial knee on record',
  summary: 'M17.11 beside an artificial right knee and a general gait sign: two warnings, no block.',
  resources: (today) => [
    patient(id, 'Desmond Achebe', 'male', '1947-01-18'),
    visit(id, today),
    diagnosis(id, 'M17.11', 'Osteoarthritis of the right knee, primary'),
    diagnosis(id, 'Z96.651', 'Artificial right knee joint', { suffix: 'artificial' }),
    diagnosis(id, 'R26.89', 'Other gait abnormality', { suffix: 'gait' }),
    procedure(id, today),
  ],
}
