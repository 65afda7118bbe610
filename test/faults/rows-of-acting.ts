/** Writing, the browser, the visit-close service and people: id, priority, and the fault in a few words. */
export const rowsOfActing = `
W01 P0 the EHR takes no charges
W02 P0 created, with the charge in the answer
W03 P0 created, with nothing but its place
W04 P0 created, and its place hidden by CORS
W05 P0 created, and the read-back fails
W06 P0 created, with a place at another server
W07 P0 the EHR had it already
W08 P0 the EHR has it several times
W09 P0 a conflict
W10 P0 refused, naming an element
W11 P1 refused without a reason
W12 P0 an expired token at the write
W13 P0 the write is forbidden
W14 P0 stored, and the connection breaks
W15 P0 the connection breaks before anything happened
W16 P0 stored, and the answer is cut off
W17 P0 stored, and the answer is 500
W18 P0 no answer, and no search either
W19 P1 too many requests at the write
W20 P0 a double click
W21 P0 two tabs, or two people
W22 P0 the window closes in the middle
W23 P0 a charge stands already
W24 P1 an earlier charge was withdrawn
W25 P0 the chart changed before Confirm
W26 P0 another patient than that of the token
W27 P0 the EHR stores something else
W28 P1 an EHR with an operation of its own
W29 P1 an EHR that ignores the condition
W30 P1 the charge is no longer there
W31 P0 offline at Confirm
W32 P1 a clock that is wrong by a day
W33 P0 another quantity than one
S01 P0 a message from somebody else
S02 P0 framed by a stranger
S03 P0 the console
S04 P0 what is kept in storage
S05 P0 address, title and referrer
S06 P0 requests to elsewhere
S07 P1 content security policy and trusted types
S08 P1 a link that is code
S09 P1 what is in the bundle
S10 P1 nobody at the screen
H01 P0 no token
H02 P0 a token without a signature
H03 P0 a public key used as a secret
H04 P0 an unknown caller
H05 P0 keys from an unknown place
H06 P1 a key that was rotated
H07 P0 a token for another service
H08 P0 a token out of its time
H09 P0 a token used twice
H10 P0 a bad signature or tenant
H11 P1 keys that cannot be fetched
H12 P1 a body that cannot be read
H13 P1 another hook, or no instance
H14 P1 prefetch that is missing or broken
H15 P0 an EHR that is not the site's
H16 P1 a slow EHR
H17 P1 a fault of our own
H18 P1 feedback twice, or of no card
H19 P0 the log
H20 P2 a thousand requests a second
U01 P0 by keyboard alone
U02 P0 Confirm with nothing chosen
U03 P0 no listed diagnosis
U04 P0 evidence against, or missing
U05 P0 the clinician changes the evidence or the code
U06 P0 dismissed with a reason
U07 P1 Escape, Back, or a closed window
U08 P1 320 pixels, 400 percent, wide text
U09 P1 forced colours, dark, no motion
U10 P1 a screen reader
U11 P1 print
U12 P2 single keys while typing
`
