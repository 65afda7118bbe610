/** One way for the server to misbehave, for `times` matching requests. */
export interface FaultRule {
  readonly method?: string
  /** Tested against path and query. */
  readonly pathPattern: RegExp
  /** How often; once unless told. */
  readonly times?: number
  readonly answer: FaultAnswer
}

interface Said {
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

export type FaultAnswer =
  | ({ readonly kind: 'respond' } & Said)
  /** The request takes effect, and this is all that the client hears of it. */
  | ({ readonly kind: 'commit-then-respond' } & Said)
  | { readonly kind: 'delay'; readonly ms: number }
  /** The request takes effect, and its answer never arrives. */
  | { readonly kind: 'commit-then-drop' }
  /** The connection breaks before anything happened. */
  | { readonly kind: 'drop' }

/** Thrown in place of an answer; the listener breaks the connection. */
export class ConnectionDropped extends TypeError {
  constructor() {
    super('fetch failed')
    this.name = 'ConnectionDropped'
  }
}

export interface Faults {
  add(rule: FaultRule): void
  clear(): void
  play(request: Request, answer: () => Promise<Response>): Promise<Response>
}

/** `appOrigins` may read a fault's own answer, so that the app sees its status rather than a network error. */
export function createFaults(appOrigins: readonly string[]): Faults {
  const rules: { readonly rule: FaultRule; left: number }[] = []
  return {
    add: (rule) => void rules.push({ rule, left: rule.times ?? 1 }),
    clear: () => void rules.splice(0),
    async play(request, answer) {
      const url = new URL(request.url)
      const found = rules.find(
        ({ rule, left }) =>
          left > 0 && request.method === (rule.method ?? request.method) && rule.pathPattern.test(`${url.pathname}${url.search}`),
      )
      // A preflight is answered as ever, so that the browser sends the request this rule is about.
      if (found === undefined || request.method === 'OPTIONS') return answer()
      found.left -= 1
      const fault = found.rule.answer
      switch (fault.kind) {
        case 'commit-then-respond':
          await answer()
          return saying(fault, request, appOrigins)
        case 'respond':
          return saying(fault, request, appOrigins)
        case 'delay':
          await new Promise((resolve) => setTimeout(resolve, fault.ms))
          return answer()
        case 'commit-then-drop':
          await answer()
          throw new ConnectionDropped()
        case 'drop':
          throw new ConnectionDropped()
      }
    },
  }
}

function saying({ status, body, headers }: Said, request: Request, appOrigins: readonly string[]): Response {
  return new Response(body ?? null, { status, headers: { ...readable(request, appOrigins), ...headers } })
}

function readable(request: Request, appOrigins: readonly string[]): Readonly<Record<string, string>> {
  const origin = request.headers.get('origin') ?? ''
  return appOrigins.includes(origin) ? { 'Access-Control-Allow-Origin': origin } : {}
}
