import type { BrowserContext } from 'playwright-core'

export interface Watched {
  /** Each `securitypolicyviolation` of any page or frame: the directive and what it blocked. */
  violations(): readonly string[]
  /** Each line of the console that tells of one. */
  lines(): readonly string[]
}

/** Counts from now on what the pages of a window do against their content policy, by event and by console. */
export async function watchPolicy(context: BrowserContext): Promise<Watched> {
  const violations: string[] = []
  const lines: string[] = []
  await context.exposeFunction('countViolation', (violation: string) => void violations.push(violation))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      ;(window as unknown as { countViolation(violation: string): void }).countViolation(`${effectiveDirective} ${blockedURI}`)
    })
  })
  context.on('console', (line) => {
    if (/content security policy|trusted ?types|TrustedHTML/i.test(line.text())) lines.push(line.text())
  })
  return { violations: () => violations, lines: () => lines }
}
