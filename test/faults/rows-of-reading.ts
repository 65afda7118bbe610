/** Launch, network, paging and clinical data: id, priority, and the fault in a few words. */
export const rowsOfReading = `
L01 P0 the launch names no EHR
L02 P0 the EHR is not one of the site's
L03 P0 an address that only looks like the site's EHR
L04 P1 the EHR's address in another spelling
L05 P0 the address names a FHIR server past the launch
L06 P0 the address names another client or patient
L07 P1 an EHR launch without its launch value
L08 P1 no sign-in settings, although /metadata stands
L09 P1 sign-in settings that are no JSON
L10 P0 a sign-in address that is unsafe or not pinned
L11 P0 S256 is not advertised
L12 P0 access denied, with markup in the description
L13 P1 another OAuth error on the way back
L14 P0 the way back without a state
L15 P0 the way back with a forged state
L16 P0 the same code once more, by Back or reload
L17 P1 the code is refused
L18 P1 the client is refused
L19 P1 the token endpoint cannot be reached
L20 P0 the token answer names no patient
L21 P0 the token answer names no visit
L22 P0 the grant leaves out writing charges
L23 P1 strange lifetimes and token types
L24 P0 an id_token that cannot be trusted
L25 P1 the EHR's word on the patient banner
L26 P1 hostile or unreadable style settings
L27 P0 the browser blocks storage
L28 P0 two patients launched in one browser
L29 P1 a reload, or a bookmark, without a launch
L30 P2 an unknown intent, a huge appContext
N01 P0 an expired token with a good refresh token
N02 P0 an expired token and a refused refresh
N03 P1 the refresh fails for a moment
N04 P1 an expired token and no refresh token
N05 P1 six expired answers at once
N06 P0 diagnoses refused
N07 P1 the visit refused
N08 P1 the visit is not there
N09 P2 a referenced resource is gone
N10 P0 too many requests, for two seconds
N11 P1 too many requests, with a date, no time, or a day
N12 P1 one failure, then an answer
N13 P0 unavailable for good
N14 P1 a gateway's HTML page as an error
N15 P0 no connection
N16 P1 offline in the middle, then back
N17 P1 a first byte after eight seconds
N18 P0 an answer that never ends
N19 P2 an answer in drips
N20 P0 JSON that was cut off
N21 P0 a login page instead of FHIR
N22 P0 an OperationOutcome instead of a list
N23 P1 an empty body, or 204
N24 P2 JSON as text, with a mark, or not UTF-8
N25 P1 an answer that CORS blocks
N26 P0 a redirect to somewhere else
N27 P0 a warning among the entries
N28 P1 keys that reach for the prototype
N29 P2 a body of 50 MB
P01 P0 the next page, written out
P02 P0 the next page, relative to the base
P03 P0 the next page, relative to the host
P04 P1 the next page, a query alone
P05 P0 the next page at another origin
P06 P0 the next page outside the base
P07 P0 pages in a circle
P08 P0 a later page fails
P09 P0 ten thousand diagnoses
P10 P1 the same entry twice, a wrong total
P11 P1 an empty page in the middle
P12 P1 a next link that is no link
D01 P0 a diagnosis without a code
D02 P0 a diagnosis in words only
D03 P0 a code without its system
D04 P1 a coding with a display only
D05 P0 ICD-10-CM without its dot
D06 P1 lower case and blanks
D07 P1 a dot too many
D08 P1 the system as an OID
D09 P1 another classification
D10 P1 SNOMED CT only
D11 P0 codings that disagree
D12 P0 a header that is no billing code
D13 P1 a code outside its dates
D14 P0 a diagnosis that is past
D15 P0 a diagnosis entered in error or refuted
D16 P0 a diagnosis that is not confirmed
D17 P1 no status, or an unknown one
D18 P1 the same diagnosis in two lists
D19 P0 a resource of another patient
D20 P1 a diagnosis of another visit, or of none
D21 P1 references of every kind
D22 P1 partial, future and impossible dates
D23 P0 markup in a text
D24 P0 a hostile narrative
D25 P1 writing directions, invisible letters, ten thousand of them
D26 P1 empty and foreign entries
D27 P1 JSON of the wrong type
D28 P2 a thousand levels of nesting
D29 P0 a modifier extension nobody knows
D30 P1 a diagnosis with a restricted label
D31 P0 a visit that did not take place
D32 P1 a visit without a day, or over midnight
D33 P1 a visit of no known class
D34 P0 no diagnosis at all
D35 P1 a patient without name or birth date, or deceased
D36 P1 a user who is no practitioner
D37 P1 data that says it is absent
D38 P1 another version of FHIR
D39 P1 five hundred copies of one diagnosis
`
