/**
 * A clock that starts when a slow server is asked. It runs on the same machine as the service, so that a machine that is busy
 * with other tests delays both alike.
 */
export function aClock(ms: number) {
  let ring: (error: Error) => void
  const rings = new Promise<never>((_, reject) => (ring = reject))
  return {
    startingWith:
      <T>(answer: () => T) =>
      (): T => {
        setTimeout(() => ring(new Error(`no answer within ${ms} ms`)), ms).unref()
        return answer()
      },
    /** What the service answers, if it does so before the clock rings; rejects otherwise. */
    first: <T>(answered: Promise<T>): Promise<T> => Promise.race([answered, rings]),
  }
}
