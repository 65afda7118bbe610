import type { Capability } from './capability.ts'
import { scratchpadScope } from './requested-scopes.ts'
import { grants } from './scopes.ts'
import type { Session } from './session.ts'

type ChannelName = 'standard' | 'oracle' | 'web-messaging' | 'hand-off'

/** Why a channel that the site lists is not used. */
type PassedOver =
  | 'capability-unreadable' // /metadata could not be read: nothing is guessed
  | 'not-r4' // the server speaks another version of FHIR
  | 'not-offered' // /metadata does not offer it
  | 'not-granted' // the granted scopes leave it out
  | 'not-set-up' // the site's configuration lacks what it needs
  | 'no-answer' // the EHR's page did not answer the handshake

/** The way by which a charge leaves this app at this EHR; plain data. */
export interface Channel {
  readonly name: ChannelName
  /** Stored charges can be changed through it: drafts, "not billable" and taking back need that. */
  readonly updates: boolean
  /** If-None-Exist is declared by the server and was seen by the site. */
  readonly conditionalCreate: boolean
  readonly attests: 'yes' | 'not-offered' | 'not-granted'
  /** Whether the answers at visit close can be stored, and how. */
  readonly answers: AnswersOffer
  /** The site's channels that stand before it. */
  readonly passedOver: readonly { readonly name: ChannelName; readonly why: PassedOver }[]
}

/** What the EHR and the granted scopes allow with the answers at visit close. */
export interface AnswersOffer {
  readonly takes: 'yes' | 'not-offered' | 'not-granted'
  readonly updates: boolean
  readonly conditionalCreate: boolean
}

/**
 * The first channel of the site's order that the server offers, the granted scopes allow and the site has set up; hand-off
 * where there is none. `isAnswering` says whether the EHR's page answered a handshake of Web Messaging.
 */
export function chooseChannel(session: Session, capability: Capability | null, isAnswering: boolean): Channel {
  const passedOver: { readonly name: ChannelName; readonly why: PassedOver }[] = []
  for (const name of session.issuer.writeChannels) {
    const why = whyNot(name, session, capability, isAnswering)
    if (why === null) return channel(name, session, capability, passedOver)
    passedOver.push({ name, why })
  }
  return channel('hand-off', session, capability, passedOver)
}

/** Whether the EHR's page may be asked at all, before any message is sent. */
export function mayMessage({ issuer, messaging, grantedScopes }: Session): boolean {
  return issuer.writeChannels.includes('web-messaging') && messaging !== null && grantedScopes.includes(scratchpadScope)
}

function whyNot(
  name: Exclude<ChannelName, 'hand-off'>,
  session: Session,
  capability: Capability | null,
  isAnswering: boolean,
): PassedOver | null {
  if (name === 'web-messaging') {
    if (!session.grantedScopes.includes(scratchpadScope)) return 'not-granted'
    if (session.messaging === null) return 'not-offered'
    return isAnswering ? null : 'no-answer'
  }
  if (capability === null) return 'capability-unreadable'
  if (!capability.isR4) return 'not-r4'
  if (name === 'oracle' && session.issuer.oracle === null) return 'not-set-up'
  if (!(name === 'standard' ? capability.canCreate : capability.operations.includes('create'))) return 'not-offered'
  return grants(session.grantedScopes, 'ChargeItem', 'c') === 'whole' ? null : 'not-granted'
}

function channel(name: ChannelName, session: Session, capability: Capability | null, passedOver: Channel['passedOver']): Channel {
  const isStandard = name === 'standard'
  const isGranted = grants(session.grantedScopes, 'Provenance', 'c') === 'whole'
  return {
    name,
    updates: isStandard && capability?.canUpdate === true && grants(session.grantedScopes, 'ChargeItem', 'u') === 'whole',
    conditionalCreate: isStandard && capability?.conditionalCreate === true && session.issuer.conditionalCreate,
    attests: capability?.canAttest !== true ? 'not-offered' : isGranted ? 'yes' : 'not-granted',
    answers: answersOffer(session, capability),
    passedOver,
  }
}

function answersOffer({ issuer, grantedScopes }: Session, capability: Capability | null): AnswersOffer {
  const offered = capability?.isR4 === true ? capability.answers : null
  const mayCreate = grants(grantedScopes, 'QuestionnaireResponse', 'c') === 'whole'
  return {
    takes: offered?.canCreate !== true ? 'not-offered' : mayCreate ? 'yes' : 'not-granted',
    updates: offered?.canUpdate === true && grants(grantedScopes, 'QuestionnaireResponse', 'u') === 'whole',
    conditionalCreate: offered?.conditionalCreate === true && issuer.conditionalCreate,
  }
}
