import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, vi } from 'vitest'
import { isWithdrawn } from '#core/existing-charges.ts'
import type { ChargeItem } from 'fhir/r4'
import type { Session } from '#fhir/session.ts'
import type { WriteState } from '#fhir/write-state.ts'
import { aDesk, signer, tool } from '#test/fhir/at-the-desk.ts'
import { signIn, straightTo } from '#test/fhir/sign-in.ts'
import { aStorage } from '#test/fhir/storage.ts'
import { patientId } from '#test/fhir/writing-desk.ts'
import type { Sandbox } from '#test/sandbox/sandbox.ts'
import { brokenInStorage } from './judge.ts'
import type { Step, WriteFault } from './steps.ts'

interface Place {
  readonly storage: Storage
  readonly session: Session
  readonly at: Awaited<ReturnType<typeof aDesk>>
}

/** Which window's storage the code that runs now sees. */
const here = new AsyncLocalStorage<Storage>()
export const storageOfHere = new Proxy({} as Storage, {
  get: (_, name) => {
    const storage = here.getStore()
    const value: unknown = storage === undefined ? undefined : Reflect.get(storage, name)
    return typeof value === 'function' ? (value as (...words: unknown[]) => unknown).bind(storage) : value
  },
  ownKeys: () => [],
})
/** How long after it was sent a late write arrives. */
const lateMs = 20_000
export const pass = (ms: number) => void vi.setSystemTime(Date.now() + ms)

/** One day of one patient: windows that come and go, an EHR that fails, and what each window was told. */
export class ClinicModel {
  readonly #ehr: Sandbox
  readonly #lagMs: number
  readonly #isCareless: boolean
  readonly #places: Place[] = []
  readonly #promised = new Map<string, string>()
  /** What an unclear write of a window may have made, or may yet make, of a charge. */
  readonly #attempted = new Map<string, readonly { readonly by: Storage; readonly status: string }[]>()
  readonly #late: { readonly at: number; readonly send: () => Promise<unknown> }[] = []
  #writeFault: WriteFault | null = null
  #failingSearches = 0
  #lastWriter: Place | null = null

  constructor(ehr: Sandbox, quirks: { readonly lagMs: number; readonly isCareless: boolean }) {
    this.#ehr = ehr
    this.#lagMs = quirks.lagMs
    this.#isCareless = quirks.isCareless
  }

