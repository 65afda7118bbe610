import { diagnosis, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import { daysBefore, type Story } from './story.ts'

const id = 'resolved-and-refuted'

export const resolvedAndRefuted: Story = {
  id,
  title: 'Resolved and refuted',
  summary: 'G20.A1 was refuted and M17.11 has resolved: nothing on the list speaks for today.',
  resources: (today) => [
    patient(id, 'Theo Lambert', 'male', '1959-01-30'),
    visit(id, today),
    diagnosis(id, 'G20.A1', 'Parkinson disease', { suffix: 'refuted', clinical: null, verification: 'refuted' }),
    diagnosis(id, 'M17.11', 'Osteoarthritis of the right knee, primary', {
      suffix: 'resolved',
      category: 'problem-list-item',
      visit: null,
      clinical: 'resolved',
      abatement: daysBefore(today, 400),
    }),
  ],
}
