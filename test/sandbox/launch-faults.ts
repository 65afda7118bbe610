import { codeSystem } from '#core/codes.ts'
import type { LaunchOptions } from './options.ts'

interface LaunchFault {
  readonly id: string
  readonly name: string
  readonly options: Pick<LaunchOptions, 'grantedScopes' | 'forbid'>
}

const ofVisit = `patient/Condition.rs?category=${codeSystem.conditionCategory}|encounter-diagnosis`
const ofProblemList = `patient/Condition.rs?category=${codeSystem.conditionCategory}|problem-list-item`
const withDiagnoses = (scopes: string) =>
  `launch openid fhirUser online_access patient/Patient.r patient/Encounter.rs patient/Procedure.rs patient/ChargeItem.crus patient/Coverage.rs user/Practitioner.r ${scopes}`

/** Ways in which an EHR shows less than was asked for; the chart page offers each as a launch. */
export const launchFaults: readonly LaunchFault[] = [
  {
    id: 'problem-list-refused',
    name: 'Problem list refused (403)',
    options: { grantedScopes: withDiagnoses(`${ofVisit} ${ofProblemList}`), forbid: ['Condition?category=problem-list-item'] },
  },
  { id: 'narrowed', name: 'Scope narrowed to diagnoses of the visit', options: { grantedScopes: withDiagnoses(ofVisit) } },
  { id: 'diagnoses-refused', name: 'All diagnoses refused (403)', options: { forbid: ['Condition'] } },
]
