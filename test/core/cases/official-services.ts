import { gives, type Case } from '#test/core/case.ts'

/*
 * CMS physician fee schedule files of 2022, 2023 and 2024 (identical), CMS table of medically unlikely edits of 2024-07-01,
 * professional figures. 0693T, 95927 and 97001 have no row in these files.
 */

/** PC/TC, global, multiple, bilateral, assistant, co-surgeon, team; then units a day and MAI. */
const indicators: readonly (readonly [code: string, schedule: string, units?: string])[] = [
  ['96000', '7 XXX 0 2 0 0 0', '1 2'],
  ['96001', '7 XXX 0 2 0 0 0', '1 2'],
  ['96002', '0 XXX 0 2 0 0 0', '1 3'],
  ['96003', '0 XXX 0 2 0 0 0'],
  ['96004', '2 XXX 0 2 0 0 0', '1 2'],
  ['97116', '7 XXX 5 0 0 0 0', '4 3'],
  ['97750', '7 XXX 5 0 0 0 0', '8 3'],
  ['95992', '0 XXX 0 0 0 0 0', '1 2'],
  ['95886', '1 ZZZ 0 3 0 0 0', '4 2'],
  ['97032', '7 XXX 5 0 0 0 0', '4 3'],
  ['97110', '7 XXX 5 0 0 0 0', '6 3'],
  ['97161', '7 XXX 5 0 0 0 0', '1 2'],
  ['97162', '7 XXX 5 0 0 0 0', '1 2'],
  ['97163', '7 XXX 5 0 0 0 0', '1 2'],
  ['97164', '7 XXX 5 0 0 0 0', '1 2'],
  ['95925', '1 XXX 0 2 0 0 0'],
  ['95926', '1 XXX 0 2 0 0 0'],
  ['95938', '1 XXX 0 2 0 0 0'],
]

const columns = ['pcTc', 'global', 'multiple', 'bilateral', 'assistant', 'coSurgeon', 'team', 'mue', 'mai'] as const

/** What a code is to a 96000 of that day, its days, its grade, and what stands in its place. */
const services: readonly (readonly [code: string, relation: string, days: string, grade: string, more?: string])[] = [
  ['96000', 'charged', 'always', 'V'],
  ['96001', 'excludes', 'always', 'V'],
  ['96002', 'family', 'always', 'V'],
  ['96003', 'family', 'to 2024-12-31', 'C'],
  ['96004', 'interpretation', 'always', 'V'],
  ['0693T', 'excludes', 'always', 'V'],
  ['97116', 'pair', 'always', 'V'],
  ['97750', 'pair', 'always', 'V'],
  ['95992', 'related', 'always', 'V', '95925 95926 95927 95938'],
  ['95886', 'related', 'always', 'V', 'add-on'],
  ['97001', 'related', 'to 2016-12-31', 'V2', '97161 97162 97163 97164'],
  ['97032', 'related', 'always', 'V'],
  ['97110', 'related', 'always', 'V'],
  ['97161', 'successor', 'from 2017-01-01', 'V2'],
  ['97162', 'successor', 'from 2017-01-01', 'V2'],
  ['97163', 'successor', 'from 2017-01-01', 'V2'],
  ['97164', 'successor', 'from 2017-01-01', 'V2'],
  ['95925', 'successor', 'always', 'V'],
  ['95926', 'successor', 'always', 'V'],
  ['95927', 'successor', 'always', 'V'],
  ['95938', 'successor', 'always', 'V'],
]

/** Both tables with their days: the fee schedule of three years, the units of one quarter. */
function published(schedule: string, units?: string): readonly string[] {
  const values = [...schedule.split(' '), ...(units?.split(' ') ?? [])]
  return values.map((value, index) => `${columns[index] ?? ''} ${value} ${index < 7 ? '2022-01-01 2024-12-31' : '2024-07-01 2024-09-30'} V`)
}

export const cases: readonly Case[] = [
  ...indicators.map(([code, schedule, units]) =>
    gives(
      `${code}: ${columns.slice(0, 7).join(', ')} ${schedule} for 2022 to 2024; ${units === undefined ? 'no units a day' : `units a day and MAI ${units} for the quarter from 2024-07-01`}; grade V`,
      ({ services: { [code]: service } }) =>
        columns.flatMap((name) => {
          const one = service?.indicators[name]
          return one === undefined ? [] : [`${name} ${one.value} ${one.from} ${one.through} ${one.grade}`]
        }),
      published(schedule, units),
    ),
  ),
  ...services.map(([code, relation, days, grade, more = '']) =>
    gives(
      `${code}: ${relation}, ${days}, grade ${grade}${more === '' ? '' : `, ${more}`}`,
      ({ services: { [code]: service } }) => [
        service?.relation,
        [service?.validFrom && `from ${service.validFrom}`, service?.validThrough && `to ${service.validThrough}`]
          .filter(Boolean)
          .join(' ') || 'always',
        service?.grade,
        [...(service?.successors ?? []), ...(service?.isAddOn === true ? ['add-on'] : [])].join(' '),
      ],
      [relation, days, grade, more],
    ),
  ),
  gives(
    'no other service stands in the table, and no other has an indicator',
    ({ services: held }) => [
      Object.keys(held).toSorted(),
      Object.values(held)
        .flatMap(({ code, indicators: shown }) => (Object.keys(shown).length > 0 ? [code] : []))
        .toSorted(),
    ],
    [services.map(([code]) => code).toSorted(), indicators.map(([code]) => code).toSorted()],
  ),
]
