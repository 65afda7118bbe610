import type { OperationOutcome } from 'fhir/r4'

/** An answer that is an error; every route may throw it. */
export class Problem extends Error {
  readonly status: number
  readonly code: OperationOutcome['issue'][number]['code']
  readonly expression: readonly string[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: OperationOutcome['issue'][number]['code'],
    text: string,
    more: { readonly expression?: readonly string[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(text)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.expression = more.expression ?? []
    this.headers = more.headers ?? {}
  }
}

/** The OperationOutcome with one error. */
export function outcome(
  code: OperationOutcome['issue'][number]['code'],
  text: string,
  expression: readonly string[] = [],
): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, details: { text }, ...(expression.length === 0 ? {} : { expression: [...expression] }) }],
  }
}
