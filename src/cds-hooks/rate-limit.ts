interface RateLimit {
  /** Requests that refill in one second. */
  readonly perSecond: number
  /** Requests that may come at once. */
  readonly burst: number
}

/** A bucket of tokens: answers whether one more request may pass now. `now` in milliseconds. */
export function limitRate({ perSecond, burst }: RateLimit, now: () => number): () => boolean {
  let tokens = burst
  let last = now()
  return () => {
    const moment = now()
    tokens = Math.min(burst, tokens + (Math.max(0, moment - last) / 1000) * perSecond)
    last = moment
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
