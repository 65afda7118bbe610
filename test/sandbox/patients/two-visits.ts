import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import { at, type Story } from './story.ts'

const id = 'two-visits'

export const twoVisits: Story = {
  id,
  title: 'Two visits on one day',
  summary: 'The laboratory in the morning, neurology in the afternoon: still one charge a day.',
  resources: (today) => [
    patient(id, 'Amara Diallo', 'female', '1952-10-25'),
    visit(id, today),
    visit(id, today, {
      suffix: 'afternoon',
      title: 'Neurology visit',
      attending: 'dr-okafor',
      start: at(today, '14:00'),
      end: at(today, '14:40'),
    }),
    diagnosis(id, 'G20.A1', 'Parkinson disease without dyskinesia, without fluctuations'),
    diagnosis(id, 'G20.A1', 'Parkinson disease without dyskinesia, without fluctuations', {
      suffix: 'diagnosis-afternoon',
      visit: 'afternoon',
    }),
    procedure(id, today),
  ],
}
