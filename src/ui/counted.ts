/** A count as the screen writes it, `1,234`. Below a thousand without Intl, whose tables take a slow machine longer than a whole panel. */
export function counted(count: number): string {
  return count < 1000 ? String(count) : count.toLocaleString('en-US')
}
