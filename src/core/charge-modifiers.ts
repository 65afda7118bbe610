import type { ChargeItem, Extension } from 'fhir/r4'
import { codeSystem, extensionUrl } from './codes.ts'
import { mostModifiers, type ChosenModifier } from './decisions.ts'
import { orderModifiers } from './modifiers.ts'
import type { RuleBook } from './rule-book.ts'

/** A modifier as a claim line carries it. */
export interface ChargeModifier {
  readonly system: string
  readonly code: string
  /** Why it was chosen although the rules do not support it, in words; our own shape alone carries it. */
  readonly reason?: string
}

/** Medplum's extension: one CodeableConcept, no order of its own. */
const medplumModifier = 'http://hl7.org/fhir/StructureDefinition/chargeitem-modifier'
/** Oracle Health's extension: code and priority, both required (Millennium Platform APIs, ChargeItem). */
const oracleModifier = 'https://fhir-ehr.cerner.com/r4/StructureDefinition/modifier-code'

const modifierUrls: readonly string[] = [extensionUrl.chargeModifier, medplumModifier, oracleModifier]

/** Whether an extension is a modifier in one of the three published shapes. */
export function isModifier({ url }: Extension): boolean {
  return modifierUrls.includes(url)
}

/** The chosen modifiers as the claim line carries them: ordered, each with its code system and the words of its reason. */
export function lineModifiers(chosen: readonly ChosenModifier[], rules: RuleBook): readonly ChargeModifier[] {
  return orderModifiers(chosen, rules).map(({ code, reason }) => {
    const words = rules.modifierReasons.find((one) => one.code === reason)?.display
    const system = rules.modifiers.find((rule) => rule.code === code)?.system ?? codeSystem.cpt
    return { system, code, ...(words === undefined ? {} : { reason: words }) }
  })
}

/**
 * The modifiers of a charge in the order of the claim, whichever of the three published shapes holds them.
 * A code that stands in two shapes counts once; one without a code is left out.
 */
export function modifiersOf({ extension = [] }: ChargeItem): readonly ChargeModifier[] {
  const written = extension.filter(isModifier)
  const read = written.flatMap((one, index) => {
    const concept = one.valueCodeableConcept ?? partOf(one, 'code')?.valueCodeableConcept
    const coding = concept?.coding?.find(({ code }) => code !== undefined)
    const reason = partOf(one, 'reason')?.valueString
    return coding?.code === undefined
      ? []
      : [
          {
            modifier: { system: coding.system ?? '', code: coding.code, ...(reason === undefined ? {} : { reason }) },
            place: placeOf(one) ?? index + 1,
          },
        ]
  })
  const ordered = read.toSorted((one, other) => one.place - other.place).map(({ modifier }) => modifier)
  return ordered.filter(({ code }, index) => ordered.findIndex((other) => other.code === code) === index)
}

/** The extensions `charge-modifier {code, sequence, reason}` that carry these modifiers, four at most, in this order. */
export function modifierExtensions(modifiers: readonly ChargeModifier[]): Extension[] {
  return modifiers.slice(0, mostModifiers).map(({ system, code, reason }, index) => ({
    url: extensionUrl.chargeModifier,
    extension: [
      { url: 'code', valueCodeableConcept: { coding: [{ system, code }] } },
      { url: 'sequence', valuePositiveInt: index + 1 },
      ...(reason === undefined ? [] : [{ url: 'reason', valueString: reason }]),
    ],
  }))
}

function placeOf(one: Extension): number | undefined {
  const sequence = partOf(one, 'sequence') ?? one.extension?.find(({ url }) => url.endsWith('/priority'))
  return sequence?.valuePositiveInt ?? sequence?.valueUnsignedInt
}

function partOf({ extension = [] }: Extension, url: string): Extension | undefined {
  return extension.find((part) => part.url === url)
}
