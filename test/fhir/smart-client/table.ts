/** One requirement on a client, by the number that the test kit for SMART App Launch 2.2.0 gave it. */
interface Requirement {
  readonly number: number
  readonly clause: string
  /** In this project's own words. */
  readonly words: string
}

const launch = 'SMART App Launch 2.2, app-launch'
const scopes = 'SMART App Launch 2.2, scopes-and-launch-context'

/**
 * What SMART App Launch 2.2 asks of a public app that an EHR launches, and what no public test kit checks: the Inferno kit
 * lists each of these, has a test for none of them but 39, 40 and 93, and there sees that a `state` and a token are present.
 */
export const requirements: readonly Requirement[] = [
  {
    number: 1,
    clause: `${launch}, app protection; RFC 6749, 1.6`,
    words: 'codes, verifiers and tokens travel over TLS to the listed EHR only',
  },
  { number: 2, clause: `${launch}, app protection`, words: 'each launch has a state of its own that nobody can guess' },
  {
    number: 4,
    clause: `${launch}, app protection; RFC 6749, 10.12`,
    words: 'whatever arrives at the redirect address is checked for its state',
  },
  { number: 5, clause: `${launch}, app protection`, words: 'nothing that the address or the chart holds runs as code' },
  {
    number: 6,
    clause: `${launch}, app protection; RFC 9700, 4.11.1`,
    words: 'what came back is passed on to no address that somebody wrote',
  },
  { number: 7, clause: `${launch}, app protection`, words: 'no bearer token is put into a cookie' },
  {
    number: 29,
    clause: `${launch}, retrieve .well-known/smart-configuration`,
    words: 'the endpoints are those found below the FHIR base, asked for as JSON',
  },
  {
    number: 39,
    clause: `${launch}, obtain authorization code; RFC 6749, 10.12`,
    words: 'a sign-in that somebody else began neither opens nor replaces a session',
  },
  { number: 40, clause: `${launch}, obtain authorization code`, words: 'state holds 122 random bits of the browser’s secure generator' },
  { number: 50, clause: `${launch}, obtain authorization code`, words: 'the authorization request is one GET or one POST' },
  {
    number: 51,
    clause: `${launch}, obtain authorization code; OpenID Connect Core, 13.1`,
    words: 'a GET carries its parameters as a query string, whatever they hold',
  },
  { number: 60, clause: `${launch}, authorization response`, words: 'the state that comes back must be the one that was sent' },
  { number: 61, clause: `${launch}, authorization response`, words: 'a state is good in the window that made it, and in no other' },
  {
    number: 62,
    clause: `${launch}, obtain access token; RFC 6749, 4.1.3`,
    words: 'the code is traded by a form-encoded POST to the token endpoint',
  },
  {
    number: 93,
    clause: `${launch}, access FHIR API; RFC 6750, 2.1`,
    words: 'every FHIR request carries the access token as bearer, and never in its address',
  },
  {
    number: 106,
    clause: `${launch}, refresh access token; RFC 6749, 6`,
    words: 'a refresh sends the refresh token of the answer before it',
  },
  { number: 108, clause: `${launch}, refresh access token; RFC 6749, 6`, words: 'a refresh asks for nothing that was not granted' },
  { number: 120, clause: `${scopes}, scopes for FHIR resources`, words: 'c is asked for exactly where the app creates' },
  { number: 121, clause: `${scopes}, scopes for FHIR resources`, words: 'r is asked for wherever the app reads by id' },
  { number: 125, clause: `${scopes}, scopes for FHIR resources`, words: 's is asked for exactly where the app searches' },
  { number: 135, clause: `${scopes}, scope syntax`, words: 'every resource scope is spelled as the grammar says, cruds in that order' },
  { number: 141, clause: `${scopes}, user-level scopes`, words: 'scopes for people at the hospital begin with user/' },
  { number: 150, clause: `${scopes}, launch context`, words: 'launch context is asked for beside the resource scopes' },
  { number: 151, clause: `${scopes}, launch context`, words: 'every context scope begins with launch' },
  { number: 152, clause: `${scopes}, launch context`, words: 'launch/patient is asked for where no EHR names the patient' },
  { number: 153, clause: `${scopes}, launch context`, words: 'launch/encounter is asked for where no EHR names the visit' },
  { number: 161, clause: `${scopes}, apps that launch from the EHR`, words: 'the EHR’s launch value ties the request to its own session' },
  { number: 191, clause: `${scopes}, fhirContext`, words: 'a context without a role means the same as one with the role launch' },
  { number: 196, clause: `${scopes}, identity data`, words: 'openid never goes without fhirUser' },
  {
    number: 201,
    clause: `${scopes}, identity data; OpenID Connect Core, 3.1.3.7`,
    words: 'an id_token counts only once issuer, audience, time and signature are right',
  },
  { number: 202, clause: `${scopes}, identity data`, words: 'fhirUser is read as a FHIR resource of the same server' },
  {
    number: 215,
    clause: `${scopes}, scopes for a refresh token`,
    words: 'online_access is asked for, and outlives the first access token',
  },
  {
    number: 218,
    clause: `${scopes}, steps for using an ID token; OpenID Connect Discovery, 4`,
    words: 'the keys are found through the issuer that the token names',
  },
]
