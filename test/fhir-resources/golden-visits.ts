import type { ChargeItem, Condition, Encounter, FhirResource, PractitionerRole, Procedure } from 'fhir/r4'
import { undecided, type Decisions } from '#core/decisions.ts'
import type { Visit } from '#core/visit.ts'
import { staff } from '#test/sandbox/patients/people.ts'
import { stories } from '#test/sandbox/patients/stories.ts'
import { read, visitWith } from '#test/support/build.ts'

interface Golden {
  readonly name: string
  readonly visit: Visit
  readonly decisions: Decisions
}

const answers: Readonly<Record<string, Decisions['answers']>> = {
  'nothing answered': {},
  'completed, separate, professional': {
    performed: 'yes',
    laboratory: 'yes',
    course: 'completed',
    'claim-type': 'professional',
    'same-billing-provider': 'yes',
    'separate-service': 'yes',
    'therapy-plan': 'yes',
  },
  'stopped for safety, facility': { laboratory: 'yes', course: 'stopped', 'stop-reason': 'safety', 'claim-type': 'facility' },
  'reduced by plan': { course: 'reduced', 'reduce-reason': 'planned', 'separate-service': 'no', 'therapy-plan': 'no' },
  'cannot determine': {
    performed: 'cannot-determine',
    laboratory: 'cannot-determine',
    course: 'cannot-determine',
    'claim-type': 'cannot-determine',
  },
}

/** Every visit of every chart of the sandbox EHR, with each set of answers, its first diagnosis chosen. */
export function goldenVisits(today: string): readonly Golden[] {
  return stories.flatMap(({ id, title, resources }) => {
    const chart = resources(today)
    return ofType<Encounter>(chart, 'Encounter').flatMap((encounter) => {
      const visit = visitOf(chart, encounter)
      return Object.entries(answers).map(([said, answered]) => ({
        name: `${title} (${encounter.id ?? id}), ${said}`,
        visit,
        decisions: { ...undecided, answers: answered, chosen: firstDiagnosis(chart) },
      }))
    })
  })
}

function visitOf(chart: readonly FhirResource[], encounter: Encounter): Visit {
  return visitWith({
    encounter,
    conditions: ofType<Condition>(chart, 'Condition'),
    procedures: read(...ofType<Procedure>(chart, 'Procedure')),
    charges: read(...ofType<ChargeItem>(chart, 'ChargeItem')),
    roles: read(...ofType<PractitionerRole>(staff(), 'PractitionerRole')),
  })
}

function firstDiagnosis(chart: readonly FhirResource[]): Decisions['chosen'] {
  const [first] = ofType<Condition>(chart, 'Condition').filter(({ code }) => code?.coding?.length === 1)
  const code = first?.code?.coding?.[0]?.code
  return first?.id === undefined || code === undefined ? [] : [{ diagnosisId: first.id, code, origin: 'chart', reason: null }]
}

function ofType<T extends FhirResource>(resources: readonly FhirResource[], type: T['resourceType']): readonly T[] {
  return resources.filter((resource): resource is T => resource.resourceType === type)
}
