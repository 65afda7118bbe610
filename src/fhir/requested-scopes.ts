/**
 * What the app asks for: SMART App Launch 2.2, letters of `cruds` in that order. What for, `CapabilityStatement/requirements` and
 * docs/ehr say.
 */
interface ScopeRow {
  readonly level: 'patient' | 'user'
  readonly resource: string
  readonly letters: string
  readonly isRequired: boolean
}

export const scopeTable: readonly ScopeRow[] = [
  { level: 'patient', resource: 'Patient', letters: 'r', isRequired: true },
  { level: 'patient', resource: 'Encounter', letters: 'rs', isRequired: true },
  { level: 'patient', resource: 'Condition', letters: 'rs', isRequired: true },
  { level: 'patient', resource: 'Procedure', letters: 'rs', isRequired: false },
  { level: 'patient', resource: 'ChargeItem', letters: 'crus', isRequired: false },
  { level: 'patient', resource: 'Coverage', letters: 'rs', isRequired: false },
  { level: 'patient', resource: 'Provenance', letters: 'c', isRequired: false },
  { level: 'patient', resource: 'ServiceRequest', letters: 'rs', isRequired: false },
  { level: 'patient', resource: 'Consent', letters: 'rs', isRequired: false },
  { level: 'patient', resource: 'DiagnosticReport', letters: 'rs', isRequired: false },
  { level: 'patient', resource: 'QuestionnaireResponse', letters: 'crus', isRequired: false },
  { level: 'user', resource: 'Practitioner', letters: 'r', isRequired: false },
  { level: 'user', resource: 'PractitionerRole', letters: 'rs', isRequired: false },
]

/** The scope of SMART Web Messaging (STU1) that lets an app put a draft into the EHR's scratchpad. */
export const scratchpadScope = 'messaging/scratchpad'

const contextOf = { ehr: ['launch'], standalone: ['launch/patient', 'launch/encounter'], practice: [] } as const

/**
 * The scope parameter of the authorization request; `literal` is the site's own, for servers of SMART 1.
 * Messaging is asked for only where the site lists it. The practice's view has no patient: its scopes are the user's.
 */
export function requestedScopes(launch: keyof typeof contextOf, literal: string | null, channels: readonly string[] = []): string {
  const rest =
    literal === null
      ? [
          'openid',
          'fhirUser',
          'online_access',
          ...scopeTable.map(({ level, resource, letters }) => `${level}/${resource}.${letters}`),
          ...(channels.includes('web-messaging') ? [scratchpadScope] : []),
        ]
      : literal.split(/\s+/).filter((scope) => scope !== '' && !/^launch(\/|$)/.test(scope))
  const all = [...contextOf[launch], ...rest].join(' ')
  return launch === 'practice' ? all.replaceAll('patient/', 'user/') : all
}
