import { abbreviatedSession } from './abbreviated-session.ts'
import { alreadyCharged } from './already-charged.ts'
import { cancelledVisit } from './cancelled-visit.ts'
import { cerebralPalsy } from './cerebral-palsy.ts'
import { completeRecord } from './complete-record.ts'
import { everydayChart } from './everyday-chart.ts'
import { gaitOther } from './gait-other.ts'
import { hipRight } from './hip-right.ts'
import { kneeBilateral } from './knee-bilateral.ts'
import { kneeLeft } from './knee-left.ts'
import { kneeRight } from './knee-right.ts'
import { manyConditions } from './many-conditions.ts'
import { mixedCodings } from './mixed-codings.ts'
import { noDiagnosis } from './no-diagnosis.ts'
import { parkinsonA1 } from './parkinson-a1.ts'
import { parkinsonHeader } from './parkinson-header.ts'
import { payerAetna } from './payer-aetna.ts'
import { payerBcbs } from './payer-bcbs.ts'
import { payerBuca } from './payer-buca.ts'
import { payerCigna } from './payer-cigna.ts'
import { payerMedicare } from './payer-medicare.ts'
import { payerUnitedhealthcare } from './payer-unitedhealthcare.ts'
import { referralVisit } from './referral-visit.ts'
import { resolvedAndRefuted } from './resolved-and-refuted.ts'
import { sameDayProcedures } from './same-day-procedures.ts'
import { snomedHip } from './snomed-hip.ts'
import { snomedKnee } from './snomed-knee.ts'
import { snomedParkinson } from './snomed-parkinson.ts'
import { snomedStroke } from './snomed-stroke.ts'
import { stoppedSession } from './stopped-session.ts'
import { replacedKnee } from './replaced-knee.ts'
import { stoppedInHospital } from './stopped-in-hospital.ts'
import { stoppedInOffice } from './stopped-in-office.ts'
import { strokeDysphagia } from './stroke-dysphagia.ts'
import { strokeHemiparesis } from './stroke-hemiparesis.ts'
import { textOnly } from './text-only.ts'
import { therapistStudy } from './therapist-study.ts'
import { twoVisits } from './two-visits.ts'
import { visitToClose } from './visit-to-close.ts'
import { visitOverSeveralDays } from './visit-over-several-days.ts'
import type { Story } from './story.ts'

/** Every story, in the order in which the list of patients shows them. */
export const stories: readonly Story[] = [
  completeRecord,
  parkinsonA1,
  everydayChart,
  parkinsonHeader,
  strokeDysphagia,
  strokeHemiparesis,
  kneeRight,
  hipRight,
  gaitOther,
  kneeLeft,
  kneeBilateral,
  cerebralPalsy,
  stoppedSession,
  stoppedInOffice,
  stoppedInHospital,
  abbreviatedSession,
  visitToClose,
  sameDayProcedures,
  therapistStudy,
  replacedKnee,
  referralVisit,
  alreadyCharged,
  twoVisits,
  visitOverSeveralDays,
  cancelledVisit,
  mixedCodings,
  resolvedAndRefuted,
  textOnly,
  noDiagnosis,
  manyConditions,
  snomedStroke,
  snomedKnee,
  snomedHip,
  snomedParkinson,
  payerAetna,
  payerBcbs,
  payerCigna,
  payerUnitedhealthcare,
  payerMedicare,
  payerBuca,
]
