import { expect, test } from 'vitest'
import { seenInMemory } from '#cds-hooks/seen.ts'

function aStore(most: number, whenFull: 'refuse' | 'forget-oldest') {
  const clock = { now: 1_000_000_000 }
  return { clock, store: seenInMemory({ now: () => clock.now, most, whenFull }) }
}

test('a key is claimed once, and again after its time', async () => {
  const { clock, store } = aStore(10, 'refuse')
  const until = clock.now + 30_000
  expect([await store.claim('a', until), await store.claim('a', until + 1)]).toEqual(['first', 'seen-before'])
  clock.now = until
  expect([await store.has('a'), await store.claim('a', until + 500_000)]).toEqual([false, 'first'])
  clock.now += 120_000
  expect([await store.has('a'), await store.claim('b', until + 500_000), await store.claim('a', until)]).toEqual([
    true,
    'first',
    'seen-before',
  ])
})

test('what has ended makes room; what has not is never forgotten where that would be unsafe', async () => {
  const { clock, store } = aStore(2, 'refuse')
  await store.claim('a', clock.now + 60_000)
  await store.claim('b', clock.now + 600_000)
  expect(await store.claim('c', clock.now + 600_000)).toBe('full')
  clock.now += 180_000
  expect([await store.claim('c', clock.now + 600_000), await store.has('b')]).toEqual(['first', true])
})

test('where it is safe, the oldest makes room', async () => {
  const { clock, store } = aStore(2, 'forget-oldest')
  for (const key of ['a', 'b', 'c']) await store.claim(key, clock.now + 600_000)
  expect([await store.has('a'), await store.has('b'), await store.has('c')]).toEqual([false, true, true])
})
