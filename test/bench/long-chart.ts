import type { CodeableConcept, Coding, Condition } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import type { Visit } from '#core/visit.ts'
import { dice } from '#test/support/dice.ts'

/** What a chart of many years holds: how often in a thousand, with which codings. */
interface Kind {
  readonly share: number
  readonly codings: readonly (readonly Coding[])[]
}

const icd = (code: string, display: string): Coding => ({ system: codeSystem.icd10cm, code, display })
const snomed = (code: string): Coding => ({ system: codeSystem.snomed, code, display: 'Problem as the problem list words it' })
const local = (code: string): Coding => ({
  system: 'urn:oid:1.2.36.146.595.217.0.1',
  code,
  display: 'Local problem entry',
  userSelected: true,
})
const icd9 = (code: string): Coding => ({ system: 'http://hl7.org/fhir/sid/icd-9-cm', code })

const kinds: readonly Kind[] = [
  {
    share: 38,
    codings: [
      [icd('G20.A1', 'Parkinson disease'), snomed('49049000'), icd9('332.0')],
      [icd('G20B2', 'Parkinson disease'), local('PD-2')],
      [icd('M17.11', 'Knee osteoarthritis, right'), snomed('239873007')],
      [icd('M16.11', 'Hip osteoarthritis, right'), snomed('239872002'), local('OA-HIP')],
      [icd('R26.89', 'Other gait trouble'), snomed('22325002')],
      [icd('I69.351', 'Weak right side after a stroke'), snomed('442733008')],
      [icd('I69.391', 'Trouble swallowing after a stroke')],
    ],
  },
  {
    share: 60,
    codings: [
      [icd('M17.12', 'Knee osteoarthritis, left'), snomed('323301000119109')],
      [icd('M17.9', 'Knee osteoarthritis'), local('OA-KNEE')],
      [icd('R26.9', 'Gait trouble')],
      [snomed('49049000'), local('PD')],
      [icd('M17.11', 'Knee osteoarthritis, right'), snomed('239872002')],
    ],
  },
  {
    share: 430,
    codings: [
      [icd('E11.9', 'Diabetes'), snomed('44054006'), icd9('250.00')],
      [icd('I10', 'High blood pressure'), snomed('38341003'), local('HTN')],
      [icd('M25.561', 'Knee pain, right'), snomed('30989003'), local('PAIN-KNEE-R')],
      [icd('J45.909', 'Asthma'), snomed('195967001')],
    ],
  },
  {
    share: 232,
    codings: [[icd('Z00.00', 'Check-up'), local('VISIT-1')], [icd('E78.5', 'High blood fats')], [icd('N18.31', 'Kidney disease')]],
  },
  { share: 150, codings: [[snomed('38341003'), local('HTN')], [snomed('73211009')], [snomed('195967001'), icd9('493.90')]] },
  {
    share: 90,
    codings: [
      [icd('M25561', 'Knee pain, right')],
      [local('NOTE-7'), icd9('724.2')],
      [local('LEGACY-114')],
      [icd9('401.9'), local('HTN-OLD')],
    ],
  },
]

const day = (number: number) =>
  `20${String(10 + (number % 16))}-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`
const concept = (system: string, code: string): CodeableConcept => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
})

/** A chart of `count` Conditions, about 950 bytes of JSON each; always the same one. */
export function longChart(count: number): readonly Condition[] {
  const next = dice(96_000)
  return Array.from({ length: count }, (_, index) => {
    const codings = pick(next(1_000), next)
    return {
      resourceType: 'Condition',
      id: `c${String(next(1_000_000_000)).padStart(9, '0')}-${index}`,
      meta: {
        versionId: String(1 + next(5)),
        lastUpdated: `${day(next(5_000))}T10:15:30.000Z`,
      },
      clinicalStatus: concept('condition-clinical', next(3) === 0 ? 'resolved' : 'active'),
      verificationStatus: concept('condition-ver-status', 'confirmed'),
      category: [concept('condition-category', next(4) === 0 ? 'encounter-diagnosis' : 'problem-list-item')],
      code: { coding: codings.map((coding) => ({ ...coding })), text: codings[0]?.display ?? 'Recorded without a display' },
      subject: { reference: 'Patient/p1', display: 'Gloria Stone' },
      encounter: { reference: `Encounter/v${1 + next(400)}` },
      onsetDateTime: day(next(5_000)),
      recordedDate: day(next(5_000)),
      recorder: { reference: `Practitioner/d${next(40)}` },
    }
  })
}

/** The same visit as if it came from the EHR just now: what was made of it before is not remembered. */
export function unread(visit: Visit): Visit {
  return { ...visit, conditions: [...visit.conditions] }
}

function pick(thrown: number, next: (sides: number) => number): readonly Coding[] {
  let below = 0
  const kind = kinds.find(({ share }) => (below += share) > thrown)
  if (kind === undefined) throw new Error('The shares of the kinds do not add up to a thousand')
  return kind.codings[next(kind.codings.length)] ?? []
}
