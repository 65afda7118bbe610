import { describe, expect, test } from 'vitest'
import { app, base, callback, config, kindOf, launchQuery, open, openClinic, sessionOf, start } from '#test/fhir/launching.ts'

openClinic()

test('L07 an address with an EHR and no launch value starts nothing, unless the site allows it', async () => {
  const page = open(`?iss=${encodeURIComponent(base)}`)
  expect(kindOf(await start(page, config({ standaloneLaunch: false })))).toBe('no-launch')
  expect([page.requests, page.left]).toEqual([[], []])
  expect(kindOf(await start(open(launchQuery()), config({ standaloneLaunch: false })))).toBe('leaving')
})

describe('what the token answer may hold', () => {
  const answered = async (extra: object) => {
    const body = { access_token: 'x', token_type: 'Bearer', patient: 'parkinson-a1', encounter: 'v1', expires_in: 300, ...extra }
    const page = open(await callback(), async () => Response.json(body))
    return { page, outcome: await start(page) }
  }

  test.each([{ expires_in: undefined }, { expires_in: 0 }, { expires_in: '300' }, { expires_in: 'soon' }, { token_type: 'bearer' }])(
    'L23 %j gives the session all the same',
    async (extra) => {
      expect(sessionOf((await answered(extra)).outcome)).toMatchObject({ patientId: 'parkinson-a1', encounterId: 'v1' })
    },
  )
  test.each(['', 7, undefined])('L21 the visit %j is no visit: the session has none, and nothing is guessed', async (encounter) =>
    expect(sessionOf((await answered({ encounter })).outcome).encounterId).toBeNull(),
  )
  test.each(['https://evil.example/style.json', 'javascript:alert(1)', 'not an address', 7])(
    'L26 the style %j is not fetched',
    async (style) => {
      const { page, outcome } = await answered({ smart_style_url: style })
      expect(sessionOf(outcome).patientId).toBe('parkinson-a1')
      expect(page.requests).toHaveLength(1)
    },
  )
  test.each([{ intent: 'x'.repeat(1000) }, { appContext: '{'.repeat(100_000) }, { intent: { a: 1 } }])(
    'L30 what nobody asked for is left alone (%#)',
    async (extra) => {
      const { page, outcome } = await answered(extra)
      expect(sessionOf(outcome).encounterId).toBe('v1')
      expect(page.address()).toMatch(new RegExp(`^${app}\\?state=[0-9a-f-]{36}$`))
    },
  )
})
