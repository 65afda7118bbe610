import { describe, expect, test } from 'vitest'
import { readRoles } from '#fhir/read-roles.ts'
import type { ChartAccess } from '#fhir/session.ts'

/** A chart whose server holds these roles, and what it was asked. */
function aChart(found: Readonly<Record<string, readonly string[]>>, scopes = ['user/PractitionerRole.rs']) {
  const asked: string[] = []
  const session: ChartAccess = {
    issuer: { conditionQueries: 'all', oracle: null, timeZone: null, performedCodes: [], locations: [] },
    base: 'https://ehr.example/fhir',
    patientId: 'p1',
    grantedScopes: scopes,
    send: ({ url }) => {
      const { search } = new URL(url)
      asked.push(decodeURIComponent(search))
      const ids = found[decodeURIComponent(search)]
      if (ids === undefined)
        return Promise.resolve({
          status: 200,
          resource: { resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url: 'https://elsewhere.example/' }] },
        })
      const entry = ids.map((id) => ({ resource: { resourceType: 'PractitionerRole' as const, id } }))
      return Promise.resolve({ status: 200, resource: { resourceType: 'Bundle', type: 'searchset', entry } })
    },
  }
  return { session, asked }
}

describe('the roles of who performed it', () => {
  test('are searched for practitioners, and read themselves where the chart names a role', async () => {
    const { session, asked } = aChart({ '?practitioner=Practitioner/d1': ['a'], '?_id=r7': ['r7'] })
    const reading = await readRoles(session, ['https://ehr.example/fhir/Practitioner/d1', 'PractitionerRole/r7', 'Organization/o1'])
    expect(reading).toMatchObject({ status: 'read', resources: [{ id: 'a' }, { id: 'r7' }] })
    expect(asked).toEqual(['?practitioner=Practitioner/d1', '?_id=r7'])
  })
  test('ask nothing where nobody of that kind performed it', async () => {
    const { session, asked } = aChart({})
    expect(await readRoles(session, ['Organization/o1', '#contained'])).toMatchObject({ status: 'read', resources: [] })
    expect(asked).toEqual([])
  })
  test('are unreadable, not none, without the scope', async () => {
    const { session, asked } = aChart({}, ['user/Practitioner.r'])
    expect(await readRoles(session, ['Practitioner/d1'])).toEqual({ status: 'unreadable', gap: 'not-granted' })
    expect(asked).toEqual([])
  })
  test.each([
    ['the first search', ['Practitioner/d1', 'PractitionerRole/r7'], { '?_id=r7': ['r7'] }],
    ['the second search', ['Practitioner/d1', 'PractitionerRole/r7'], { '?practitioner=Practitioner/d1': ['a'] }],
  ] as const)('are read in part where %s leads elsewhere', async (_name, performers, found) => {
    expect(await readRoles(aChart(found).session, performers)).toMatchObject({ status: 'partly-read', gap: 'broken-paging' })
  })
})
