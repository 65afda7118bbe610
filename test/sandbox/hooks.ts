import { randomUUID } from 'node:crypto'
import type { FhirResource } from 'fhir/r4'
import { accessOf } from './access.ts'
import type { Ehr } from './ehr.ts'
import { answerFhir } from './fhir-handler.ts'
import type { Grant } from './grants.ts'

/** A card of CDS Hooks 2.0, as far as the chart shows one. */
interface ShownCard {
  readonly uuid: string
  readonly summary: string
  readonly detail?: string
  readonly source: { readonly label: string }
  readonly links?: readonly { readonly label: string; readonly url: string; readonly type: string; readonly appContext?: string }[]
  readonly overrideReasons?: readonly { readonly code: string; readonly system: string; readonly display: string }[]
}

/** What a call came to: cards (often none), or why there could be no answer. */
export type HookAnswer =
  | { readonly kind: 'answered'; readonly service: string; readonly cards: readonly ShownCard[] }
  | { readonly kind: 'not-set-up' }
  | { readonly kind: 'not-running' }
  | { readonly kind: 'refused'; readonly status: number }

interface HookCall {
  readonly hook: 'patient-view' | 'encounter-discharge'
  readonly patientId: string
  readonly encounterId: string
  readonly practitionerId: string
}

interface Discovered {
  readonly services: readonly { readonly id: string; readonly hook: string; readonly prefetch?: Readonly<Record<string, string>> }[]
}

/** An EHR waits no longer than this for a card. */
const patienceMs = 5000

/** Calls the service for a hook as an EHR does: discovery, prefetch by its templates, a token of its own, and one for the FHIR API. */
export async function callHook(ehr: Ehr, call: HookCall): Promise<HookAnswer> {
  const { cds } = ehr.options
  if (cds === undefined) return { kind: 'not-set-up' }
  return whereRunning(async () => {
    const discovery = await ask(ehr, `${cds.url}/cds-services`)
    if (!discovery.ok) return { kind: 'refused', status: discovery.status }
    const { services } = (await discovery.json()) as Discovered
    const service = services.find(({ hook }) => hook === call.hook)
    if (service === undefined) return { kind: 'answered', service: '', cards: [] }
    const grant = grantFor(call)
    const address = `${cds.url}/cds-services/${service.id}`
    const answer = await post(ehr, address, {
      hook: call.hook,
      hookInstance: randomUUID(),
      fhirServer: ehr.base,
      fhirAuthorization: {
        access_token: ehr.grants.accessTokens.put(grant, 300),
        token_type: 'Bearer',
        expires_in: 300,
        scope: grant.scope,
        subject: grant.clientId,
        patient: call.patientId,
      },
      context: { userId: `Practitioner/${call.practitionerId}`, patientId: call.patientId, encounterId: call.encounterId },
      prefetch: await prefetch(ehr, service.prefetch ?? {}, call, grant),
    })
    if (!answer.ok) return { kind: 'refused', status: answer.status }
    const { cards } = (await answer.json()) as { readonly cards: readonly ShownCard[] }
    return { kind: 'answered', service: service.id, cards }
  })
}

interface Dismissal {
  readonly service: string
  readonly card: string
  readonly reason: { readonly code: string; readonly system: string } | null
}

/** Tells the service that a card was set aside, and why (CDS Hooks 2.0, Feedback). */
export async function dismissCard(ehr: Ehr, { service, card, reason }: Dismissal): Promise<HookAnswer> {
  const { cds } = ehr.options
  if (cds === undefined) return { kind: 'not-set-up' }
  return whereRunning(async () => {
    const { ok, status } = await post(ehr, `${cds.url}/cds-services/${encodeURIComponent(service)}/feedback`, {
      feedback: [
        {
          card,
          outcome: 'overridden',
          ...(reason === null ? {} : { overrideReason: { reason } }),
          outcomeTimestamp: new Date(ehr.now()).toISOString(),
        },
      ],
    })
    return ok ? { kind: 'answered', service, cards: [] } : { kind: 'refused', status }
  })
}

async function whereRunning(work: () => Promise<HookAnswer>): Promise<HookAnswer> {
  try {
    return await work()
  } catch (error) {
    // fetch says with these two that nobody answered, or not in time; everything else is a fault of this EHR.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return { kind: 'not-running' }
    throw error
  }
}

function ask({ options: { cds } }: Ehr, address: string, init: RequestInit = {}): Promise<Response> {
  return (cds?.fetch ?? fetch)(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(patienceMs) })
}

async function post(ehr: Ehr, address: string, body: object): Promise<Response> {
  const headers = { Authorization: `Bearer ${await ehr.hookSigner.sign(address)}`, 'Content-Type': 'application/json' }
  return ask(ehr, address, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** What this EHR lets the service read: this patient, nothing to write. */
function grantFor({ patientId, encounterId, practitionerId }: HookCall): Grant {
  return {
    clientId: 'visit-close-service',
    scope: 'patient/*.rs',
    nonce: null,
    context: {
      patientId,
      encounterId,
      practitionerId,
      grantedScopes: null,
      needPatientBanner: true,
      forbid: [],
      messagingHandle: null,
      appContext: null,
    },
  }
}

/** Runs the service's templates against this EHR's own API; what cannot be read is given as null. */
async function prefetch(ehr: Ehr, templates: Readonly<Record<string, string>>, call: HookCall, grant: Grant) {
  const filled = Object.entries(templates).map(async ([key, template]) => {
    const query = template.replaceAll('{{context.patientId}}', call.patientId).replaceAll('{{context.encounterId}}', call.encounterId)
    const request = new Request(`${ehr.base}/${query}`, { headers: { Accept: 'application/fhir+json' } })
    const answer = await answerFhir(() => ({
      request,
      url: new URL(request.url),
      base: ehr.base,
      store: ehr.store,
      access: accessOf(grant),
      quirks: ehr.quirks,
      manner: 'standard',
      pages: ehr.pages,
      transactions: ehr.transactions,
      now: ehr.now,
    }))
    return [key, answer.ok ? ((await answer.json()) as FhirResource) : null] as const
  })
  return Object.fromEntries(await Promise.all(filled))
}
