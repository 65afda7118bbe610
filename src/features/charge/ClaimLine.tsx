import type { ChargeItem } from 'fhir/r4'
import { Fragment } from 'react'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { cptCodesOf } from '#core/existing-charges.ts'
import type { Whose } from './PrintPage.tsx'

interface ClaimLineProps {
  readonly charge: ChargeItem
  readonly whose: Whose
  readonly isVisitPicked: boolean
}

/** The charge, drafted or stored, as a claim would carry it, with whose it is: what the clinician reads before signing. */
export function ClaimLine({ charge, whose, isVisitPicked }: ClaimLineProps) {
  const reasons = (charge.reason ?? []).map(({ coding }) => coding?.[0]?.code ?? '?')
  const modifiers = modifiersOf(charge).map(({ code }) => code)
  const service = cptCodesOf(charge.code, [])[0] ?? charge.code?.coding?.[0]?.code ?? 'code not readable'
  const day = (charge.occurrenceDateTime ?? charge.occurrencePeriod?.start ?? charge.occurrenceTiming?.event?.[0])?.slice(0, 10)
  const manual = (charge.reason ?? []).flatMap(({ extension }) => (extension ?? []).flatMap(({ valueString }) => valueString ?? []))
  return (
    <>
      <dl className="claim-line">
        <dt>Patient</dt>
        <dd>
          <bdi>{whose.patientName}</bdi>, born {whose.birthDate}
          {whose.remarks.map((remark) => (
            <Fragment key={remark}>
              {' '}
              <span className="tag tag-care">{remark}</span>
            </Fragment>
          ))}
        </dd>
        {isVisitPicked && (
          <>
            <dt>Visit</dt>
            <dd>{whose.visit}</dd>
          </>
        )}
        <dt>Charge</dt>
        <dd>
          <code>
            {service}
            {modifiers.map((code) => `-${code}`).join('')}
          </code>
          <span className="code"> × {charge.quantity?.value ?? 1}</span> on <span className="code">{day ?? 'a day not recorded'}</span>
        </dd>
        <dt className="claim-more">Diagnoses</dt>
        <dd className="claim-more pointers">
          {reasons.length === 0
            ? 'none chosen'
            : reasons.map((code, index) => (
                <span key={`${index} ${code}`} className="code">
                  <span className="soft">{index + 1}</span> {code}
                </span>
              ))}
        </dd>
        <dt className="claim-more">Performer</dt>
        <dd className="claim-more">{charge.performer?.[0]?.actor.display ?? charge.performer?.[0]?.actor.reference ?? 'not chosen'}</dd>
      </dl>
      {manual.map((text) => (
        <p key={text} className="small claim-more">
          {text}
        </p>
      ))}
    </>
  )
}
