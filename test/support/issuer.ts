import type { Issuer } from '#fhir/config.ts'

/** What the sandbox's config.json says of its places: the office's laboratory records in 3-D with video. */
export const sandboxPlaces: Issuer['locations'] = [
  { location: 'Location/sandbox-hospital-lab', claimType: 'facility', placeOfService: '22' },
  { location: 'Location/sandbox-office-lab', claimType: 'professional', placeOfService: '11', isMotionLaboratory: true },
]

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
