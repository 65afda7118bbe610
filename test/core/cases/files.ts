import type { ChargeItemDefinition, FhirResource, PlanDefinition } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import { checkedPeriod, citationOf, placeOf } from '#core/rule-resource.ts'
import type { Case } from '#test/core/case.ts'

const effectivePeriod = 'http://hl7.org/fhir/StructureDefinition/resource-effectivePeriod'

/** From when a file holds, for which days it was checked, how sure it is on the whole, and the files of which that is so. */
const periods: readonly (readonly [from: string, checked: string, grade: string, files: string])[] = [
  [
    '2015-10-01',
    '2021-01-01 to 2026-09-30',
    'V',
    'motion-analysis icd-10-cm-notes icd-10-cm-supplement indications gait-abnormality osteoarthritis-of-hip osteoarthritis-of-knee sequelae-of-cerebral-infarction',
  ],
  // The views and queries of the practice, and the codes that they count as the service.
  [
    '2015-10-01',
    '2026-11-26 to 2026-11-26',
    'V',
    'performed-codes encounters conditions procedures charge-items icd-10-cm-entries cpt-entries snomed-entries visits services studies study-days charges verdicts unsupported-charges missed-charges',
  ],
  // The day of the G20 split is from a secondary source.
  ['2015-10-01', '2021-01-01 to 2026-09-30', 'V2', 'parkinson'],
  ['2015-10-01', '2026-11-23 to 2026-11-23', 'V', 'snomed-notes'],
  ['2015-10-01', '2026-11-23 to 2026-11-23', 'V2', 'snomed-to-icd-10-cm'],
  ['2022-01-01', '2022-01-01 to 2024-12-31', 'V', 'cpt-supplement related-codes modifier-advice'],
  ['2022-01-01', '2024-01-01 to 2024-12-31', 'V', 'hcpcs-supplement modifiers places-of-service'],
  ['2022-01-01', '2026-11-23 to 2026-11-23', 'V2', 'specialties'],
  ['2024-07-01', '2024-07-01 to 2024-09-30', 'V', 'ncci-pair-edits'],
  ['2018-01-01', '2018-01-01 to 2026-11-23', 'V2', 'payers'],
  ['2026-11-26', '2026-11-23 to 2026-11-23', 'V2', 'visit-close'],
  ['2026-11-26', '2026-11-26 to 2026-11-26', 'V', 'requirements advice answers card-dismissals reasons stop-reasons transparency'],
  [
    '2026-11-26',
    '2026-11-26 to 2026-11-26',
    'V',
    'acceptance answer asks charge-modifier dispute excludes grade instead leaves-open motion-analysis-charge only-when-asked rank reason-origin settles source source-condition verified-period',
  ],
]

const rows = periods.flatMap(([from, checked, grade, files]) => files.split(' ').map((id) => [id, from, checked, grade] as const))

/** The code system that a supplement adds to; null for a list of our own. */
const supplements: Readonly<Record<string, string>> = {
  'cpt-supplement': codeSystem.cpt,
  'hcpcs-supplement': codeSystem.hcpcs,
  'icd-10-cm-notes': codeSystem.icd10cm,
  'icd-10-cm-supplement': codeSystem.icd10cm,
  'places-of-service': 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
  'snomed-notes': codeSystem.snomed,
}

function ofId(files: readonly unknown[], id: string): FhirResource | undefined {
  return (files as readonly FhirResource[]).find((file) => file.id === id)
}

function periodOf(file: FhirResource | undefined): string {
  if (file === undefined) return 'missing'
  const extension = 'extension' in file ? file.extension?.find(({ url }) => url === effectivePeriod) : undefined
  const effective = ('effectivePeriod' in file ? file.effectivePeriod : undefined) ?? extension?.valuePeriod
  const { from, through } = checkedPeriod(file, placeOf(file))
  return `${effective?.start ?? ''} ${from} to ${through} ${citationOf(file, placeOf(file)).grade}`
}

export const cases: readonly Case[] = [
  ...rows.map(([id, from, checked, grade]) => ({
    name: `${id} holds from ${from}, was checked for ${checked}, grade ${grade}`,
    holds: (_rules: unknown, files: readonly unknown[]) => periodOf(ofId(files, id)) === `${from} ${checked} ${grade}`,
  })),
  { name: 'no file is without its dates here', holds: (_rules, files) => files.length === rows.length },
  {
    name: 'a supplement adds to the code system that it names, and every other list is whole and our own',
    holds: (_rules, files) =>
      (files as readonly FhirResource[]).every(
        (file) =>
          file.resourceType !== 'CodeSystem' ||
          (file.supplements === supplements[file.id ?? ''] &&
            file.content === (file.supplements === undefined ? 'complete' : 'supplement')),
      ),
  },
  {
    name: 'the definition is of CPT 96000',
    holds: (_rules, files) => {
      const coding = (ofId(files, 'motion-analysis') as ChargeItemDefinition | undefined)?.code?.coding ?? []
      return coding.map(({ system, code }) => `${system ?? ''}|${code ?? ''}`).join() === 'http://www.ama-assn.org/go/cpt|96000'
    },
  },
  {
    name: 'the advice on modifiers is a set of rules about one patient',
    holds: (_rules, files) => {
      const plan = ofId(files, 'modifier-advice') as PlanDefinition | undefined
      const coding = [...(plan?.type?.coding ?? []), ...(plan?.subjectCodeableConcept?.coding ?? [])]
      const written = coding.map(({ system, code }) => `${system ?? ''}|${code ?? ''}`).join(' ')
      return written === 'http://terminology.hl7.org/CodeSystem/plan-definition-type|eca-rule http://hl7.org/fhir/resource-types|Patient'
    },
  },
]
