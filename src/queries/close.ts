import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { QuestionnaireResponse } from 'fhir/r4'
import { useState } from 'react'
import type { Answered, AnswersKey } from '#core/close-response.ts'
import type { ChargeDesk } from '#fhir/press.ts'
import type { Session } from '#fhir/session.ts'
import type { AnswersKept } from '#fhir/store-answers.ts'

/** What the chart holds around the study: read once the visit-close check is on the screen, never before the first screen. */
export const recordsQuery = (session: Session, encounterId: string, isAsked: boolean) =>
  queryOptions({
    queryKey: ['records', session.patientId, encounterId],
    enabled: isAsked,
    queryFn: async ({ signal }) => {
      const { readRecords } = await import('#fhir/read-records.ts')
      return readRecords(session, signal)
    },
  })

/** What became of the answers: nothing yet, on their way, kept or not, or this app's own files could not be reached. */
export type AnswersSaving = { readonly status: 'idle' | 'saving' | 'broken' } | AnswersKept

/** The saving of a visit's answers: one at a time, and only when it is called. */
export function useAnswerSaving(session: Session, desk: ChargeDesk | null, key: AnswersKey) {
  const client = useQueryClient()
  const [saving, setSaving] = useState<AnswersSaving>({ status: 'idle' })
  const save = async (answersOn: (standing: QuestionnaireResponse | null) => Answered) => {
    if (desk === null || saving.status === 'saving') return
    setSaving({ status: 'saving' })
    const module = await import('#fhir/store-answers.ts').catch(() => null)
    if (module === null) return setSaving({ status: 'broken' })
    const kept = await module.storeAnswers(session, desk.channel.answers, key, answersOn)
    setSaving(kept)
    if (kept.status === 'saved') void client.invalidateQueries({ queryKey: recordsQuery(session, key.encounterId, true).queryKey })
  }
  return { saving, save }
}
