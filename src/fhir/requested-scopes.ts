/** What the app asks for: SMART App Launch 2.2, letters of `cruds` in that order. */
interface ScopeRow {
  readonly level: 'patient' | 'user'
  readonly resource: string
  readonly letters: string
  readonly usedFor: string
  readonly isRequired: boolean
}

export const scopeTable: readonly ScopeRow[] = [
  { level: 'patient', resource: 'Patient', letters: 'r', usedFor: 'who the visit is about', isRequired: true },
  { level: 'patient', resource: 'Encounter', letters: 'rs', usedFor: 'the visit, or a choice of visits', isRequired: true },
  { level: 'patient', resource: 'Condition', letters: 'rs', usedFor: 'the diagnoses', isRequired: true },
  { level: 'patient', resource: 'Procedure', letters: 'rs', usedFor: 'whether the service was performed', isRequired: false },
  { level: 'patient', resource: 'ChargeItem', letters: 'crus', usedFor: 'existing charges, and the confirmed one', isRequired: false },
  { level: 'patient', resource: 'Coverage', letters: 'rs', usedFor: 'what the payer asks for', isRequired: false },
  { level: 'patient', resource: 'Provenance', letters: 'c', usedFor: 'the attestation beside the charge', isRequired: false },
  { level: 'patient', resource: 'ServiceRequest', letters: 'rs', usedFor: 'the order, at visit close', isRequired: false },
  { level: 'patient', resource: 'Consent', letters: 'rs', usedFor: 'the consent, at visit close', isRequired: false },
  {
    level: 'patient',
    resource: 'DiagnosticReport',
    letters: 'rs',
    usedFor: 'the report of the reading, at visit close',
    isRequired: false,
  },
  { level: 'patient', resource: 'QuestionnaireResponse', letters: 'crus', usedFor: 'the answers at visit close', isRequired: false },
  { level: 'user', resource: 'Practitioner', letters: 'r', usedFor: 'the name of the signed-in user', isRequired: false },
  { level: 'user', resource: 'PractitionerRole', letters: 'rs', usedFor: 'the specialty of who performed it', isRequired: false },
]

/** The scope of SMART Web Messaging (STU1) that lets an app put a draft into the EHR's scratchpad. */
export const scratchpadScope = 'messaging/scratchpad'

/**
 * The scope parameter of the authorization request; `literal` is the site's own, for servers of SMART 1.
 * Messaging is asked for only where the site lists it.
 */
export function requestedScopes(launch: 'ehr' | 'standalone', literal: string | null, channels: readonly string[] = []): string {
  const context = launch === 'ehr' ? ['launch'] : ['launch/patient', 'launch/encounter']
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
  return [...context, ...rest].join(' ')
}
