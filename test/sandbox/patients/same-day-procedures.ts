import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'same-day-procedures'

export const sameDayProcedures: Story = {
  id,
  title: 'Other services the same day',
  summary: 'CPT 97116 and 97750 were done on the day of the study.',
  resources: (today) => [
    patient(id, 'Yusuf Demir', 'male', '1958-03-03'),
    visit(id, today),
    diagnosis(id, 'M17.11', 'Osteoarthritis of the right knee, primary'),
    procedure(id, today),
    procedure(id, today, { suffix: 'walking', code: '97116', text: 'Walking exercises', performer: 'pt-lindgren', time: '11:00' }),
    procedure(id, today, {
      suffix: 'testing',
      code: '97750',
      text: 'Physical performance testing',
      performer: 'pt-lindgren',
      time: '11:40',
    }),
  ],
}
