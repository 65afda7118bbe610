import type { ChargeItem } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import { diagnosis, procedure, visit } from './chart-entries.ts'
import { clinician, patient } from './people.ts'
import { at, type Story } from './story.ts'

const id = 'already-charged'

export const alreadyCharged: Story = {
  id,
  title: 'Already charged',
  summary: 'A billable 96000 stands at this visit: one more would be a double charge.',
  resources: (today) => [
    patient(id, 'Sofia Marin', 'female', '1955-12-12'),
    visit(id, today),
    diagnosis(id, 'M17.11', 'Osteoarthritis of the right knee, primary'),
    procedure(id, today),
    charge(today),
  ],
}

function charge(today: string): ChargeItem {
  return {
    resourceType: 'ChargeItem',
    id: `${id}-charge`,
    status: 'billable',
    code: { coding: [{ system: codeSystem.cpt, code: '96000' }], text: 'Motion analysis with video and 3-D kinematics' },
    subject: { reference: `Patient/${id}` },
    context: { reference: `Encounter/${id}-visit` },
    occurrenceDateTime: today,
    performer: [{ actor: clinician('dr-rivera') }],
    quantity: { value: 1 },
    enterer: clinician('dr-rivera'),
    enteredDate: at(today, '10:40'),
    reason: [{ coding: [{ system: codeSystem.icd10cm, code: 'M17.11' }] }],
  }
}
