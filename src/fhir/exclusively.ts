/** Runs one work of this name after the other across the tabs of a browser (Web Locks); without locks, at once. */
export function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  // A context that is not secure has no locks; the EHR's own guards remain.
  const locks = 'navigator' in globalThis ? (navigator.locks as LockManager | undefined) : undefined
  return locks === undefined ? work() : locks.request(`gait-charge/${name}`, work)
}
