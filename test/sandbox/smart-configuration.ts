/** The addresses of one authorization server. */
export interface SmartEndpoints {
  readonly base: string
  readonly authorize: string
  readonly token: string
  readonly jwks: string
}

/** The document at `<base>/.well-known/smart-configuration`. */
export function smartConfiguration({ base, authorize, token, jwks }: SmartEndpoints, advertisesS256 = true): object {
  return {
    issuer: base,
    jwks_uri: jwks,
    authorization_endpoint: authorize,
    token_endpoint: token,
    token_endpoint_auth_methods_supported: ['none'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    response_types_supported: ['code'],
    ...(advertisesS256 ? { code_challenge_methods_supported: ['S256'] } : {}),
    scopes_supported: [
      'openid',
      'fhirUser',
      'profile',
      'launch',
      'launch/patient',
      'launch/encounter',
      'online_access',
      'offline_access',
      'patient/*.cruds',
      'user/*.rs',
    ],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'client-public',
      'sso-openid-connect',
      'context-banner',
      'context-ehr-patient',
      'context-ehr-encounter',
      'context-standalone-patient',
      'context-standalone-encounter',
      'permission-online',
      'permission-offline',
      'permission-patient',
      'permission-user',
      'permission-v1',
      'permission-v2',
      'authorize-post',
    ],
  }
}

/** The document at `<base>/.well-known/openid-configuration`, in the members that an app needs. */
export function openIdConfiguration({ base, authorize, token, jwks }: SmartEndpoints): object {
  return {
    issuer: base,
    jwks_uri: jwks,
    authorization_endpoint: authorize,
    token_endpoint: token,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  }
}
