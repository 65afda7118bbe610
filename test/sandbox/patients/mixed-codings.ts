import { codeSystem } from '#core/codes.ts'
import { diagnosis, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

const id = 'mixed-codings'
const text = 'Osteoarthritis of the right knee, primary'

export const mixedCodings: Story = {
  id,
  title: 'Four codings of one diagnosis',
  summary: 'ICD-10-CM M17.11 beside SNOMED CT, ICD-9-CM and a local code: they agree.',
  resources: (today) => [
    patient(id, 'Hugo Martins', 'male', '1957-05-16'),
    visit(id, today),
    {
      ...diagnosis(id, 'M17.11', text),
      code: {
        coding: [
          { system: 'urn:sandbox:local-diagnosis', code: 'KNEE-R', display: 'Knee arthritis, right' },
          { system: codeSystem.snomed, code: '239873007', display: 'Osteoarthritis of the knee' },
          { system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '715.16', display: 'Osteoarthritis of the lower leg' },
          { system: codeSystem.icd10cm, code: 'M17.11', display: text },
        ],
        text,
      },
    },
  ],
}
