import type { CodeSystem } from 'fhir/r4'
import { gives, type Case } from '#test/core/case.ts'

/*
 * Modifier instructions of a Medicare contractor, 2024 (V), and what each payment indicator of the fee schedule accepts. That GP may stand
 * beside 96000 is known, not looked up (K). Of what the indicators mean, assistant, multiple and PC/TC are from secondary pages (V2).
 */
interface Row {
  readonly code: string
  readonly grade?: string
  /** Indicator, the values that accept the modifier, those that restrict it, and how sure that is. */
  readonly acceptance?: string
  readonly excludes: string
  /** 1 pricing, 2 therapy, 3 others, 4 distinct services: the order on the line. */
  readonly rank: number
  readonly condition: string
  readonly asks?: string
  readonly more?: string
}

const distinct = 'same-billing-provider separate-service'

const rows: readonly Row[] = [
  { code: '26', acceptance: 'pcTc accepts 1 (V2)', excludes: 'TC', rank: 1, condition: 'interpretation-that-day' },
  { code: 'TC', acceptance: 'pcTc accepts 1 (V2)', excludes: '26', rank: 1, condition: 'interpretation-that-day' },
  { code: '59', excludes: 'XE XU', rank: 4, condition: 'separate-service', asks: distinct },
  { code: 'XE', excludes: '59', rank: 4, condition: 'separate-encounter', asks: distinct },
  { code: 'XU', excludes: '59', rank: 4, condition: 'separate-service', asks: distinct },
  {
    code: '22',
    acceptance: 'global accepts 000 010 090 (V)',
    excludes: '52',
    rank: 3,
    condition: 'greater-effort',
    more: 'shown only when asked for',
  },
  { code: '52', excludes: '53 22', rank: 3, condition: 'study-reduced', asks: 'claim-type stop-reason reduce-reason course course course' },
  { code: '53', excludes: '52', rank: 1, condition: 'stopped-for-safety', asks: 'claim-type stop-reason course course' },
  { code: '51', acceptance: 'multiple accepts 1 2 3 (V2)', excludes: '', rank: 3, condition: 'other-services-that-day' },
  { code: '78', acceptance: 'global accepts 010 090 (V)', excludes: '', rank: 1, condition: 'operation-that-day' },
  { code: '80', acceptance: 'assistant accepts 2 restricts 0 (V2)', excludes: '62', rank: 3, condition: 'several-performers' },
  { code: '62', acceptance: 'coSurgeon accepts 1 2 (V)', excludes: '80', rank: 3, condition: 'several-performers' },
  { code: 'GP', grade: 'K', excludes: '', rank: 2, condition: 'performed-by-therapist', asks: 'therapy-plan' },
]

/** The modifiers of the two supplements; XS and XP seldom fit and have no rule. */
const supplements: Readonly<Record<string, string>> = {
  'cpt-supplement': '26 V, 59 V, 22 V, 52 V, 53 V, 51 V, 78 V, 80 V, 62 V',
  'hcpcs-supplement': 'TC V, XE V, XS V, XP V, XU V, GP K',
}

function modifiersOf(id: string, files: readonly unknown[]): string {
  const system = (files as readonly CodeSystem[]).find((file) => file.id === id)
  return (system?.concept ?? [])
    .flatMap(({ code, property = [] }) => {
      const value = (name: string) => property.find((one) => one.code === name)?.valueCode
      return value('relation') === 'modifier' ? [`${code} ${value('grade') ?? ''}`] : []
    })
    .join(', ')
}

export const cases: readonly Case[] = [
  ...rows.map(({ code, grade = 'V', acceptance = 'none', excludes, rank, condition, asks = '', more = '' }) =>
    gives(
      `${code}: grade ${grade}; acceptance by indicator: ${acceptance}; not beside: ${excludes || 'none'}; place ${rank}; for ${condition}; asks ${asks || 'nothing'} ${more}`,
      ({ modifiers }) =>
        modifiers
          .filter((rule) => rule.code === code)
          .map((rule) => ({
            grade: rule.grade,
            acceptance: acceptedBy(rule.acceptance),
            excludes: rule.excludes.join(' '),
            rank: rule.rank,
            condition: rule.condition,
            asks: rule.rows.flatMap((row) => row.asks ?? []).join(' '),
            more: rule.isHidden ? 'shown only when asked for' : '',
          })),
      [{ grade, acceptance, excludes, rank, condition, asks, more }],
    ),
  ),
  gives(
    'the modifiers stand in the order of the screen',
    ({ modifiers }) => modifiers.map(({ code }) => code),
    rows.map(({ code }) => code),
  ),
  ...Object.entries(supplements).map(([id, held]) => ({
    name: `${id} holds the modifiers ${held}`,
    holds: (_rules: unknown, files: readonly unknown[]) => modifiersOf(id, files) === held,
  })),
]

function acceptedBy(
  acceptance: {
    readonly indicator: string
    readonly accepts: readonly string[]
    readonly restricts: readonly string[]
    readonly grade: string
  } | null,
): string {
  if (acceptance === null) return 'none'
  const { indicator, accepts, restricts, grade } = acceptance
  return [indicator, 'accepts', ...accepts, ...(restricts.length > 0 ? ['restricts', ...restricts] : []), `(${grade})`].join(' ')
}
