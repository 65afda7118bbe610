import type { Browser, Page } from 'playwright-core'
import { launchValue, type LauncherOptions } from '#test/sandbox/launch-value.ts'
import type { FoundChart } from './charts.ts'

/** Everything a step of the story needs. */
export interface Stage {
  readonly browser: Browser
  /** Address of the launcher, without trailing slash. */
  readonly launcher: string
  /** Address of the app, with trailing slash. */
  readonly app: string
  readonly charts: readonly FoundChart[]
}

/** A step that was tried; `why` is null when it held. */
export interface Result {
  readonly step: string
  readonly why: string | null
}

export type Step = readonly [name: string, act: (page: Page) => Promise<void>]

/** The address of a launch: the EHR's own, or one that the app begins by itself. */
export function launchAddress(
  { launcher, app }: Pick<Stage, 'launcher' | 'app'>,
  patientId: string,
  more: Partial<LauncherOptions> = {},
): string {
  const options: LauncherOptions = {
    type: 'provider-ehr',
    patients: [patientId],
    providers: ['dr-rivera'],
    encounter: 'AUTO',
    error: null,
    ...more,
  }
  const url = new URL(app)
  if (options.type === 'provider-standalone') url.searchParams.set('iss', `${launcher}/v/r4/sim/${launchValue(options)}/fhir`)
  else {
    url.searchParams.set('iss', `${launcher}/v/r4/fhir`)
    url.searchParams.set('launch', launchValue(options))
  }
  return url.href
}

/** Runs the steps one after the other, each in a fresh window; a step that throws does not stop the others. */
export async function play(stage: Stage, steps: readonly Step[], say: (result: Result) => void): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const [step, act] of steps) {
    const context = await stage.browser.newContext({ viewport: { width: 400, height: 700 } })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    const why = await act(page).then(
      () => null,
      (error: unknown) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)),
    )
    const result = { step, why }
    results.push(result)
    say(result)
    await context.close()
  }
  return results
}

/** Throws a sentence where the app does not say what it should. */
export async function expectText(page: Page, wanted: string | RegExp): Promise<void> {
  await page.getByText(wanted).first().waitFor()
}
