import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import { daysBefore, type Story } from './story.ts'

const id = 'referral-visit'

export const referralVisit: Story = {
  id,
  title: 'Referral visit',
  summary: 'The study was done ten days ago; at this visit there was none.',
  resources: (today) => [
    patient(id, 'Ingrid Solberg', 'female', '1953-07-07'),
    visit(id, today, { title: 'Follow-up visit' }),
    diagnosis(id, 'G20.A1', 'Parkinson disease without dyskinesia, without fluctuations'),
    procedure(id, daysBefore(today, 10), { visit: null }),
  ],
}
