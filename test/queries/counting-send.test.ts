import type { Bundle } from 'fhir/r4'
import { expect, test } from 'vitest'
import { countingSend } from '#queries/counting-send.ts'

const page = (count: number, resourceType = 'Condition') =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: Array.from({ length: count }, () => ({ resource: { resourceType } })) }) as Bundle

test('a long reading tells its count page by page, of its own type alone', async () => {
  const counts: number[] = []
  const pages = [page(500), page(3, 'Coverage'), page(0), page(120)]
  const send = countingSend(
    () => Promise.resolve({ status: 200, resource: pages.shift() ?? null }),
    'Condition',
    (count) => void counts.push(count),
  )
  for (let asked = 0; asked < 5; asked += 1) await send({ url: 'Condition' })
  expect(counts).toEqual([500, 620])
})

test.each([
  ['entries that are no list', { resourceType: 'Bundle', type: 'searchset', entry: 'no' } as unknown as Bundle],
  ['an entry that is nothing', { resourceType: 'Bundle', type: 'searchset', entry: [null] } as unknown as Bundle],
])('%s count for nothing and break nothing', async (_name, resource) => {
  const counts: number[] = []
  await countingSend(
    () => Promise.resolve({ status: 200, resource }),
    'Condition',
    (count) => void counts.push(count),
  )({ url: 'Condition' })
  expect(counts).toEqual([])
})