  async open(practitionerId: string): Promise<void> {
    await this.#letSearchCatchUp(null)
    const storage = aStorage()
    const session = await signIn(this.#ehr, { patientId, encounterId: `${patientId}-visit`, practitionerId }, {}, this.#network())
    this.#places.push({ storage, session, at: await here.run(storage, async () => aDesk(session)) })
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'wait') return this.#wait(step.seconds * 1000)
    if (step.do === 'write fault') return void (this.#writeFault = step.fault)
    if (step.do === 'searches fail') return void (this.#failingSearches = step.times)
    if (step.do === 'second tab') return this.open('dr-rivera')
    if (step.do === 'second user') return this.open('dr-okafor')
    if (this.#places.length === 0) await this.open('dr-rivera')
    if (step.do === 'both confirm') {
      const [one, other] = this.#places
      if (one === undefined || other === undefined) return undefined
      // Where the EHR keeps no condition and its search lags, nothing could keep two windows apart: see the known limit.
      if (this.#isCareless) return this.#in(one, 'confirm')
      await Promise.all([this.#act(one, 'confirm'), this.#act(other, 'confirm')])
      return undefined
    }
    const place = this.#places[step.who % this.#places.length]
    return place === undefined ? undefined : this.#in(place, step.do)
  }

  /** The end of the day: faults are over, every open window looks again, and what was promised must stand. */
  async close(): Promise<void> {
    this.#writeFault = null
    this.#failingSearches = 0
    await this.#wait(61_000)
    for (const place of this.#places) await this.#lookAgain(place)
    const charges = await this.#ehr.charges(patientId)
    const live = charges.filter((charge) => !isWithdrawn(charge))
    expect(live.map(({ id, status }) => `${id} ${status}`).slice(1), 'duplicate live charges').toEqual([])
    const lost = [...this.#promised].filter(([id, status]) => {
      const stands = charges.find((charge) => charge.id === id)?.status
      return stands !== status && !(this.#attempted.get(id) ?? []).some(({ status }) => status === stands)
    })
    expect(lost, 'saved, and not there').toEqual([])
    expect(
      this.#places.flatMap(({ storage }) => brokenInStorage(storage)),
      'kept in storage',
    ).toEqual([])
  }

  async #in(place: Place, act: Exclude<Step['do'], 'wait'>): Promise<void> {
    await this.#letSearchCatchUp(place)
    return this.#act(place, act)
  }

  async #act(place: Place, act: Step['do']): Promise<void> {
    const { at, storage } = place
    const { desk } = at
    const before = desk.state()
    const seen = (at.visits.mock.lastCall?.[0] as typeof at.seen | undefined) ?? at.seen
    await here.run(storage, async () => {
      switch (act) {
        case 'confirm':
          return this.#heard(storage, await at.press('billable', {}, { seen }), ['billable'])
        case 'reopen and confirm':
          return this.#heard(storage, await at.press('billable', { reopen: true }, { seen }), ['billable'])
        case 'save draft':
          return this.#heard(storage, await at.press('planned', {}, { seen }), ['planned'])
        case 'not billable':
          return this.#heard(storage, await at.press('not-billable', {}, { seen }), ['not-billable'])
        case 'take back': {
          if (before.stage !== 'saved' || isWithdrawn(before.outcome.charge)) return undefined
          return this.#heard(storage, await desk.takeBack(before.outcome.charge, { seen, signer, tool }), ['entered-in-error'])
        }
        case 'look again':
          return this.#lookAgain(place)
        case 'send again':
          if (before.stage !== 'unknown' || before.sendAgain !== 'now') return undefined
          return this.#heard(storage, await desk.sendAgain(), ['billable', 'planned', 'not-billable', 'entered-in-error'])
        case 'back to the draft':
          return desk.reopen()
        case 'reload': {
          const again = { ...place, at: await aDesk(place.session) }
          this.#places.splice(this.#places.indexOf(place), 1, again)
          if (this.#lastWriter === place) this.#lastWriter = again
          return this.#heard(storage, await again.at.resume(), [])
        }
        default:
          return void this.#places.splice(this.#places.indexOf(place), 1)
      }
    })
    if (this.#places.includes(place)) this.#lastWriter = place
  }

  /** Only a new word counts: what a window said before somebody else acted is no promise any more. */
  async #lookAgain({ storage, at: { desk } }: Place): Promise<void> {
    const before = desk.state()
    const after = await here.run(storage, () => desk.lookAgain())
    if (after !== before) this.#heard(storage, after, [])
  }

  #heard(by: Storage, state: WriteState, asked: readonly ChargeItem['status'][]): void {
    if (state.stage === 'saved') {
      const { id = '', status } = state.outcome.charge
      this.#promised.set(id, status)
      // What another window has in the air may still arrive: this one knows nothing of it.
      this.#attempted.set(
        id,
        (this.#attempted.get(id) ?? []).filter((one) => one.by !== by),
      )
      return
    }
    if (state.stage !== 'unknown') return
    for (const id of this.#promised.keys())
      this.#attempted.set(id, [...(this.#attempted.get(id) ?? []), ...asked.map((status) => ({ by, status }))])
  }

  /** The known limit: another window knows of a write only once the EHR's search shows it. */
  async #letSearchCatchUp(place: Place | null): Promise<void> {
    if (!this.#isCareless || place === this.#lastWriter) return
    if (this.#late.length > 0) await this.#wait(lateMs)
    if (this.#ehr.requests.some(({ method }) => method !== 'GET')) await this.#wait(this.#lagMs + 1)
  }

  async #wait(ms: number): Promise<void> {
    pass(ms)
    for (const late of this.#late.splice(0)) await (late.at <= Date.now() ? late.send() : this.#late.push(late))
  }

  #network(): typeof fetch {
    const straight = straightTo(this.#ehr)
    const lost = () => new TypeError('Failed to fetch')
    return async (input, init) => {
      const url = String(input)
      const method = init?.method ?? 'GET'
      if (method === 'GET' && /ChargeItem\?/.test(url) && this.#failingSearches > 0) {
        this.#failingSearches -= 1
        return new Response('', { status: 503 })
      }
      const fault = method !== 'GET' && url.includes('/ChargeItem') ? this.#writeFault : null
      if (fault === null) return straight(input, init)
      this.#writeFault = null
      if (fault.startsWith('commit-then')) await straight(input, init)
      switch (fault) {
        case '500':
        case 'commit-then-500':
          return new Response('', { status: 500 })
        case '429':
        case '401':
          return new Response('', { status: Number(fault) })
        case 'timeout':
        case 'commit-then-timeout':
          pass(15_000)
          throw lost()
        case 'arrives-later':
          this.#late.push({ at: Date.now() + lateMs, send: () => straight(input, { ...init, signal: null }) })
          throw lost()
        default:
          throw lost()
      }
    }
  }
}
