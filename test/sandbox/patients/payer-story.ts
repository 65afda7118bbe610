import type { Coverage, Organization } from 'fhir/r4'
import { diagnosis, procedure, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

interface Payer {
  readonly id: string
  readonly payer: string
  readonly plan: string
  readonly name: string
  readonly gender: 'female' | 'male'
  readonly birthDate: string
}

/** A listed diagnosis with a finished study, insured by `payer`. */
export function payerStory({ id, payer, plan, name, gender, birthDate }: Payer): Story {
  const organization: Organization = { resourceType: 'Organization', id: `${id}-organization`, name: payer }
  const coverage: Coverage = {
    resourceType: 'Coverage',
    id: `${id}-coverage`,
    status: 'active',
    subscriberId: `SYN-${id}`,
    beneficiary: { reference: `Patient/${id}` },
    payor: [{ reference: `Organization/${organization.id}`, display: payer }],
    class: [{ type: { text: 'Plan' }, value: id, name: plan }],
  }
  return {
    id,
    title: `Insured by ${payer}`,
    summary: `M17.11 with a finished study; the coverage names ${payer}.`,
    resources: (today) => [
      patient(id, name, gender, birthDate),
      visit(id, today),
      diagnosis(id, 'M17.11', 'Osteoarthritis of the right knee, primary'),
      procedure(id, today),
      organization,
      coverage,
    ],
  }
}
