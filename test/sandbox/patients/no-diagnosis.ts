import { visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'no-diagnosis'

export const noDiagnosis: Story = {
  id,
  title: 'No diagnosis',
  summary: 'The visit is still open, and no diagnosis is recorded.',
  resources: (today) => [patient(id, 'Viktor Hansen', 'male', '1966-11-03'), visit(id, today, { status: 'in-progress', end: null })],
}
