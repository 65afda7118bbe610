import { parseSearchRequest } from '@medplum/core'
import type { ChargeItem, FhirResource, QuestionnaireResponse } from 'fhir/r4'
import { Hono } from 'hono'
import { authorizePages } from './authorize-pages.ts'
import { chargesOf } from './chart-data.ts'
import { chartPages } from './chart-pages.ts'
import { loadDefinitions } from './definitions.ts'
import { createEhr } from './ehr.ts'
import { ehrApi } from './ehr-api.ts'
import { hookPages } from './hook-pages.ts'
import { launcher } from './launcher.ts'
import { createFaults, type FaultRule } from './faults.ts'
import { endpointsOf, manners, type Manner } from './manners.ts'
import type { LaunchOptions, SandboxOptions } from './options.ts'
import type { Stored } from './store.ts'

interface LoggedRequest {
  readonly method: string
  readonly url: string
  /** 0 where the connection broke. */
  readonly status: number
}

/** An EHR in memory: FHIR R4, SMART App Launch 2.2 and a chart page, behind one function. */
export interface Sandbox {
  /** FHIR base, without trailing slash. */
  readonly base: string
  /** FHIR base of the same charts as another kind of EHR. */
  baseAs(manner: Manner): string
  handle(request: Request): Promise<Response>
  /** The launch value of an EHR launch. */
  createLaunch(options: LaunchOptions): string
  /** The charges of a patient, or all. */
  charges(patientId?: string): Promise<readonly ChargeItem[]>
  /** The answers at visit close that stand in a chart. */
  answers(patientId: string): Promise<readonly QuestionnaireResponse[]>
  /** The drafts in the scratchpad of the EHR's page. */
  drafts(patientId: string): readonly ChargeItem[]
  read<T extends FhirResource>(type: T['resourceType'], id: string): Promise<T>
  create(resource: FhirResource): Promise<Stored>
  /** Overwrites whatever version is there, as another person at the EHR would. */
  update(resource: FhirResource): Promise<Stored>
  remove(type: string, id: string): Promise<void>
  /** Expires every token and refresh token. */
  signOut(): void
  misbehave(rule: FaultRule): void
  readonly requests: readonly LoggedRequest[]
  reset(): Promise<void>
}

export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  await loadDefinitions()
  const ehr = await createEhr(options)
  const { store } = ehr
  const faults = createFaults(options.appOrigins)
  const requests: LoggedRequest[] = []
  const app = new Hono()
  for (const manner of manners) app.route('/', ehrApi(ehr, manner)).route('/', authorizePages(ehr, manner))
  app.route('/', chartPages(ehr)).route('/', hookPages(ehr)).route('/', launcher(ehr))

  return {
    base: ehr.base,
    baseAs: (manner) => endpointsOf(options.origin, manner).base,
    async handle(request) {
      const logged = { method: request.method, url: loggable(request.url) }
      try {
        const response = await faults.play(request, async () => app.fetch(request))
        requests.push({ ...logged, status: response.status })
        return response
      } catch (error) {
        requests.push({ ...logged, status: 0 })
        throw error
      }
    },
    createLaunch: (launch) => ehr.launch(launch),
    charges: (patientId) => chargesOf(store, patientId ?? null),
    answers: async (patientId) =>
      (await store.search(parseSearchRequest('QuestionnaireResponse', { patient: patientId }))) as unknown as QuestionnaireResponse[],
    drafts: (patientId) => ehr.scratchpad.of(patientId),
    read: async (type, id) => (await store.read(type, id)) as never,
    create: (resource) => store.create(resource),
    update: (resource) => store.update(resource, null),
    remove: (type, id) => store.remove(type, id),
    signOut() {
      ehr.grants.accessTokens.clear()
      ehr.grants.refreshTokens.clear()
    },
    misbehave: (rule) => faults.add(rule),
    requests,
    async reset() {
      faults.clear()
      requests.length = 0
      await ehr.reset()
    },
  }
}

/** Launch values and codes stay out of the log: only FHIR addresses keep their query. */
function loggable(address: string): string {
  const url = new URL(address)
  return /\/fhir(\/|$)/.test(url.pathname) ? url.href : `${url.origin}${url.pathname}`
}
