import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { aSandbox } from '#test/fhir/sign-in.ts'
import type { Sandbox } from '#test/sandbox/sandbox.ts'
import { ClinicModel, pass, storageOfHere } from './clinic-model.ts'
import { brokenIn } from './judge.ts'
import { anySteps } from './steps.ts'
import { forget, witness } from './witness.ts'

// `npm run faults` asks for a thousand, and names its seed.
const numRuns = Number(process.env['SEQUENCES'] ?? 40)
const seed = process.env['SEQUENCES_SEED'] === undefined ? Date.now() & 0x7fffffff : Number(process.env['SEQUENCES_SEED'])

const path = process.env['SEQUENCES_PATH']

const kinds = [
  { isCareless: false, lagMs: 0 },
  { isCareless: false, lagMs: 30_000 },
  { isCareless: true, lagMs: 5000 },
  { isCareless: true, lagMs: 30_000 },
] as const
const servers: Sandbox[] = []

beforeAll(async () => {
  for (const { isCareless, lagMs } of kinds)
    servers.push(await aSandbox({ quirks: { honoursIfNoneExist: !isCareless, searchLagMs: lagMs }, accessTokenSeconds: 360_000 }))
})
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.stubGlobal('sessionStorage', storageOfHere)
  // Every pause elapses at once, and the clock moves on by it.
  vi.stubGlobal('setTimeout', (then: () => void, ms = 0) => {
    if (ms <= 20_000) pass(ms)
    return setImmediate(then)
  })
  vi.stubGlobal('clearTimeout', (timer: NodeJS.Immediate | undefined) => timer !== undefined && clearImmediate(timer))
})
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test(
  `W14 W15 W16 W17 W21 W22 W29 whatever people and servers do, one charge stands and none is lost (${numRuns} sequences, seed ${seed})`,
  { timeout: 3_600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: kinds.length - 1 }), anySteps, async (which, steps) => {
        const ehr = servers[which]
        const kind = kinds[which]
        if (ehr === undefined || kind === undefined) throw new Error('no such server')
        await ehr.reset()
        forget()
        const clinic = new ClinicModel(ehr, kind)
        await clinic.open('dr-rivera')
        for (const step of steps) await clinic.take(step)
        await clinic.close()
        expect(await brokenIn(witness)).toEqual([])
      }),
      {
        numRuns,
        seed,
        ...(path === undefined ? {} : { path }),
        endOnFailure: process.env['SEQUENCES_SEED'] === undefined && numRuns > 100,
      },
    )
  },
)
