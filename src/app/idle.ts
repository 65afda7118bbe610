const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Calls `onIdle` once nobody has touched keyboard or pointer for so many minutes; the answer stops the watch. */
export function watchIdle(
  minutes: number,
  onIdle: () => void,
  page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
): () => void {
  const limit = minutes * 60_000
  let last = Date.now()
  const touched = () => void (last = Date.now())
  // A computer that slept runs its timers late: the clock decides, not the count of ticks.
  const look = () => {
    if (Date.now() - last < limit) return
    stop()
    onIdle()
  }
  const timer = setInterval(look, Math.min(limit, 15_000))
  const stop = () => {
    clearInterval(timer)
    for (const sign of signs) page.removeEventListener(sign, touched)
  }
  for (const sign of signs) page.addEventListener(sign, touched)
  return stop
}
