import { diagnosis, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'cancelled-visit'

export const cancelledVisit: Story = {
  id,
  title: 'Cancelled visit',
  summary: 'The visit was cancelled: there is nothing to charge.',
  resources: (today) => [
    patient(id, 'Jonas Weber', 'male', '1956-06-06'),
    visit(id, today, { status: 'cancelled' }),
    diagnosis(id, 'M17.11', 'Osteoarthritis of the right knee, primary', { category: 'problem-list-item', visit: null }),
  ],
}
