import type { Consent, ServiceRequest } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import { diagnosis, procedure, visit } from './chart-entries.ts'
import { clinician, patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'visit-to-close'

const order: ServiceRequest = {
  resourceType: 'ServiceRequest',
  id: `${id}-order`,
  status: 'active',
  intent: 'order',
  code: { coding: [{ system: codeSystem.cpt, code: '96000' }], text: 'Motion analysis' },
  subject: { reference: `Patient/${id}` },
  encounter: { reference: `Encounter/${id}-visit` },
  requester: clinician('dr-rivera'),
  reasonCode: [{ text: 'Before a decision on the right hip' }],
}

const consent: Consent = {
  resourceType: 'Consent',
  id: `${id}-consent`,
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
  category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
  patient: { reference: `Patient/${id}` },
  policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTIN' }] },
}

export const visitToClose: Story = {
  id,
  title: 'A visit about to close',
  summary: 'The study was reduced by plan; order and consent are recorded. Press "Close visit".',
  resources: (today) => [
    patient(id, 'Ida Sandberg', 'female', '1959-04-21'),
    visit(id, today, { status: 'in-progress', end: null }),
    diagnosis(id, 'M16.11', 'Osteoarthritis of the right hip, primary'),
    procedure(id, today, { note: 'Reduced by plan: one side captured, walking only.' }),
    order,
    consent,
  ],
}
