import type { CodeSystem } from 'fhir/r4'
import { gives, type Case } from '#test/core/case.ts'

/** Payers with the plan they belong to, the date that the policy copy bears and how sure it is; copies read on 2026-11-23. */
const payers: readonly (readonly [code: string, policy: string])[] = [
  ['aetna', 'no date V'],
  ['blue-cross-blue-shield', 'no date V2'],
  ['bcbs-alabama', 'of blue-cross-blue-shield 2024-07 V'],
  ['bcbs-louisiana', 'of blue-cross-blue-shield no date V'],
  ['bcbs-mississippi', 'of blue-cross-blue-shield no date V2'],
  ['bcbs-rhode-island', 'of blue-cross-blue-shield no date V2'],
  ['hcsc', 'of blue-cross-blue-shield 2018 V'],
  ['cigna', '2025-04-15 C'],
  ['unitedhealthcare', 'no date K'],
  ['medicare', 'no date V2'],
  ['buca', 'stands for blue-cross-blue-shield unitedhealthcare cigna aetna'],
]

/** NUCC provider taxonomy, from several public files that agree (V2). */
const specialties: readonly (readonly [code: string, taxonomy: string, isTherapist: boolean])[] = [
  ['rehabilitation-medicine', '208100000X', false],
  ['nervous-system', '2084N0400X', false],
  ['bones-and-joints', '207X00000X', false],
  ['physiotherapy', '225100000X', true],
]

/** CMS place of service table, 2024; that 19 and 22 were split on 2016-01-01 too. What the codes 02 and 24 mean for 96000 is known (K). */
const places: readonly (readonly [code: string, setting: string, grade: string, from?: string])[] = [
  ['02', 'facility', 'K'],
  ['11', 'non-facility', 'V'],
  ['15', 'non-facility', 'V'],
  ['19', 'facility', 'V', '2016-01-01'],
  ['21', 'facility', 'V'],
  ['22', 'facility', 'V'],
  ['24', 'facility', 'K'],
  ['31', 'facility', 'V'],
  ['49', 'non-facility', 'V'],
  ['50', 'non-facility', 'V'],
  ['61', 'facility', 'V'],
  ['62', 'non-facility', 'V'],
  ['72', 'non-facility', 'V'],
]

/** Reasons that a clinician picks, in the order of the screen. */
const reasons = {
  offListReasons: 'reason-for-study payer-policy coding-advice other-documented',
  modifierReasons: 'documented payer-rule coding-advice other-documented',
  notBillableReasons: 'not-performed different-service charged-elsewhere not-documented no-charge-study other-documented',
} as const

/** Why a clinician sets the visit-close card aside. */
const dismissals = 'no-study documented-elsewhere later another-clinician other'

function systemOf(files: readonly unknown[], id: string): CodeSystem | undefined {
  return (files as readonly CodeSystem[]).find((file) => file.id === id)
}

function propertyOf(files: readonly unknown[], id: string, code: string, name: string): string | undefined {
  const found = systemOf(files, id)?.concept?.find((one) => one.code === code)
  const property = found?.property?.find((one) => one.code === name)
  return property?.valueCode ?? property?.valueDateTime
}

export const cases: readonly Case[] = [
  ...payers.map(([code, policy]) =>
    gives(
      `${code}: ${policy}`,
      ({ payers: held }) =>
        held
          .filter((payer) => payer.code === code)
          .map(({ parent, members, advisory }) => {
            const date = advisory === null ? '' : `${advisory.date ?? 'no date'} ${advisory.grade}`
            return [parent === null ? '' : `of ${parent}`, members.length > 0 ? `stands for ${members.join(' ')}` : '', date]
              .filter(Boolean)
              .join(' ')
          }),
      [policy],
    ),
  ),
  {
    name: 'that BUCA stands for four payers is known, not looked up (K)',
    holds: (_rules, files) => propertyOf(files, 'payers', 'buca', 'grade') === 'K',
  },
  {
    name: 'a site may add names and identifiers of a payer, in words of its own',
    holds: (_rules, files) => {
      const declared = systemOf(files, 'payers')?.property ?? []
      return ['alias', 'identifier'].every((name) => declared.some(({ code, type }) => code === name && type === 'string'))
    },
  },
  gives('no other payer is here', ({ payers: held }) => held.length, payers.length),
  ...specialties.map(([code, taxonomy, isTherapist]) =>
    gives(
      `${code} is ${taxonomy}${isTherapist ? ', a therapist' : ''}, grade V2`,
      ({ specialties: held }) => held.filter((one) => one.code === code).map((one) => [one.taxonomy, one.isTherapist, one.grade]),
      [[taxonomy, isTherapist, 'V2']],
    ),
  ),
  gives('no other specialty is here', ({ specialties: held }) => held.length, specialties.length),
  ...places.map(([code, setting, grade]) =>
    gives(
      `place of service ${code} is ${setting}, grade ${grade}`,
      ({ sites }) => sites.filter((site) => site.code === code).map((site) => [site.setting, site.grade]),
      [[setting, grade]],
    ),
  ),
  gives('no other place of service is here', ({ sites }) => sites.length, places.length),
  {
    name: 'place of service 19 is apart from 22 from 2016-01-01, and no other place has a first day',
    holds: (_rules, files) => places.every(([code, , , from]) => propertyOf(files, 'places-of-service', code, 'validFrom') === from),
  },
  ...Object.entries(reasons).map(([list, codes]) =>
    gives(`${list}: ${codes}`, (rules) => rules[list as keyof typeof reasons].map(({ code }) => code), codes.split(' ')),
  ),
  {
    name: 'the card at visit close may be set aside for five reasons',
    holds: (_rules, files) =>
      systemOf(files, 'card-dismissals')
        ?.concept?.map(({ code }) => code)
        .join(' ') === dismissals,
  },
]
