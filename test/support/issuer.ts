import type { Issuer } from '#fhir/config.ts'

/** The sandbox as a site would configure it, with what a case changes. */
export function anIssuer(changes: Partial<Issuer> = {}): Issuer {
  return {
    name: 'Sandbox EHR',
    issuer: 'http://localhost:4004/fhir',
    clientId: 'gait-charge',
    scopes: null,
    standaloneLaunch: true,
    pkce: 'required',
    conditionQueries: 'all',
    writeChannels: ['standard'],
    oracle: null,
    conditionalCreate: true,
    pinnedOrigins: [],
    identityKeysUnreadable: 'block',
    timeZone: null,
    idleMinutes: 15,
    performedCodes: [],
    locations: [],
    ...changes,
  }
}
