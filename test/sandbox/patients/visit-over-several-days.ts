import { diagnosis, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import { at, daysBefore, type Story } from './story.ts'

const id = 'visit-over-several-days'

export const visitOverSeveralDays: Story = {
  id,
  title: 'A visit over several days',
  summary: 'The visit began two days ago: the day of the service is a question.',
  resources: (today) => [
    patient(id, 'Elif Aydin', 'female', '1960-01-17'),
    visit(id, today, { start: at(daysBefore(today, 2), '09:00'), end: at(today, '10:30'), title: 'Day programme' }),
    diagnosis(id, 'M16.11', 'Osteoarthritis of the right hip, primary'),
  ],
}
