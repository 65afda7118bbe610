import type { ChargeItem } from 'fhir/r4'
import { modifiersOf } from '#core/charge-modifiers.ts'

interface ClaimLineProps {
  readonly charge: ChargeItem
  readonly patientName: string
  readonly birthDate: string
  readonly visitLine: string | null
}

/** The draft as a claim would carry it, with whose it is: what the clinician reads before signing. */
export function ClaimLine({ charge, patientName, birthDate, visitLine }: ClaimLineProps) {
  const reasons = (charge.reason ?? []).map(({ coding }) => coding?.[0]?.code ?? '?')
  const modifiers = modifiersOf(charge).map(({ code }) => code)
  const manual = (charge.reason ?? []).flatMap(({ extension }) => (extension ?? []).flatMap(({ valueString }) => valueString ?? []))
  return (
    <>
      <dl className="claim-line">
        <dt>Patient</dt>
        <dd>
          <bdi>{patientName}</bdi>, born {birthDate}
        </dd>
        {visitLine !== null && (
          <>
            <dt>Visit</dt>
            <dd>{visitLine}</dd>
          </>
        )}
        <dt>Charge</dt>
        <dd>
          <code>96000{modifiers.map((code) => `-${code}`).join('')}</code> × {charge.quantity?.value ?? 1} on{' '}
          <span className="code">{charge.occurrenceDateTime}</span>
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
