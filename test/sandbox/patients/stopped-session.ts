import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'stopped-session'

export const stoppedSession: Story = {
  id,
  title: 'Stopped session',
  summary: 'The study was started and stopped: the patient could not tolerate it.',
  resources: (today) => [
    patient(id, 'Bruno Keller', 'male', '1950-02-24'),
    visit(id, today),
    diagnosis(id, 'G20.A1', 'Parkinson disease without dyskinesia, without fluctuations'),
    procedure(id, today, { status: 'stopped', statusReason: 'Patient unable to tolerate the session' }),
  ],
}
