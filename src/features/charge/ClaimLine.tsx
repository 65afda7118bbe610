import type { ChargeItem } from 'fhir/r4'
import type { Whose } from './PrintPage.tsx'

interface ClaimLineProps {
  readonly charge: ChargeItem
  readonly whose: Whose
  readonly isVisitPicked: boolean
}

/** The draft as a claim would carry it, with whose it is: what the clinician reads before signing. */
export function ClaimLine({ charge, whose, isVisitPicked }: ClaimLineProps) {
  const reasons = (charge.reason ?? []).map(({ coding }) => coding?.[0]?.code ?? '?')
  const manual = (charge.reason ?? []).flatMap(({ extension }) => (extension ?? []).flatMap(({ valueString }) => valueString ?? []))
  return (
    <>
      <dl className="claim-line">
        <dt>Patient</dt>
        <dd>
          <bdi>{whose.patientName}</bdi>, born {whose.birthDate}
        </dd>
        {isVisitPicked && (
          <>
            <dt>Visit</dt>
            <dd>{whose.visit}</dd>
          </>
        )}
        <dt>Charge</dt>
        <dd>
          <code>96000</code> × {charge.quantity?.value ?? 1} on <span className="code">{charge.occurrenceDateTime}</span>
        </dd>
        <dt>Diagnoses</dt>
        <dd>
          {reasons.length === 0
            ? 'none chosen'
            : reasons.map((code, index) => (
                <span key={code}>
                  {index > 0 && ', '}
                  {index + 1} <code>{code}</code>
                </span>
              ))}
        </dd>
        <dt>Performer</dt>
        <dd>{charge.performer?.[0]?.actor.display ?? charge.performer?.[0]?.actor.reference ?? 'not chosen'}</dd>
      </dl>
      {manual.map((text) => (
        <p key={text} className="small">
          {text}
        </p>
      ))}
    </>
  )
}
