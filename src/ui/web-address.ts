/** The address where it leads to the web; null for everything that a browser would run, read or open otherwise. */
export function webAddress(written: string | null): string | null {
  return written !== null && URL.canParse(written) && new URL(written).protocol === 'https:' ? written : null
}
