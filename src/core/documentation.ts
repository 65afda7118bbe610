import type { Consent, DiagnosticReport, Procedure, ServiceRequest } from 'fhir/r4'
import type { Assessment } from './assess.ts'
import { motionAnalysis } from './codes.ts'
import { dayOf } from './dates.ts'
import { cptCodesOf } from './existing-charges.ts'
import { laboratoryOf } from './laboratory.ts'
import { accountablePerformer } from './performers.ts'
import type { Records } from './records.ts'
import { isValidOn, type RuleBook } from './rule-book.ts'
import { recordedServices, servicesOn } from './service-date.ts'
import { endOfStudy } from './study-course.ts'
import { namesEncounter, resourcesOf, type Reading, type Visit } from './visit.ts'

/** What the chart says of one item: that it lacks it and that nobody could look are two answers. */
export type Finding = 'documented' | 'not-documented' | 'could-not-look'

/** One item of the visit-close check that is still open. */
export interface Gap {
  /** Link id in the Questionnaire; `diagnosis` is the fact of that name. */
  readonly item: string
  /** The neutral question, the day filled in. */
  readonly text: string
  readonly isRequired: boolean
  readonly finding: Exclude<Finding, 'documented'>
}

/** The items that a chart can settle. Whatever else the Questionnaire asks has no place in a chart that this app could read. */
export const documentedInChart = [
  'order-recorded',
  'clinical-question',
  'consent',
  'performed',
  'performer',
  'laboratory',
  'course',
  'stop-reason',
  'interpretation-report',
  'charges-checked',
] as const

type DocumentedItem = (typeof documentedInChart)[number]

/** What the chart says of each item that it can settle, whatever the clinician answered. */
export interface ChartFindings {
  /** The records of the study that count for the day. */
  readonly studies: readonly Procedure[]
  readonly found: Readonly<Record<DocumentedItem, Finding>>
}

/** The Questionnaire has no item for it: the diagnoses are chosen from the chart. */
const diagnosisQuestion = 'Which diagnosis of the visit is the reason for the study?'

/**
 * What the documentation of the visit still lacks, in the order of the Questionnaire: the facts of Confirm, and of the advisory
 * items those that a chart can settle. `answered` holds the link ids that the clinician answered already, with any answer.
 * Without a study at the visit only the required items that stand by themselves are open: was it performed, and were charges readable.
 */
export function findGaps(
  visit: Visit,
  records: Records,
  rules: RuleBook,
  assessment: Assessment,
  answered: ReadonlySet<string>,
  today: string,
): readonly Gap[] {
  const day = assessment.dateOfService
  const { studies, found } = lookInChart(visit, records, assessment, today)
  const asked: readonly string[] = studies.length > 0 ? documentedInChart : ['performed', 'charges-checked']
  const gaps = rules.visitClose.flatMap(({ linkId, text, isRequired }): readonly Gap[] => {
    if (!asked.includes(linkId) || answered.has(linkId)) return []
    const finding = found[linkId as DocumentedItem]
    // A performer is a fact of Confirm although no form can require the one that the chart names.
    const isFact = isRequired || linkId === 'performer'
    return finding === 'documented'
      ? []
      : [{ item: linkId, text: text.replace('{day}', day ?? 'the day of the visit'), isRequired: isFact, finding }]
  })
  return [...gaps, ...(studies.length > 0 ? diagnosisGap(rules, assessment) : [])]
}

/** Looks for every item that a chart can settle. */
export function lookInChart(visit: Visit, records: Records, { dateOfService, facts }: Assessment, today: string): ChartFindings {
  const services = servicesOn(recordedServices(visit, today), dateOfService)
  const studies = services.map(({ procedure }) => procedure)
  const found: ChartFindings['found'] = {
    performed: studies.length > 0 ? 'documented' : lacking(visit.procedures),
    performer: accountablePerformer(services) === null ? lacking(visit.procedures) : 'documented',
    // Only a place that the site names says how a study was recorded.
    laboratory: laboratoryOf(services, visit.locations, {}).answer === 'yes' ? 'documented' : 'not-documented',
    'charges-checked': facts['charges-checked'].basis === 'chart' ? 'documented' : 'could-not-look',
    'order-recorded': orderFinding(visit, records, studies),
    'clinical-question': questionFinding(visit, records, studies),
    consent: present(records.consents, (consent) => isConsentToTreat(consent, dateOfService, visit.timeZone)),
    course: courseFinding(studies, 'study-reduced'),
    'stop-reason': isStopped(studies) ? courseFinding(studies, 'stopped-for-safety') : 'documented',
    'interpretation-report': reportFinding(visit, records, studies),
  }
  return { studies, found }
}

