import type { ChargeItem } from 'fhir/r4'
import { beforeAll, beforeEach, vi } from 'vitest'
import { chargeIdentifier } from '#core/charge-key.ts'
import { codeSystem, extensionUrl } from '#core/codes.ts'
import type { Session } from '#fhir/session.ts'
import { meansWith, type Means } from '#fhir/means.ts'
import { standardWriter } from '#fhir/standard-writer.ts'
import { writeCharge } from '#fhir/write-charge.ts'
import type { ChargeWish } from '#fhir/write-outcome.ts'
import type { FaultAnswer } from '#test/sandbox/faults.ts'
import type { SandboxOptions } from '#test/sandbox/options.ts'
import type { Sandbox } from '#test/sandbox/sandbox.ts'
import { sawPress } from '#test/faults/witness.ts'
import { aSandbox, signIn } from './sign-in.ts'
import { aStorage } from './storage.ts'

export const patientId = 'knee-right'
const day = '2026-11-20'
export const where = { timeZone: null, performedCodes: [], encounterId: `${patientId}-visit` }
export const key = { issuer: 'http://localhost:4004/fhir', patientId, dateOfService: day }
export const identifier = chargeIdentifier(key, 0)
export const modifier = {
  url: extensionUrl.chargeModifier,
  extension: [
    { url: 'code', valueCodeableConcept: { coding: [{ system: codeSystem.cpt, code: '59' }] } },
    { url: 'sequence', valuePositiveInt: 1 },
  ],
}

export const draft: ChargeItem = {
  resourceType: 'ChargeItem',
  status: 'planned',
  code: { coding: [{ system: codeSystem.cpt, code: '96000' }], text: 'Motion analysis' },
  subject: { reference: `Patient/${patientId}` },
  context: { reference: `Encounter/${patientId}-visit` },
  occurrenceDateTime: day,
  performer: [{ actor: { reference: 'Practitioner/dr-rivera' } }],
  quantity: { value: 1 },
  enterer: { reference: 'Practitioner/dr-rivera' },
  enteredDate: '2026-11-20T12:00:00Z',
  reason: [{ coding: [{ system: codeSystem.icd10cm, code: 'M17.11' }] }],
  extension: [modifier],
}
export const wish = (status: ChargeWish['status'], changes: Partial<ChargeWish> = {}): ChargeWish => ({ status, draft, key, ...changes })

export let ehr: Sandbox
export let session: Session
export let waits: number[] = []
export const wait = async (ms: number) => void waits.push(ms)
export const means = (by = session, more: Partial<Means> = {}) => meansWith(standardWriter(by), { wait, ...more })
export const write = (what: ChargeWish, by = session, more: Partial<Means> = {}) => {
  sawPress(by)
  return writeCharge(by, what, where, means(by, more))
}
export const writes = () => ehr.requests.filter(({ method, url }) => method !== 'GET' && url.includes('/fhir/'))
export const stored = (changes: Partial<ChargeItem> = {}) => ehr.create({ ...draft, ...changes })
export const fault = (method: string, answer: FaultAnswer, times = 1, pathPattern = /ChargeItem/) =>
  ehr.misbehave({ method, pathPattern, times, answer })

/** One visit of one patient, signed in anew before each test, with no charge yet. */
export function openDesk(options: Partial<SandboxOptions> = {}): void {
  beforeAll(async () => {
    ehr = await aSandbox(options)
  })
  beforeEach(async () => {
    await ehr.reset()
    vi.stubGlobal('sessionStorage', aStorage())
    waits = []
    session = await signIn(ehr, { patientId, encounterId: `${patientId}-visit` })
  })
}
