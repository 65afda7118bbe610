import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient, places } from './people.ts'
import type { Story } from './story.ts'

const id = 'stopped-in-hospital'

export const stoppedInHospital: Story = {
  id,
  title: 'Stopped session, hospital',
  summary: 'The study was stopped; the site’s map says that the hospital sends facility claims.',
  resources: (today) => [
    patient(id, 'Wanda Szymanska', 'female', '1955-06-30'),
    visit(id, today, { place: places.hospital }),
    diagnosis(id, 'G20.A2', 'Parkinson disease without dyskinesia, with fluctuations'),
    procedure(id, today, { status: 'stopped', statusReason: 'Patient unable to tolerate the session' }),
  ],
}