function lacking(reading: Reading<unknown>): Finding {
  return reading.status === 'read' ? 'not-documented' : 'could-not-look'
}

/** Finding one settles it; finding none says something only where everything was read. */
function present<T>(reading: Reading<T>, isIt: (resource: T) => boolean): Finding {
  return resourcesOf(reading).some(isIt) ? 'documented' : lacking(reading)
}

function diagnosisGap(rules: RuleBook, { diagnoses, dateOfService, unread }: Assessment): readonly Gap[] {
  const isUsable = diagnoses.some(({ currency, standing }) => {
    const entry = 'code' in standing && standing.code !== null ? rules.icd10cm[standing.code] : undefined
    return currency === 'current' && (entry === undefined || dateOfService === null || (!entry.header && isValidOn(entry, dateOfService)))
  })
  if (isUsable) return []
  const isBlind = unread.some(({ part }) => part === 'all' || part === 'encounter-diagnosis' || part === 'problem-list-item')
  return [{ item: 'diagnosis', text: diagnosisQuestion, isRequired: true, finding: isBlind ? 'could-not-look' : 'not-documented' }]
}

const valid: readonly string[] = ['active', 'completed']

function ordersOf({ performedCodes }: Visit, { orders }: Records, studies: readonly Procedure[]): readonly ServiceRequest[] {
  const named = studies.flatMap(({ basedOn = [] }) => basedOn.flatMap(({ reference }) => reference ?? []))
  return resourcesOf(orders).filter(
    ({ id, status, code }) =>
      valid.includes(status) &&
      (named.some((reference) => `/${reference}`.endsWith(`/ServiceRequest/${id ?? ''}`)) ||
        cptCodesOf(code, performedCodes).includes(motionAnalysis)),
  )
}

function orderFinding(visit: Visit, records: Records, studies: readonly Procedure[]): Finding {
  const isNamed = studies.some(({ basedOn = [] }) => basedOn.some(({ reference }) => reference?.includes('ServiceRequest/') === true))
  return isNamed || ordersOf(visit, records, studies).length > 0 ? 'documented' : lacking(records.orders)
}

function questionFinding(visit: Visit, records: Records, studies: readonly Procedure[]): Finding {
  const stated = [...studies, ...ordersOf(visit, records, studies)]
  const isStated = stated.some(({ reasonCode = [], reasonReference = [] }) => reasonCode.length > 0 || reasonReference.length > 0)
  return isStated ? 'documented' : lacking(records.orders)
}

function isConsentToTreat({ status, scope, dateTime }: Consent, day: string | null, timeZone: string | null): boolean {
  const given = dayOf(dateTime, timeZone)
  const isTreatment = (scope.coding ?? []).some(({ code }) => code === 'treatment')
  return status === 'active' && isTreatment && (given === null || day === null || given <= day)
}

function isStopped(studies: readonly Procedure[]): boolean {
  return endOfStudy(studies, {})['study-stopped'].answer === 'yes'
}

function courseFinding(studies: readonly Procedure[], fact: 'study-reduced' | 'stopped-for-safety'): Finding {
  return endOfStudy(studies, {})[fact].answer === 'unknown' ? 'not-documented' : 'documented'
}

const signed: readonly string[] = ['final', 'amended', 'corrected', 'appended']
/** The study, and its separately reported interpretation. */
const reported: readonly string[] = [motionAnalysis, '96004']

function reportFinding({ encounter, performedCodes }: Visit, { reports }: Records, studies: readonly Procedure[]): Finding {
  if (studies.some(({ report = [] }) => report.length > 0)) return 'documented'
  return present(reports, (report: DiagnosticReport) => {
    const codes = cptCodesOf(report.code, performedCodes)
    return (
      signed.includes(report.status) &&
      namesEncounter(report.encounter?.reference, encounter.id) &&
      codes.some((code) => reported.includes(code))
    )
  })
}
