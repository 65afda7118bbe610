import type { Browser } from 'playwright-core'
import { openBrowser } from '#test/support/browser.ts'
import { floorPage } from './floor-page.ts'
import { median, rounded, type Part } from './part.ts'
import { openSlowServers, type Answered, type SlowServers } from './slow-servers.ts'
import { placesInApp, watchPage, type Watched } from './watch-page.ts'

const latencyMs = 40
const bitsPerSecond = 10_000_000
/** The fourth launch finds every file in the cache, and the code compiled. */
const warmAfter = 3
const patient = { patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' }
const pages = { app: placesInApp, floor: ['#banner', '#draft'] } as const
type PageName = keyof typeof pages

/** One launch, in milliseconds since the navigation to the launch page began. */
interface Launch extends Watched {
  readonly answered: readonly Answered[]
}

/** The bars of the plot, in milliseconds of this machine. */
export interface LaunchTimes {
  readonly name: string
  readonly app: number
  readonly floor: number
}

export interface LaunchPart extends Part {
  readonly times: readonly LaunchTimes[]
}

/**
 * From the launch to the banner and to the draft in a real browser, beside a floor page that sends the same requests without
 * framework, rules or checks: cold and warm, at a quarter of this machine's speed and at full speed. `dist/` must be built.
 */
export async function measureLaunch(rounds: number): Promise<LaunchPart> {
  const floor = { scope: '', reads: [] as readonly string[] }
  const servers = await openSlowServers(latencyMs, () => floorPage(floor))
  const browser = await openBrowser()
  try {
    const [learnt] = await launchSeveral(browser, servers, 'app', 1, 1)
    if (learnt === undefined) throw new Error('The app did not show its draft')
    Object.assign(floor, askedIn(learnt, servers.ehr.base))
    const lines = [`${latencyMs} ms an answer, ${bitsPerSecond / 1e6} Mbit/s, medians of ${rounds}; milliseconds to banner and draft.`]
    const times: LaunchTimes[] = []
    const figures: Record<string, number> = {}
    for (const cpu of [4, 1]) {
      const launches = { app: [] as Launch[][], floor: [] as Launch[][] }
      for (let round = 0; round < rounds; round += 1)
        for (const name of ['app', 'floor'] as const)
          launches[name].push([...(await launchSeveral(browser, servers, name, cpu, warmAfter + 1))])
      for (const [kind, at] of [
        ['cold', 0],
        ['warm', warmAfter],
      ] as const) {
        const of = (name: PageName, what: 'banner' | 'draft') => median(launches[name].flatMap((several) => several[at]?.[what] ?? []))
        const ratio = rounded(of('app', 'draft') / of('floor', 'draft'))
        const name = `${cpu}x CPU, ${kind}`
        lines.push(
          `${name.padEnd(12)} app ${of('app', 'banner')} ${of('app', 'draft')}, floor ${of('floor', 'banner')} ${of('floor', 'draft')}, draft ${ratio} times the floor`,
        )
        times.push({ name, app: of('app', 'draft'), floor: of('floor', 'draft') })
        figures[`draftToFloor${cpu}x${kind === 'cold' ? 'Cold' : 'Warm'}`] = ratio
      }
      if (cpu === 4) lines.push(...waterfallOf(launches.app.flatMap(([cold]) => cold ?? [])))
    }
    return { lines, figures: { ...figures, ...requestsIn(learnt) }, times }
  } finally {
    await browser.close()
    await servers.close()
  }
}

async function launchSeveral(
  browser: Browser,
  { ehr, appUrl, floorUrl, takeAnswered }: SlowServers,
  name: PageName,
  cpu: number,
  times: number,
): Promise<readonly Launch[]> {
  const context = await browser.newContext({ viewport: { width: 400, height: 700 } })
  const launches: Launch[] = []
  for (let time = 0; time < times; time += 1) {
    takeAnswered()
    const query = new URLSearchParams({ iss: ehr.base, launch: ehr.createLaunch(patient) })
    const address = `${name === 'app' ? appUrl : floorUrl}?${query.toString()}`
    const { page, watched } = await watchPage(context, address, pages[name], { cpu, bitsPerSecond })
    const since = ({ began, ended, line }: Answered) => ({ began: began - watched.began, ended: ended - watched.began, line })
    await page.close()
    launches.push({ ...watched, answered: takeAnswered().map(since) })
  }
  await context.close()
  return launches
}

/** What the app asked for until its draft stood: the floor asks for the same. */
function askedIn({ answered, draft }: Launch, base: string): { readonly scope: string; readonly reads: readonly string[] } {
  const path = `${new URL(base).pathname}/`
  const asked = answered.filter(({ began }) => began < draft).map(({ line }) => line.split(' '))
  const authorize = asked.find(([, url = '']) => url.startsWith('/auth/authorize'))?.[1] ?? ''
  const isRead = (method = '', url = '') => method === 'GET' && url.startsWith(path) && !url.includes('.well-known')
  return {
    scope: new URL(authorize, base).searchParams.get('scope') ?? '',
    reads: asked.flatMap(([method, url = '']) => (isRead(method, url) ? [url.slice(path.length)] : [])),
  }
}

/** What a launch may ask for before its draft: one step of reads after the token, no `/metadata`, nothing twice. */
function requestsIn({ answered, draft }: Launch): Readonly<Record<string, number>> {
  const before = answered.filter(({ began }) => began < draft).map(({ began, ended, line }) => ({ began, ended, line }))
  const reads = before.filter(({ line }) => line.startsWith('GET /fhir/') && !line.includes('.well-known'))
  const firstEnd = Math.min(...reads.map(({ ended }) => ended))
  const lines = before.map(({ line }) => line).filter((line) => !line.startsWith('GET /?') && !line.endsWith('/config.json'))
  return {
    fhirStepsAfterToken: reads.some(({ began }) => began > firstEnd) ? 2 : 1,
    metadataBeforeDraft: lines.filter((line) => line.includes('/metadata')).length,
    requestsMadeTwice: lines.length - new Set(lines).size,
  }
}

/** The requests of the launch in the middle. */
function waterfallOf(launches: readonly Launch[]): readonly string[] {
  const [middle] = launches.toSorted((one, other) => one.draft - other.draft).slice(Math.floor(launches.length / 2))
  if (middle === undefined) return []
  const scale = middle.draft / 60
  const bar = ({ began, ended }: Answered) =>
    ' '.repeat(Math.max(0, Math.round(began / scale))) + '#'.repeat(Math.max(1, Math.round((ended - began) / scale)))
  return middle.answered
    .filter(({ began }) => began > -1 && began < middle.draft)
    .toSorted((one, other) => one.began - other.began)
    .map((one) => `   ${bar(one).padEnd(62)} ${String(Math.round(one.ended)).padStart(5)}  ${one.line.slice(0, 60)}`)
}
