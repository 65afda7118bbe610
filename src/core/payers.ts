import type { Coverage, Organization } from 'fhir/r4'
import type { Payer, RuleBook } from './rule-book.ts'
import { resourcesOf, type Reading } from './visit.ts'

/** One active coverage of the chart, and the payers of the rule book that it may name. */
export interface PayerFound {
  readonly name: string
  /** `Coverage/123` */
  readonly reference: string
  /** By an identifier, by its name in full, by the beginning of its name, or not at all. */
  readonly by: 'identifier' | 'name' | 'beginning' | 'nothing'
  /** The payer, its plans with a policy of their own, and the payers that a group name stands for. */
  readonly payers: readonly Payer[]
}

/** Every payer that the active coverages on `day` name, in the order of the chart. */
export function payersOf(coverages: Reading<Coverage>, { payers }: RuleBook, day: string): readonly PayerFound[] {
  return resourcesOf(coverages)
    .filter((coverage) => isActiveOn(coverage, day))
    .map((coverage) => {
      const name = nameOf(coverage)
      const { by, payer } = recognise(coverage, name, payers)
      return { name, reference: `Coverage/${coverage.id ?? ''}`, by, payers: payer === null ? [] : withRelatives(payer, payers) }
    })
}

/** Whether a coverage is active and holds on that day; where the day is not known, whether it is active. */
export function isActiveOn({ status, period }: Coverage, day: string | null): boolean {
  const holds = day === null || ((period?.start ?? day).slice(0, 10) <= day && day <= (period?.end ?? day).slice(0, 10))
  return status === 'active' && holds
}

function nameOf({ payor, contained, type }: Coverage): string {
  const first = payor[0]
  const organization = contained?.find(({ resourceType, id }) => resourceType === 'Organization' && first?.reference === `#${id ?? ''}`)
  return (
    first?.display ?? (organization as Organization | undefined)?.name ?? first?.identifier?.value ?? type?.text ?? 'payer without a name'
  )
}

function recognise(
  { payor }: Coverage,
  name: string,
  payers: readonly Payer[],
): { readonly by: PayerFound['by']; readonly payer: Payer | null } {
  const identifiers = payor.flatMap(({ identifier }) =>
    identifier?.value === undefined ? [] : [`${identifier.system ?? ''}|${identifier.value}`],
  )
  const byIdentifier = payers.find((payer) => payer.identifiers.some((known) => identifiers.includes(known)))
  if (byIdentifier !== undefined) return { by: 'identifier', payer: byIdentifier }
  const words = plain(name)
  const byName = payers.find((payer) => namesOf(payer).some((known) => plain(known) === words))
  if (byName !== undefined) return { by: 'name', payer: byName }
  // The longest beginning speaks: a plan of one state before the group of plans.
  const beginnings = payers
    .flatMap((payer) => namesOf(payer).map((known) => ({ payer, known: plain(known) })))
    .filter(({ known }) => words.startsWith(`${known} `))
    .toSorted((one, other) => other.known.length - one.known.length)
  return beginnings[0] === undefined ? { by: 'nothing', payer: null } : { by: 'beginning', payer: beginnings[0].payer }
}

function namesOf({ display, aliases }: Payer): readonly string[] {
  return [display, ...aliases]
}

function withRelatives(payer: Payer, payers: readonly Payer[]): readonly Payer[] {
  return payers.filter(({ code, parent }) => code === payer.code || parent === payer.code || payer.members.includes(code))
}

/** Lower case, without punctuation, one blank between words. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
