import type { QuestionnaireResponse } from 'fhir/r4'
import { answersIdentifier, saysTheSame, type Answered, type AnswersKey } from '#core/close-response.ts'
import { responsesOfVisit, standingResponse } from '#core/records.ts'
import { resourcesOf, type Reading } from '#core/visit.ts'
import type { AnswersOffer } from './channel.ts'
import { FhirError, type FhirErrorKind } from './fhir-error.ts'
import { searchPatient } from './patient-search.ts'
import type { FhirRequest } from './send.ts'
import type { Session } from './session.ts'
import { isWellFormed } from './shape.ts'

/** Whether the answers stand in the EHR; where they do not, they are there to be kept otherwise. */
export type AnswersKept =
  | { readonly status: 'saved'; readonly response: QuestionnaireResponse }
  | { readonly status: 'absent'; readonly why: AnswersAbsent; readonly response: QuestionnaireResponse }

type AnswersAbsent =
  | 'not-offered' // /metadata does not offer it
  | 'not-granted' // the granted scopes leave it out
  | 'could-not-look' // whether answers stand already could not be read
  | 'others-stand' // other answers stand, and cannot be changed from here
  | 'refused' // the EHR refused them
  | 'unknown' // the EHR did not say, and does not show them

/**
 * Stores the answers of one visit under an identifier that makes a repeat the same write: creates, or updates those that
 * stand, once; then looks whether the EHR holds them. `answersOn` makes them over what stands. To be called from a press
 * only; never touches a charge.
 */
export async function storeAnswers(
  session: Session,
  offer: AnswersOffer,
  key: AnswersKey,
  answersOn: (standing: QuestionnaireResponse | null) => Answered,
): Promise<AnswersKept> {
  const named = (answers: Answered, generation: number): QuestionnaireResponse => ({
    ...answers,
    identifier: answersIdentifier(key, generation),
  })
  if (offer.takes !== 'yes') return { status: 'absent', why: offer.takes, response: named(answersOn(null), 0) }
  const read = () => searchPatient<QuestionnaireResponse>(session, 'QuestionnaireResponse')
  const before = await read()
  const standing = standingResponse(before, key.encounterId)
  const response = named(answersOn(standing), generationOf(before, key))
  const absent = (why: AnswersAbsent): AnswersKept => ({ status: 'absent', why, response })
  if (standing !== null && saysTheSame(response, standing)) return { status: 'saved', response: standing }
  const request = requestFor(response, standing, offer)
  if (request === null) return absent('others-stand')
  if (standing === null && before.status !== 'read' && !offer.conditionalCreate) return absent('could-not-look')
  const sent = await send(session, request)
  if (sent.stored !== null && saysTheSame(response, sent.stored)) return { status: 'saved', response: sent.stored }
  const after = standingResponse(await read(), key.encounterId)
  if (after !== null && saysTheSame(response, after)) return { status: 'saved', response: after }
  // A 200 to a conditional create brings what was there before.
  if (sent.kind === 'conflict' || sent.stored !== null) return absent('others-stand')
  return absent(sent.kind === null || sent.kind === 'unavailable' || sent.kind === 'not-fhir' ? 'unknown' : 'refused')
}

interface Sent {
  /** What the EHR answered with, where that can be read. */
  readonly stored: QuestionnaireResponse | null
  /** How the sending failed; null where it did not. */
  readonly kind: FhirErrorKind | null
}

async function send(session: Session, request: FhirRequest): Promise<Sent> {
  try {
    const { resource } = await session.send(request)
    return { stored: isWellFormed(resource, 'QuestionnaireResponse') ? (resource as QuestionnaireResponse) : null, kind: null }
  } catch (error) {
    if (error instanceof FhirError) return { stored: null, kind: error.kind }
    throw error
  }
}

/** Null where what stands cannot be replaced: no version to replace, a modifier extension, or no right to. */
function requestFor(response: QuestionnaireResponse, standing: QuestionnaireResponse | null, offer: AnswersOffer): FhirRequest | null {
  const prefer = { Prefer: 'return=representation' }
  const { system = '', value = '' } = response.identifier ?? {}
  if (standing === null) {
    const ifNone = offer.conditionalCreate ? { 'If-None-Exist': `identifier=${system}|${value}` } : {}
    return { method: 'POST', url: 'QuestionnaireResponse', headers: { ...prefer, ...ifNone }, body: response }
  }
  const { id, meta, modifierExtension = [], identifier = response.identifier } = standing
  if (!offer.updates || id === undefined || meta?.versionId === undefined || modifierExtension.length > 0) return null
  return {
    method: 'PUT',
    url: `QuestionnaireResponse/${encodeURIComponent(id)}`,
    headers: { ...prefer, 'If-Match': `W/"${meta.versionId}"` },
    body: { ...standing, ...response, ...(identifier === undefined ? {} : { identifier }) },
  }
}

/** How many answers of this visit were entered in error under our own identifiers. */
function generationOf(responses: Reading<QuestionnaireResponse>, key: AnswersKey): number {
  const withdrawn = responsesOfVisit(resourcesOf(responses), key.encounterId).filter(
    ({ status }) => status === 'entered-in-error' || status === 'stopped',
  )
  let generation = 0
  while (withdrawn.some(({ identifier }) => identifier?.value === answersIdentifier(key, generation).value)) generation += 1
  return generation
}
