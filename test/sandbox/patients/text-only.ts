import { diagnosis, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'text-only'

export const textOnly: Story = {
  id,
  title: 'Words without a code',
  summary: 'The diagnosis is free text: it cannot be compared with a list.',
  resources: (today) => [
    patient(id, 'Agnes Doyle', 'female', '1947-06-18'),
    visit(id, today),
    { ...diagnosis(id, '', 'Unsteady walking, probably Parkinson'), code: { text: 'Unsteady walking, probably Parkinson' } },
  ],
}
