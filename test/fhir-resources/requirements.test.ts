import type { CapabilityStatement } from 'fhir/r4'
import { expect, test } from 'vitest'
import { scopeTable } from '#fhir/requested-scopes.ts'
import { ruleFiles } from '#test/support/build.ts'

const interactions: Readonly<Record<string, string>> = { c: 'create', r: 'read', u: 'update', s: 'search-type' }
const requirements = (ruleFiles as readonly CapabilityStatement[]).find(({ resourceType }) => resourceType === 'CapabilityStatement')
const resources = requirements?.rest?.[0]?.resource ?? []

test('what an EHR must offer is what the app asks scopes for, and no more', () =>
  expect(resources.map(({ type }) => type)).toEqual(scopeTable.map(({ resource }) => resource)))

const scopes = scopeTable.map((row) => ({ ...row, scope: `${row.level}/${row.resource}.${row.letters}` }))

test.each(scopes)(
  '$scope is named where it is needed, and grants every interaction that is named',
  ({ scope, resource, letters, isRequired }) => {
    const named = resources.find(({ type }) => type === resource)
    const granted = new Set(letters.split('').map((letter) => interactions[letter]))
    expect(named?.documentation).toContain(`Scope ${scope}`)
    expect(named?.extension?.[0]?.valueCode).toBe(isRequired ? 'SHALL' : 'SHOULD')
    expect(named?.interaction?.length).toBeGreaterThan(0)
    expect(named?.interaction?.filter(({ code }) => !granted.has(code))).toEqual([])
  },
)
