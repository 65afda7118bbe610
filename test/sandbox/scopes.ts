/** One granted permission on a resource type. */
export interface ResourceScope {
  readonly level: 'patient' | 'user'
  readonly type: string
  /** A subset of `cruds`. */
  readonly actions: string
  /** From `?category=system|code`. */
  readonly category: { readonly system: string; readonly code: string } | null
}

export type Action = 'c' | 'r' | 'u' | 'd' | 's'

const version1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

/** Reads `patient/Condition.rs?category=...` and the SMART 1 forms; null for anything else. */
function parseResourceScope(scope: string): ResourceScope | null {
  const found = /^(patient|user)\/([A-Z][A-Za-z]+|\*)\.(\*|read|write|c?r?u?d?s?)(?:\?(.*))?$/.exec(scope)
  if (found === null) return null
  const [, level, type = '', right = '', query] = found
  if (right === '') return null
  const category = query === undefined ? null : categoryOf(query)
  if (query !== undefined && category === null) return null
  return { level: level as 'patient' | 'user', type, actions: version1[right] ?? right, category }
}

function categoryOf(query: string): ResourceScope['category'] {
  const value = new URLSearchParams(query).get('category')
  if (value === null) return null
  const [system = '', code] = value.split('|', 2)
  return code === undefined ? { system: '', code: system } : { system, code }
}

/** The scopes that allow an action on a type. */
export function scopesFor(granted: string, type: string, action: Action): readonly ResourceScope[] {
  return granted.split(' ').flatMap((written) => {
    const scope = parseResourceScope(written)
    return scope !== null && (scope.type === type || scope.type === '*') && scope.actions.includes(action) ? [scope] : []
  })
}

const plainScopes: readonly string[] = [
  'launch',
  'launch/patient',
  'launch/encounter',
  'openid',
  'fhirUser',
  'profile',
  'online_access',
  'offline_access',
]

/** What of the requested scopes this server knows; the rest is left out of the grant, as OAuth allows. */
export function grantable(requested: string, hasMessaging: boolean): string {
  return requested
    .split(/\s+/)
    .filter(
      (scope) => plainScopes.includes(scope) || (hasMessaging && scope === 'messaging/scratchpad') || parseResourceScope(scope) !== null,
    )
    .join(' ')
}
