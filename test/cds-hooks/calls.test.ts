import { beforeEach, describe, expect, test } from 'vitest'
import { sign } from './keys.ts'
import { aCall, aHospital, cardRules, cardsOf, client, fhirServer, publicUrl, tokenOfHook, wholePrefetch } from './hospital.ts'

let hospital: Awaited<ReturnType<typeof aHospital>>
beforeEach(async () => {
  hospital = await aHospital()
})

const without = (name: string) => Object.fromEntries(Object.entries(aCall()).filter(([key]) => key !== name))

/** Status and words of an OperationOutcome; the service answers the next good call all the same. */
async function problemOf(response: Response): Promise<readonly [status: number, says: string]> {
  const outcome = (await response.json()) as { resourceType: string; issue: readonly { diagnostics: string }[] }
  expect([outcome.resourceType, response.headers.get('Content-Type')]).toEqual(['OperationOutcome', 'application/fhir+json'])
  expect(await cardsOf(await hospital.close())).toHaveLength(1)
  return [response.status, outcome.issue[0]?.diagnostics ?? '']
}

describe('H12 a body that is none', () => {
  test.each(['', '{', 'hook=encounter-discharge', '\u0000', '[1,'])('%j is 400', async (body) => {
    expect(await problemOf(await hospital.close(body))).toEqual([400, 'The body is not JSON.'])
  })
  test.each(['null', '[]', '7', '"x"'])('the JSON %s is 400', async (body) => {
    expect((await problemOf(await hospital.close(body)))[0]).toBe(400)
  })

  test('a body of 5 MB is 413, whether its length is announced or not', async () => {
    const large = JSON.stringify(aCall({ prefetch: { ...wholePrefetch(), other: 'x'.repeat(5_000_000) } }))
    expect((await problemOf(await hospital.close(large)))[0]).toBe(413)
    const url = `${publicUrl}/cds-services/visit-close-discharge`
    let sent = 0
    const stream = new ReadableStream({
      pull(controller) {
        sent += 50_000
        if (sent > 5_000_000) controller.close()
        else controller.enqueue(new Uint8Array(50_000).fill(32))
      },
    })
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${await sign(hospital.key, url, hospital.clock.now)}` }
    expect(
      (
        await problemOf(
          await hospital.service.handle(new Request(url, { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit)),
        )
      )[0],
    ).toBe(413)
    expect(sent).toBeLessThan(1_000_000)
  })
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', null])('the type %s is 415', async (contentType) => {
    expect((await problemOf(await hospital.close(JSON.stringify(aCall()), { contentType })))[0]).toBe(415)
  })
  test('a type with a charset is read', async () =>
    expect((await hospital.close(aCall(), { contentType: 'Application/JSON; charset=utf-8' })).status).toBe(200))
  test('who is not known learns nothing of the body', async () => {
    for (const contentType of ['application/json', 'text/plain'])
      expect((await hospital.close('{', { authorization: null, contentType })).status).toBe(401)
  })
})

describe('H13 a call that does not fit', () => {
  test.each([
    ['the hook of another service', aCall({ hook: 'patient-view' }), 'hook'],
    ['no hook', without('hook'), 'hook'],
    ['no hookInstance', without('hookInstance'), 'hookInstance'],
    ['a hookInstance that is no UUID', aCall({ hookInstance: '1' }), 'hookInstance'],
    ['no context', without('context'), 'context'],
    ['no patient', aCall({ context: { encounterId: 'v1' } }), 'context.patientId'],
    ['a patient that is no id', aCall({ context: { patientId: 'p1?x=1', encounterId: 'v1' } }), 'context.patientId'],
    ['no encounter at discharge', aCall({ context: { patientId: 'p1' } }), 'context.encounterId'],
    ['an encounter that is a path', aCall({ context: { patientId: 'p1', encounterId: '../p2' } }), 'context.encounterId'],
    ['a token without a server', aCall({ fhirAuthorization: tokenOfHook }), 'fhirServer'],
    [
      'a token of another type',
      aCall({ fhirServer, fhirAuthorization: { ...tokenOfHook, token_type: 'MAC' } }),
      'fhirAuthorization.token_type',
    ],
    ['a prefetch that is a list', aCall({ prefetch: [] }), 'prefetch'],
  ])('%s is 400, and only the element is named', async (_, body, element) => {
    expect(await problemOf(await hospital.close(body))).toEqual([400, `Missing or wrong: ${element}.`])
    expect(hospital.requests.filter(({ url }) => url.startsWith(fhirServer))).toEqual([])
  })
  test('an encounter of another patient is 400', async () => {
    const encounter = { resourceType: 'Encounter', id: 'v1', status: 'finished', class: {}, subject: { reference: 'Patient/p2' } }
    expect((await problemOf(await hospital.close(aCall({ prefetch: wholePrefetch({ encounter }) }))))[0]).toBe(400)
  })
  test.each(['/cds-services/other', '/cds-services/', '/', '/cds-services/visit-close-discharge/other'])('%s is 404', async (path) => {
    expect((await problemOf(await hospital.post(path, aCall())))[0]).toBe(404)
  })
})

describe('H17 a fault inside the rules', () => {
  test('gives 500 without a trace, and the log names the place without what was read', async () => {
    const rules = new Proxy(cardRules.rules, {
      get() {
        throw new TypeError('Patient Ada Canary')
      },
    })
    const broken = await aHospital({}, { cardRules: { ...cardRules, rules } })
    const response = await broken.close()
    expect([response.status, await response.json()]).toEqual([
      500,
      {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code: 'exception', diagnostics: 'The service could not answer.' }],
      },
    ])
    const fault = broken.lines.find((line) => line.includes('"fault"')) ?? ''
    expect(fault).toMatch(/"kind":"TypeError","at":"[^"]*src\/core\/[\w-]+\.ts:\d+/)
    expect(broken.lines.join()).not.toMatch(/Canary/)
  })
})

describe('H20 a burst', () => {
  test('1,000 calls at once: those beyond the limit get 429, and a second later all is well', async () => {
    const small = await aHospital({ limits: { perSecond: 10, burst: 50, bodyBytes: 100_000 } })
    const answers = await Promise.all(Array.from({ length: 1000 }, () => small.close(aCall(), { authorization: null })))
    const count = (status: number) => answers.filter((answer) => answer.status === status).length
    expect([count(401), count(429)]).toEqual([50, 950])
    expect(answers.find(({ status }) => status === 429)?.headers.get('Retry-After')).toBe('1')
    small.clock.now += 1000
    expect((await small.close()).status).toBe(200)
  })
})

describe('H19 the log', () => {
  test('holds no token, no id of a chart, nothing that was read and nothing that was sent', async () => {
    const canaries = ['canary', 'Canary', 'p1', 'v1', 'G20', 'Bearer', 'eyJ']
    const display = 'Canary of the chart'
    const prefetch = wholePrefetch({
      encounter: { resourceType: 'Encounter', id: 'v1', status: 'finished', class: {}, reasonCode: [{ text: display }] },
    })
    const calls: readonly unknown[] = [
      aCall({ fhirServer, fhirAuthorization: tokenOfHook, prefetch }),
      aCall({ fhirServer, fhirAuthorization: tokenOfHook, prefetch: {} }),
      aCall({ hook: 'canary' }),
      '{"canary',
      { canary: display },
    ]
    for (const call of calls) {
      await hospital.close(call)
      await hospital.close(call, { authorization: 'Bearer eyJ.canary.x' })
    }
    await hospital.post('/cds-services/canary', { canary: 1 })
    await hospital.post('/cds-services/visit-close-discharge/feedback', {
      feedback: [
        { card: 'canary', outcome: 'overridden', overrideReason: { userComment: display }, outcomeTimestamp: '2026-09-01T15:00:00Z' },
      ],
    })
    expect(hospital.lines).toHaveLength(12)
    for (const canary of canaries) expect(hospital.lines.filter((line) => line.includes(canary))).toEqual([])
    expect(hospital.lines.map((line) => Object.keys(JSON.parse(line) as object).join())).toEqual(
      Array.from({ length: 12 }, () => 'time,event,service,status,outcome,client,ms'),
    )
  })
  test('of a refusal it says that there was one, and not why', async () => {
    await hospital.close(aCall(), { authorization: 'Bearer a.b.c' })
    expect(hospital.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        time: '2026-09-01T15:00:00.000Z',
        event: 'answered',
        service: 'visit-close-discharge',
        status: 401,
        outcome: null,
        client: null,
        ms: 0,
      },
    ])
  })
})

test('every answer forbids storing it', async () => {
  const answers = [await hospital.close(), await hospital.close(aCall(), { authorization: null }), await hospital.post('/x', {})]
  expect(answers.map(({ headers }) => headers.get('Cache-Control'))).toEqual(['no-store', 'no-store', 'no-store'])
})

test('an EHR that calls from a browser is let in from a listed origin only', async () => {
  const browsed = await aHospital({ allowedOrigins: ['https://ehr.example'] })
  const preflight = async (service: typeof hospital, origin: string) => {
    const headers = {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    }
    const request = new Request(`${publicUrl}/cds-services/visit-close-discharge`, { method: 'OPTIONS', headers })
    return (await service.service.handle(request)).headers.get('Access-Control-Allow-Origin')
  }
  expect(await preflight(browsed, 'https://ehr.example')).toBe('https://ehr.example')
  expect(await preflight(browsed, 'https://stranger.example')).toBeNull()
  expect(await preflight(hospital, 'https://ehr.example')).toBeNull()
  expect(client.fhirServers).toEqual([fhirServer])
})
