import type { ChargeItem, Extension } from 'fhir/r4'
import { codeSystem, extensionUrl } from './codes.ts'
import type { ChosenModifier } from './decisions.ts'
import type { RuleBook } from './rule-book.ts'

export interface LineModifier {
  readonly code: string
  /** 1 to 4: its place on the claim line (837P SV101-3 to SV101-6). */
  readonly sequence: number
  /** Why it was chosen although the rules do not support it. */
  readonly reason: string | null
}

/** `charge-modifier {code, sequence, reason}`, as our StructureDefinition has it. */
export function modifierExtension({ code, reason }: ChosenModifier, sequence: number, { modifiers, modifierReasons }: RuleBook): Extension {
  const words = modifierReasons.find((one) => one.code === reason)?.display
  const system = modifiers.find((rule) => rule.code === code)?.system ?? codeSystem.cpt
  return {
    url: extensionUrl.chargeModifier,
    extension: [
      { url: 'code', valueCodeableConcept: { coding: [{ system, code }] } },
      { url: 'sequence', valuePositiveInt: sequence },
      ...(words === undefined ? [] : [{ url: 'reason', valueString: words }]),
    ],
  }
}

/** The modifiers of a charge in the order of its line. */
export function modifiersOf({ extension = [] }: ChargeItem): readonly LineModifier[] {
  return extension
    .filter(({ url }) => url === extensionUrl.chargeModifier)
    .flatMap(({ extension: parts = [] }) => {
      const part = (name: string) => parts.find(({ url }) => url === name)
      const code = part('code')?.valueCodeableConcept?.coding?.[0]?.code
      return code === undefined
        ? []
        : [{ code, sequence: part('sequence')?.valuePositiveInt ?? 0, reason: part('reason')?.valueString ?? null }]
    })
    .toSorted((one, other) => one.sequence - other.sequence)
}
