import type { ListStanding } from '#core/rule-book.ts'
import { gives, type Case } from './case.ts'

/** A code as it was read a second time in the sources, apart from the rule files. `header` is a category, near what the list holds. */
export type OfficialCode = readonly [
  code: string,
  standing: ListStanding | 'header',
  grade: string,
  /** What the record leaves open, and the codes that answer it. */
  open?: { readonly asks: string; readonly answers: readonly string[] } | 'settled',
]

export function asks(open: string, ...answers: readonly (string | readonly string[])[]): NonNullable<OfficialCode[3]> {
  return { asks: open, answers: answers.flat().flatMap((part) => part.split(' ')) }
}

/** One case a code of the family: its days, its standing, what it leaves open or settles, and its grade; and one that nothing else stands there. */
export function officialCodes(
  family: string,
  codes: readonly OfficialCode[],
  daysOf: (code: string) => readonly [string, string | null],
): readonly Case[] {
  const rows = codes.map(([code, standing, grade, open]) => {
    const [from, through] = daysOf(code)
    const settles = open === 'settled'
    const { asks: left, answers } = open === undefined || open === 'settled' ? { asks: '', answers: [] } : open
    const says = settles ? ', settles what is asked' : left === '' ? '' : `, leaves open ${left}: ${answers.join(' ')}`
    return gives(
      `${code} is ${standing}, of ${family}, valid from ${from} to ${through ?? 'no known end'}, grade ${grade}${says}`,
      ({ icd10cm: { [code]: entry } }) => ({
        family: entry?.family,
        standing: entry?.header === true ? `header, ${entry.standing}` : entry?.standing,
        days: [entry?.validFrom, entry?.validThrough],
        grade: entry?.grade,
        leavesOpen: entry?.leavesOpen.join(' '),
        answers: entry?.answers,
        settles: entry?.settles !== null,
      }),
      {
        family,
        standing: standing === 'header' ? 'header, near-miss' : standing,
        days: [from, through],
        grade,
        leavesOpen: left,
        answers,
        settles,
      },
    )
  })
  const held = codes.map(([code]) => code).toSorted()
  return [
    ...rows,
    gives(
      `no other code is of ${family}`,
      ({ icd10cm }) =>
        Object.values(icd10cm)
          .flatMap((entry) => (entry.family === family ? [entry.code] : []))
          .toSorted(),
      held,
    ),
  ]
}
