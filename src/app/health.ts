import '#ui/first.css'
import '#ui/tokens.css'
import '#ui/health.css'
import { headersAt } from '#deploy/site-headers.ts'
import { ConfigError, type Config } from '#fhir/config.ts'
import { loadConfig } from './load-config.ts'
import { loadRules } from './load-rules.ts'

/*
 * The health page: what whoever deploys wants to know before the first clinician does. It is built apart, so that nothing of
 * it lies on the way of a launch, and uses the app's own parsers, so that both refuse the same.
 */
interface Check {
  readonly isGood: boolean
  readonly title: string
  readonly more: readonly string[]
}

void checks().then((found) => document.getElementById('checks')?.replaceChildren(...found.map(row)))

async function checks(): Promise<readonly Check[]> {
  const config = await loadConfig().catch((error: unknown) => error)
  if (!isConfig(config)) {
    const why = config instanceof ConfigError ? config.message : 'config.json: not readable'
    return [{ isGood: false, title: why, more: ['The app does not start with it, and sends nothing. Correct it, then reload this page.'] }]
  }
  return [
    {
      isGood: true,
      title: 'config.json can be used.',
      more: config.issuers.map(({ name, issuer }) => `${name}: ${issuer}`),
    },
    ...(await Promise.all([checkOverlays(config), checkHeaders(config)])),
  ]
}

function isConfig(loaded: unknown): loaded is Config {
  return typeof loaded === 'object' && loaded !== null && 'issuers' in loaded
}

async function checkOverlays({ ruleOverlays = [] }: Config): Promise<Check> {
  if (ruleOverlays.length === 0) return { isGood: true, title: 'No rules of the site’s own are named.', more: [] }
  const rules = await loadRules(ruleOverlays)
  return rules instanceof ConfigError
    ? { isGood: false, title: rules.message, more: ['The app does not start with it. Correct the file, then reload this page.'] }
    : { isGood: true, title: 'The site’s own rules lie over those of the app.', more: ruleOverlays }
}

/** Whether the server says what this config.json asks for: headers that were made from an older one are the usual mistake. */
async function checkHeaders(config: Config): Promise<Check> {
  const answer = await fetch('./', { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  const wrong = headersAt('/', config).filter(([name, value]) => answer?.headers.get(name) !== value)
  if (wrong.length === 0) return { isGood: true, title: 'The server sends the headers that config.json asks for.', more: [] }
  return {
    isGood: false,
    title: `The server sends other headers than config.json asks for: ${wrong.map(([name]) => name).join(', ')}.`,
    more: ['Run “npm run deploy:headers” again, put its file in place, and reload the server.'],
  }
}

function row({ isGood, title, more }: Check): HTMLElement {
  const line = document.createElement('li')
  line.className = `notice notice-${isGood ? 'good' : 'stop'}`
  const parts = [`${isGood ? 'Good' : 'Wrong'}: ${title}`, ...more].map((text) => {
    const part = document.createElement('p')
    part.textContent = text
    return part
  })
  parts[0]?.classList.add('notice-title')
  line.append(...parts)
  return line
}
