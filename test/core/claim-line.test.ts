import { describe, expect, test } from 'vitest'
import { lineModifiers, modifierExtensions, modifiersOf } from '#core/charge-modifiers.ts'
import { codeSystem, extensionUrl } from '#core/codes.ts'
import type { ChosenModifier } from '#core/decisions.ts'
import { adviseModifiers, excludedBy, lacksModifierReason, orderModifiers } from '#core/modifiers.ts'
import { deriveServiceFacts } from '#core/service-facts.ts'
import { aCharge, aStudy, read, rules, visitWith } from '#test/support/build.ts'

/** The extensions of the claim line for these choices. */
const line = (...picked: readonly ChosenModifier[]) => modifierExtensions(lineModifiers(picked, rules))
const chosen = (...codes: readonly string[]) => codes.map((code) => ({ code, reason: null }))

describe('the modifiers on the claim line', () => {
  test.each([
    [
      ['22', 'GP', '53'],
      ['53', 'GP', '22'],
    ],
    [
      ['59', '52', '26'],
      ['26', '52', '59'],
    ],
    [
      ['80', '51', '22'],
      ['80', '51', '22'],
    ],
    [
      ['ZZ', '59'],
      ['59', 'ZZ'],
    ],
  ])('chosen as %j stand as %j: pricing, therapy, the others, and last what no rule knows', (codes, ordered) =>
    expect(orderModifiers(chosen(...codes), rules).map(({ code }) => code)).toEqual(ordered),
  )
  test.each([
    ['52', codeSystem.cpt],
    ['GP', codeSystem.hcpcs],
    ['TC', codeSystem.hcpcs],
    ['ZZ', codeSystem.cpt],
  ])('%s carries its code system and its place, and no reason where none was picked', (code, system) =>
    expect(line({ code, reason: null })).toEqual([
      {
        url: extensionUrl.chargeModifier,
        extension: [
          { url: 'code', valueCodeableConcept: { coding: [{ system, code }] } },
          { url: 'sequence', valuePositiveInt: 1 },
        ],
      },
    ]),
  )
  test('a picked reason travels in its words', () =>
    expect(line({ code: '22', reason: 'coding-advice' })[0]?.extension?.[2]).toEqual({
      url: 'reason',
      valueString: 'A coder advised it',
    }))
  test('are read back from a charge in the order of the line, with the reason', () => {
    const extension = line({ code: 'GP', reason: null }, { code: '52', reason: 'coding-advice' }).toReversed()
    expect(modifiersOf(aCharge('billable', { extension }))).toEqual([
      { system: codeSystem.hcpcs, code: 'GP' },
      { system: codeSystem.cpt, code: '52', reason: 'A coder advised it' },
    ])
  })
  test('are none in a charge without extensions, or with those of others', () => {
    const foreign = line({ code: '52', reason: null }).map((one) => ({ ...one, url: 'https://ehr.example/modifier' }))
    expect(modifiersOf(aCharge('billable'))).toEqual([])
    expect(modifiersOf(aCharge('billable', { extension: foreign }))).toEqual([])
  })
  test.each([
    [[], []],
    [[{ url: 'code' }], []],
    [[{ url: 'code', valueCodeableConcept: {} }], []],
    [[{ url: 'code', valueCodeableConcept: { coding: [] } }], []],
    [[{ url: 'code', valueCodeableConcept: { coding: [{ code: '52' }] } }], [{ system: '', code: '52' }]],
  ])('an extension of %j is read as %j', (extension, expected) =>
    expect(modifiersOf(aCharge('billable', { extension: [{ url: extensionUrl.chargeModifier, extension }] }))).toEqual(expected),
  )
  test('an extension without parts is no modifier', () =>
    expect(modifiersOf(aCharge('billable', { extension: [{ url: extensionUrl.chargeModifier }] }))).toEqual([]))
})

describe('modifiers that may not stand together', () => {
  test.each([
    ['52', ['53'], '53'],
    ['53', ['52'], '52'],
    ['22', ['GP', '52'], '52'],
    ['XE', ['XU'], null],
    ['59', ['XE'], 'XE'],
    ['52', ['52'], null],
    ['52', ['GP', '59'], null],
    ['ZZ', ['52'], null],
    ['52', [], null],
  ])('%s beside %j excludes %s', (code, others, excluded) => expect(excludedBy(code, chosen(...others), rules)).toBe(excluded))
  test('it is enough that the rule of one of them says so', () => {
    const oneSided = {
      ...rules,
      modifiers: rules.modifiers.map((rule) => ({ ...rule, excludes: rule.code === '53' ? ['52'] : [] })),
    }
    expect([excludedBy('52', chosen('53'), oneSided), excludedBy('53', chosen('52'), oneSided)]).toEqual(['53', '52'])
  })
  test('a modifier never excludes itself, whatever its rule says', () => {
    const itself = { ...rules, modifiers: rules.modifiers.map((rule) => ({ ...rule, excludes: [rule.code] })) }
    expect(excludedBy('52', chosen('52'), itself)).toBeNull()
  })
})

describe('a modifier without a picked reason', () => {
  const study = aStudy({ status: 'stopped' })
  const advisedOn = (day: string) => {
    const answers = { 'stop-reason': 'safety', 'claim-type': 'professional' } as const
    return adviseModifiers(deriveServiceFacts(visitWith({ procedures: read(study) }), rules, { answers }, '2026-09-01', day), rules, day)
  }
  const advised = advisedOn('2026-09-01')

  test('is enough where the advice supports it', () => expect(lacksModifierReason({ code: '53', reason: null }, advised)).toBe(false))
  test.each(['52', '26', '80', 'ZZ'])('is not enough for %s, which nothing supports', (code) => {
    expect(lacksModifierReason({ code, reason: null }, advised)).toBe(true)
    expect(lacksModifierReason({ code, reason: 'coding-advice' }, advised)).toBe(false)
  })
  test('is never enough where a visit before the tables has no advice', () =>
    expect(lacksModifierReason({ code: '53', reason: null }, advisedOn('2021-12-31'))).toBe(true))
})
