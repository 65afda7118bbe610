import type { ChargeItem } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import type { Session } from '#fhir/session.ts'
import { draft, openDesk, session, wish, write, writes } from './writing-desk.ts'

openDesk()

describe('a charge of a broken shape', () => {
  /** The EHR answers a search with this charge, whose performer names nobody, besides its own. */
  const beside = (changes: Partial<ChargeItem>): Session => ({
    ...session,
    send: async (request) => {
      const answer = await session.send(request)
      if (answer.resource?.resourceType !== 'Bundle') return answer
      const resource = { ...draft, id: 'broken', meta: { versionId: '1' }, performer: [{}], ...changes } as ChargeItem
      return { ...answer, resource: { ...answer.resource, entry: [...(answer.resource.entry ?? []), { resource }] } }
    },
  })

  test('stops the write while nobody checked, and a live one of that day also then', async () => {
    const live = beside({ status: 'billable' })
    expect(await write(wish('billable'), live)).toEqual({ kind: 'not-sent', why: 'not-fhir' })
    expect(await write(wish('billable', { isChecked: true }), live)).toMatchObject({ kind: 'already-charged', charge: { id: 'broken' } })
    expect(writes()).toEqual([])
  })
  test('is never overwritten with what little was understood of it', async () => {
    expect(await write(wish('billable', { isChecked: true }), beside({ status: 'planned' }))).toEqual({ kind: 'not-sent', why: 'refused' })
    expect(writes()).toEqual([])
  })
})
