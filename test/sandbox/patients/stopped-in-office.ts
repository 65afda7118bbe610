import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient, places } from './people.ts'
import type { Story } from './story.ts'

const id = 'stopped-in-office'

export const stoppedInOffice: Story = {
  id,
  title: 'Stopped session, group practice',
  summary: 'The study was stopped; the site’s map says that the practice sends professional claims.',
  resources: (today) => [
    patient(id, 'Gideon Marsh', 'male', '1953-12-02'),
    visit(id, today, { place: places.office }),
    diagnosis(id, 'G20.B1', 'Parkinson disease with dyskinesia, without fluctuations'),
    procedure(id, today, { status: 'stopped', statusReason: 'Patient unable to tolerate the session' }),
  ],
}
