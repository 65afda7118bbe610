import type { ChargeItem } from 'fhir/r4'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { motionAnalysis } from '#core/codes.ts'

/** The charge as a charge-entry form takes it, on one line: date, code with modifiers, units, diagnoses in order, performer, reference. */
export function entryLine(charge: ChargeItem): string {
  const modifiers = modifiersOf(charge).map(({ code }) => `-${code}`)
  const diagnoses = (charge.reason ?? []).map(({ coding }, index) => `${index + 1} ${coding?.[0]?.code ?? '?'}`)
  const performer = charge.performer?.[0]?.actor
  return [
    charge.occurrenceDateTime?.slice(0, 10) ?? '',
    `CPT ${motionAnalysis}${modifiers.join('')}`,
    `units ${charge.quantity?.value ?? 1}`,
    `Dx ${diagnoses.join(', ')}`,
    `performer ${performer?.display ?? performer?.reference ?? 'not named'}`,
    `ref ${charge.identifier?.[0]?.value ?? ''}`,
  ].join('; ')
}
