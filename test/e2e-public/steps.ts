import type { Page } from 'playwright-core'
import type { SimulatedError } from '#test/sandbox/launch-value.ts'
import type { FoundChart } from './charts.ts'
import { expectText, launchAddress, type Stage, type Step } from './stage.ts'

const possible = 'possible: specify the ICD-10-CM code'

/** The story that writes nothing: launches, readings and simulated errors. */
export function readingSteps(stage: Stage): readonly Step[] {
  const [chart] = stage.charts
  if (chart === undefined) return []
  return [...stage.charts.map((one) => snomedStep(stage, one)), ...launchSteps(stage, chart), ...errorSteps(stage, chart)]
}

/** A problem in SNOMED CT is possible, and never a silent match. */
function snomedStep(stage: Stage, { snomed, patientId, visit }: FoundChart): Step {
  return [
    `EHR launch, SNOMED CT ${snomed}: ${possible}`,
    async (page) => {
      await page.goto(launchAddress(stage, patientId, { encounter: visit?.id ?? 'AUTO' }))
      await expectText(page, possible)
      const text = await page.locator('main').innerText()
      if (text.includes('is on the list for 96000')) throw new Error('a SNOMED CT code was taken for a match')
    },
  ]
}

function launchSteps(stage: Stage, { patientId, visit }: FoundChart): readonly Step[] {
  const seesVisit = (page: Page) => expectText(page, /^Visit: /)
  return [
    [
      'EHR launch, latest encounter',
      async (page) => {
        await page.goto(launchAddress(stage, patientId))
        await seesVisit(page)
      },
    ],
    [
      'EHR launch, encounter by id',
      async (page) => {
        await page.goto(launchAddress(stage, patientId, { encounter: visit?.id ?? 'AUTO' }))
        await expectText(page, visit?.period?.start?.slice(0, 10) ?? /^Visit: /)
      },
    ],
    [
      'EHR launch, encounter by picker',
      async (page) => {
        await page.goto(launchAddress(stage, patientId, { encounter: 'MANUAL' }))
        await page.locator('button, a.list-group-item, table a, [role=button]').first().click()
        await seesVisit(page)
      },
    ],
    [
      'EHR launch without an encounter',
      async (page) => {
        await page.goto(launchAddress(stage, patientId, { encounter: 'NONE' }))
        await expectText(page, 'Choose the visit')
      },
    ],
    [
      'standalone launch, and a reload of it',
      async (page) => {
        await page.goto(launchAddress(stage, patientId, { type: 'provider-standalone' }))
        await seesVisit(page)
        await page.reload()
        await seesVisit(page)
      },
    ],
  ]
}

/** What the app says to each error that the launcher can play for a public client. */
const simulated: Readonly<Record<Exclude<SimulatedError, 'token_expired_refresh_token'>, RegExp>> = {
  auth_invalid_client_id: /does not accept this app’s registration|refused the sign-in/,
  auth_invalid_redirect_uri: /refused the sign-in/,
  auth_invalid_scope: /refused the sign-in/,
  token_invalid_token: /does not accept this app’s registration|refused the sign-in/,
}

function errorSteps(stage: Stage, { patientId }: FoundChart): readonly Step[] {
  const names = Object.keys(simulated) as (keyof typeof simulated)[]
  return [
    ...names.map((error): Step => [
      `simulated ${error}`,
      async (page) => {
        await page.goto(launchAddress(stage, patientId, { error }))
        await expectText(page, simulated[error])
      },
    ]),
    [
      'simulated token_expired_refresh_token',
      async (page) => {
        // The launcher refuses the refresh; what asks for it is one FHIR answer of 401, which the browser is given here.
        const headers = { 'Access-Control-Allow-Origin': '*' }
        await page.route(/\/fhir\/Encounter/, (route) =>
          route.request().method() === 'GET' ? route.fulfill({ status: 401, headers }) : route.continue(),
        )
        await page.goto(launchAddress(stage, patientId, { error: 'token_expired_refresh_token' }))
        await expectText(page, /session ended/)
      },
    ],
  ]
}
