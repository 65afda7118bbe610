import type { QuestionnaireResponse, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4'
import { v5 } from 'uuid'
import type { CheckedItem } from './close-check.ts'
import { answersIdentifierSystem, canonicalBase, extensionUrl } from './codes.ts'
import type { Named } from './performers.ts'
import type { RuleBook } from './rule-book.ts'

/** What makes two sets of answers the same: one a visit. */
export interface AnswersKey {
  /** Canonical FHIR base URL of the issuer. */
  readonly issuer: string
  readonly patientId: string
  readonly encounterId: string
}

const namespace = v5(`${canonicalBase}/answers-key`, v5.URL)

/** The identifier of a visit's answers; `generation` counts those that were entered in error before. */
export function answersIdentifier(key: AnswersKey, generation: number): { readonly system: string; readonly value: string } {
  const value = v5(JSON.stringify([key.issuer, key.patientId, key.encounterId, generation]), namespace)
  return { system: answersIdentifierSystem, value }
}

/** The answers of one visit as they are to be stored, before an identifier. */
export type Answered = Omit<QuestionnaireResponse, 'identifier'>

/**
 * The answers as a QuestionnaireResponse of the published form (R4; each answer with its origin as in Da Vinci DTR): `completed`
 * once nothing is open, else `in-progress`. What `standing` holds and nobody answered now stays as it is.
 * `authored` is an ISO 8601 instant. It carries codes, days and references only, no words of the chart.
 */
export function closeResponse(
  checked: readonly CheckedItem[],
  rules: RuleBook,
  key: AnswersKey,
  author: Named,
  standing: QuestionnaireResponse | null,
  authored: string,
): Answered {
  const isOpen = checked.some(({ answer, item }) => answer === null && answersIn(standing, item.linkId).length === 0)
  const wasFinished = standing?.status === 'completed' || standing?.status === 'amended'
  return {
    resourceType: 'QuestionnaireResponse',
    questionnaire: rules.visitCloseForm,
    status: isOpen ? 'in-progress' : wasFinished ? 'amended' : 'completed',
    subject: { reference: `Patient/${key.patientId}` },
    encounter: { reference: `Encounter/${key.encounterId}` },
    authored,
    author: author.display === null ? { reference: author.reference } : { reference: author.reference, display: author.display },
    item: itemsOf(checked, rules, standing),
  }
}

/** Whether two sets of answers say the same, however a server writes them. */
export function saysTheSame(one: Answered, other: QuestionnaireResponse): boolean {
  const finished = (status: string) => status === 'completed' || status === 'amended'
  return (
    one.questionnaire === other.questionnaire &&
    finished(one.status) === finished(other.status) &&
    saidIn(one.item).toSorted().join('\n') === saidIn(other.item).toSorted().join('\n')
  )
}

/** The code that a response holds for an item, and who gave it as far as it says; null where it holds none. */
export function answeredAtClose(
  response: QuestionnaireResponse | null,
  linkId: string,
): { readonly code: string; readonly origin: string | undefined } | null {
  const [answer] = answersIn(response, linkId)
  const code = answer?.valueCoding?.code
  return answer === undefined || code === undefined ? null : { code, origin: originIn(answer) }
}

function itemsOf(checked: readonly CheckedItem[], { visitClose }: RuleBook, standing: QuestionnaireResponse | null) {
  const groups = [...new Map(visitClose.map(({ group }) => [group.linkId, group])).values()]
  return groups.flatMap((group): readonly QuestionnaireResponseItem[] => {
    const item = visitClose
      .filter((one) => one.group.linkId === group.linkId)
      .flatMap(({ linkId }): readonly QuestionnaireResponseItem[] => {
        const given = checked.find((one) => one.item.linkId === linkId)
        const answer = given === undefined || given.answer === null ? answersIn(standing, linkId) : [answerOf(given, given.answer)]
        return answer.length === 0 ? [] : [{ linkId, answer: [...answer] }]
      })
    return item.length === 0 ? [] : [{ linkId: group.linkId, item: [...item] }]
  })
}

function answerOf({ item, origin }: CheckedItem, answer: string): QuestionnaireResponseItemAnswer {
  const source = { url: 'source', valueCode: origin ?? 'manual' }
  return { extension: [{ url: extensionUrl.informationOrigin, extension: [source] }], ...valueOf(item, answer) }
}

function valueOf({ type, options }: CheckedItem['item'], answer: string): QuestionnaireResponseItemAnswer {
  switch (type) {
    case 'date':
      return { valueDate: answer }
    case 'reference':
      return { valueReference: { reference: answer } }
    case 'choice': {
      const option = options.find(({ code }) => code === answer)
      return { valueCoding: option === undefined ? { code: answer } : { ...option } }
    }
  }
}

function answersIn(response: QuestionnaireResponse | null, linkId: string): readonly QuestionnaireResponseItemAnswer[] {
  return leavesOf(response?.item).find((item) => item.linkId === linkId)?.answer ?? []
}

function saidIn(items: QuestionnaireResponse['item']): readonly string[] {
  return leavesOf(items).flatMap(({ linkId, answer = [] }) =>
    answer.map((one) => {
      const value = one.valueCoding?.code ?? one.valueDate ?? one.valueReference?.reference
      return JSON.stringify([linkId, value, originIn(one)])
    }),
  )
}

function originIn({ extension = [] }: QuestionnaireResponseItemAnswer): string | undefined {
  return extension.find(({ url }) => url === extensionUrl.informationOrigin)?.extension?.[0]?.valueCode
}

function leavesOf(items: QuestionnaireResponse['item'] = []): readonly QuestionnaireResponseItem[] {
  return items.flatMap((item) => [item, ...leavesOf(item.item)])
}
