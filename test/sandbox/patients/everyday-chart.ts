import { diagnosis, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'everyday-chart'

export const everydayChart: Story = {
  id,
  title: 'The everyday chart',
  summary: 'A visit and a problem list, no more: the clinician says what the chart does not.',
  resources: (today) => [
    patient(id, 'Walter Nygaard', 'male', '1950-02-17'),
    visit(id, today),
    diagnosis(id, 'M16.11', 'Osteoarthritis of the right hip, primary', { category: 'problem-list-item', visit: null }),
  ],
}
