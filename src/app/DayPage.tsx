import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Encounter } from 'fhir/r4'
import { useCallback, useEffect, useState } from 'react'
import { fullName } from '#core/names.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { stateOfVisit } from '#core/visit-state.ts'
import { resourcesOf, type Visit } from '#core/visit.ts'
import { localReference } from '#fhir/patient-search.ts'
import { sessionOf, type Practice } from '#fhir/session.ts'
import { DayList, type Whose } from '#features/practice/DayList.tsx'
import { stateDetail, stateWords, type ShownState } from '#features/practice/state-words.ts'
import { describeVisit } from '#features/visit/describe-visit.ts'
import { dayQuery, identityQuery } from '#queries/practice.ts'
import { patientQuery, visitQuery } from '#queries/visit.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { todayIn } from './today.ts'

/** Charts that are read at a time, so that a long day does not crowd the EHR. */
const atOnce = 4

interface DayPageProps {
  readonly practice: Practice
  readonly rules: RuleBook
  /** The visit that was open before: its line takes the focus. */
  readonly focused: string | null
  readonly onOpen: (patientId: string, encounterId: string) => void
}

/** Reads the visits of today one after the other, and says where each stands. */
export function DayPage({ practice, rules, focused, onOpen }: DayPageProps) {
  const client = useQueryClient()
  const { timeZone } = practice.issuer
  const today = todayIn(timeZone)
  const [whose, setWhose] = useState<Whose>('all')
  const day = useQuery(dayQuery(practice, today))
  const identity = useQuery(identityQuery(practice)).data
  const me = identity?.status === 'verified' || identity?.status === 'accepted' ? identity.fhirUser : null
  const encounters = day.data === undefined ? [] : resourcesOf(day.data).filter((one) => whose === 'all' || isAttendedBy(one, me))
  const sessions = encounters.map((encounter) => sessionOf(practice, patientIdOf(encounter), encounter.id ?? ''))
  const visits = sessions.map((session) => visitQuery(session, session.encounterId ?? ''))
  const settled = visits.filter(({ queryKey }) => (client.getQueryState(queryKey)?.status ?? 'pending') !== 'pending').length
  const mayRead = (index: number) => sessions[index]?.patientId !== '' && index < settled + atOnce
  // Kept by reference, so that each visit is judged once and not again at every answer.
  const select = useCallback((visit: Visit) => stateOfVisit(visit, rules, today), [rules, today])
  const read = useQueries({ queries: visits.map((query, index) => ({ ...query, select, enabled: mayRead(index) })) })
  const patients = useQueries({ queries: sessions.map((session, index) => ({ ...patientQuery(session), enabled: mayRead(index) })) })
  const isRead = day.data !== undefined
  useEffect(() => {
    if (isRead && focused !== null) document.getElementById(`visit-${focused}`)?.focus()
  }, [isRead, focused])
  if (day.data === undefined) return <Skeleton label="Reading the visits of today…" />
  const rows = encounters.map((encounter, index) => {
    const { data, isError } = read[index] ?? {}
    const patientId = patientIdOf(encounter)
    const state: ShownState = data ?? { kind: isError === true || patientId === '' ? 'unreadable' : 'reading' }
    const [start = '', ...visit] = describeVisit(encounter, timeZone).split(' · ')
    return {
      encounterId: encounter.id ?? '',
      patientId,
      start,
      patient: fullName(patients[index]?.data?.name) ?? (patientId === '' ? 'No patient named' : `Patient/${patientId}`),
      visit: visit.join(', '),
      state: stateWords(state),
      detail: stateDetail(state),
    }
  })
  return (
    <DayList
      day={today}
      rows={rows}
      isWhole={day.data.status === 'read'}
      whose={whose}
      onWhose={me === null ? null : setWhose}
      onOpen={onOpen}
      onReadAgain={() => void day.refetch()}
    />
  )
}

/** The bare id of the visit's patient; empty where it names none. */
function patientIdOf({ subject }: Encounter): string {
  return /^Patient\/(.+)$/.exec(localReference(subject?.reference ?? ''))?.[1] ?? ''
}

function isAttendedBy({ participant = [] }: Encounter, me: string | null): boolean {
  return participant.some(({ individual }) => individual?.reference !== undefined && localReference(individual.reference) === me)
}
