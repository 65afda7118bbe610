export type Letter = 'c' | 'r' | 'u' | 'd' | 's'

/** `narrowed` holds for some resources of the type only, by a search parameter of the scope. */
export type Grant = 'whole' | 'narrowed' | 'none'

const version1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

/** What the granted scopes allow on a resource type; granted is not what was requested (SMART 2.2, 4.1). */
export function grants(granted: readonly string[], resource: string, letter: Letter): Grant {
  const found = parsed(granted).filter((scope) => allows(scope, resource, letter))
  if (found.length === 0) return 'none'
  return found.some(({ query }) => query === null) ? 'whole' : 'narrowed'
}

/**
 * The category codes that a narrowed grant is limited to.
 * Null where it is narrowed by something else, so that what it leaves out cannot be named.
 */
export function narrowedTo(granted: readonly string[], resource: string, letter: Letter): readonly string[] | null {
  const found = parsed(granted).filter((scope) => allows(scope, resource, letter))
  const categories = found.flatMap(({ query }) => {
    const parameters = [...new URLSearchParams(query ?? '')]
    const values = parameters.length === 1 && parameters[0]?.[0] === 'category' ? parameters[0][1].split(',') : []
    return values.map((value) => value.slice(value.indexOf('|') + 1))
  })
  return categories.length === 0 ? null : [...new Set(categories)]
}

interface ParsedScope {
  readonly resource: string
  readonly letters: string
  readonly query: string | null
}

function parsed(granted: readonly string[]): readonly ParsedScope[] {
  return granted.flatMap((scope) => {
    const found = /^(?:patient|user)\/([A-Za-z]+|\*)\.(read|write|\*|c?r?u?d?s?)(?:\?(.*))?$/.exec(scope)
    const [, resource = '', right = '', query = null] = found ?? []
    return found === null ? [] : [{ resource, letters: version1[right] ?? right, query }]
  })
}

function allows(scope: ParsedScope, resource: string, letter: Letter): boolean {
  return (scope.resource === resource || scope.resource === '*') && scope.letters.includes(letter)
}
