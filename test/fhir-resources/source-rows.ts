import type { RuleBook } from '#core/rule-book.ts'

/** One row of the document that the list was taken from, and where this project keeps it. */
export interface SourceRow {
  readonly table: 'modifiers' | 'diagnoses' | 'related codes' | 'specialties' | 'payers' | 'sites'
  /** The code or the name that the document prints; a specialty or a place in our own words. */
  readonly row: string
  /** File of `fhir-resources/` that holds it. */
  readonly file: string
  /** What the rule book makes of it; undefined where it has no rule. */
  readonly rule: (rules: RuleBook) => object | null | undefined
  /** The words beside the rule that show where the document is wrong, out of date, incomplete or doubtful; null where it is right. */
  readonly dispute: RegExp | null
  /** Table of `test/core/cases`, and how the name of a case there begins or ends; null where only the tests of the data hold it. */
  readonly case: readonly [table: string, name: RegExp] | null
}

const modifier = (code: string, dispute: RegExp, cases = 'modifiers-of-the-day'): SourceRow => ({
  table: 'modifiers',
  row: code,
  file: 'plan-definition/modifier-advice.json',
  rule: ({ modifiers }) => modifiers.find((one) => one.code === code && one.saidBySource !== null),
  dispute,
  case: [cases, new RegExp(`: ${code} is `)],
})

const diagnosis = (code: string, dispute: RegExp | null): SourceRow => ({
  table: 'diagnoses',
  row: code,
  file: 'code-system/icd-10-cm-supplement.json',
  rule: ({ icd10cm }) => (icd10cm[code]?.standing.startsWith('listed') === true ? icd10cm[code] : undefined),
  dispute,
  case: code === 'G20' ? ['dates-of-the-rules', /^G20 on 2023-10-01/] : ['source-list', new RegExp(`^${code} is `)],
})

const related = (code: string, dispute: RegExp): SourceRow => ({
  table: 'related codes',
  row: code,
  file: 'code-system/cpt-supplement.json',
  rule: ({ services }) => (services[code]?.relation === 'related' ? services[code] : undefined),
  dispute,
  case: ['same-day', new RegExp(`^${code} the same day: related`)],
})

const specialty = (row: string, taxonomy: string, cases: SourceRow['case']): SourceRow => ({
  table: 'specialties',
  row,
  file: 'code-system/specialties.json',
  rule: ({ specialties }) => specialties.find((one) => one.taxonomy === taxonomy),
  dispute: /The source list gives no code/,
  case: cases,
})

const payer = (row: string, code: string, dispute: RegExp | null, name: RegExp): SourceRow => ({
  table: 'payers',
  row,
  file: 'code-system/payers.json',
  rule: ({ payers }) => payers.find((one) => one.code === code),
  dispute,
  case: ['payers', name],
})

const site = (row: string, code: string, dispute: RegExp): SourceRow => ({
  table: 'sites',
  row,
  file: 'code-system/places-of-service.json',
  rule: ({ sites }) => sites.find((one) => one.code === code),
  dispute,
  case: null,
})

export const sourceRows: readonly SourceRow[] = [
  modifier('26', /no professional part/),
  modifier('TC', /no technical part/),
  modifier('59', /leaves its description and its use empty/),
  modifier('22', /It is for operations/),
  modifier('52', /53 on a professional claim/, 'modifiers-of-the-course'),
  modifier('53', /facility claims do not take it/, 'modifiers-of-the-course'),
  modifier('51', /makes no such adjustment/),
  modifier('78', /defines it wrongly/),
  modifier('80', /for a surgeon who helps at an operation/),
  modifier('62', /does not permit it/),

  diagnosis('G20', /Since 2023-10-01 it is a category/),
  diagnosis('I69.391', /the code set says dysphagia.*I69\.351/),
  diagnosis('M17.11', null),
  diagnosis('M16.11', null),
  diagnosis('R26.89', null),

  related('95992', /positional vertigo.*95925, 95926, 95927 and 95938/),
  related('95886', /add-on.*never alone/),
  related('97001', /ended on 2016-12-31.*97161, 97162 and 97163.*97164/),
  related('97032', /attended and timed/),
  related('97110', /timed/),

  specialty('rehabilitation physician', '208100000X', ['modifiers-of-the-day', /^a study by a physiatrist/]),
  specialty('neurologist', '2084N0400X', null),
  specialty('orthopaedic surgeon', '207X00000X', null),
  specialty('physical therapist', '225100000X', ['modifiers-of-the-day', /^a study by a therapist: GP is ask/]),

  payer('Aetna', 'aetna', /investigational for every diagnosis/, /^"Aetna" is aetna/),
  payer(
    'Blue Cross Blue Shield',
    'blue-cross-blue-shield',
    /none names a diagnosis of the source list/,
    /^"Blue Cross & Blue Shield of Rhode Island"/,
  ),
  payer('Cigna Health', 'cigna', /No diagnosis of the source list is named/, /^"Cigna Health" is cigna/),
  payer('UnitedHealthcare', 'unitedhealthcare', /No policy on this service was found/, /^"UnitedHealthcare" is unitedhealthcare/),
  payer('Medicare', 'medicare', /No national decision on this service was found/, /^"Medicare" is medicare/),
  payer('BUCA', 'buca', null, /^"BUCA" is a name for four payers/),

  site('ambulatory clinic', '11', /not usual outside a facility/),
  site('ambulatory clinic', '49', /not usual outside a facility/),
  site('outpatient hospital clinic', '22', /The hospital usually reports 96000 here, and the physician’s report is 96004/),
  site('outpatient hospital clinic', '19', /The hospital usually reports 96000 here, and the physician’s report is 96004/),
  site('freestanding ambulatory surgical centre', '24', /No listing of 96000 for these centres was found/),
  site('specialised rehabilitation facility', '61', /usually reports 96000/),
  site('specialised rehabilitation facility', '62', /not usual outside a facility/),
]
