/** `full` where the store could take no more without forgetting what it must not forget. */
type Claim = 'first' | 'seen-before' | 'full'

/**
 * What this service has seen, each until its own time (milliseconds). Several copies of the service share one store behind this
 * interface; `claim` must then be one atomic step (Redis: `SET key 1 NX PXAT until`), or a token could be replayed at two copies at once.
 */
export interface Seen {
  claim(key: string, until: number): Promise<Claim>
  has(key: string): Promise<boolean>
}

interface SeenOptions {
  readonly now: () => number
  readonly most: number
  /** A token that is forgotten could be replayed; a card that is forgotten is merely unknown. */
  readonly whenFull: 'refuse' | 'forget-oldest'
}

const bucketMs = 60_000

/** The store of one process. Keys leave by whole minutes, so that a claim costs the same however many there are. */
export function seenInMemory({ now, most, whenFull }: SeenOptions): Seen {
  const untilOf = new Map<string, number>()
  const buckets = new Map<number, Set<string>>()
  let swept = 0

  function forget(key: string): void {
    buckets.get(bucketOf(untilOf.get(key)))?.delete(key)
    untilOf.delete(key)
  }

  function sweep(): void {
    const minute = bucketOf(now())
    if (minute === swept) return
    swept = minute
    for (const [bucket, keys] of buckets) {
      if (bucket >= minute) continue
      for (const key of keys) untilOf.delete(key)
      buckets.delete(bucket)
    }
  }

  function keep(key: string, until: number): void {
    untilOf.set(key, until)
    const keys = buckets.get(bucketOf(until)) ?? new Set()
    buckets.set(bucketOf(until), keys.add(key))
  }

  const has = (key: string) => (untilOf.get(key) ?? 0) > now()

  return {
    has: (key) => Promise.resolve(has(key)),
    claim(key, until) {
      sweep()
      if (has(key)) return Promise.resolve('seen-before')
      forget(key)
      if (untilOf.size >= most) {
        if (whenFull === 'refuse') return Promise.resolve('full')
        const [oldest] = untilOf.keys()
        if (oldest !== undefined) forget(oldest)
      }
      keep(key, until)
      return Promise.resolve('first')
    },
  }
}

function bucketOf(moment: number | undefined): number {
  return Math.floor((moment ?? 0) / bucketMs)
}
