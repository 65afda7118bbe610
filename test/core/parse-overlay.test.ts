import type { CodeSystem } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { applyOverlays } from '#core/parse-overlay.ts'
import { rules } from '#test/support/build.ts'

const url = 'https://gait-charge.example/fhir'

/** A site's own payer policies, as a supplement of ours. */
function anOverlay(concept: NonNullable<CodeSystem['concept']>, more: Partial<CodeSystem> = {}): CodeSystem {
  const property = ['alias', 'identifier', 'advisory', 'link', 'source'].map((code) => ({ code, type: 'string' as const }))
  return {
    resourceType: 'CodeSystem',
    id: 'our-policies',
    status: 'active',
    content: 'supplement',
    supplements: `${url}/CodeSystem/payers`,
    extension: [
      { url: `${url}/StructureDefinition/grade`, valueCode: 'V' },
      { url: `${url}/StructureDefinition/source`, valueString: 'Contract office' },
    ],
    property: [...property, { code: 'member', type: 'code' }, { code: 'grade', type: 'code' }, { code: 'policyDate', type: 'dateTime' }],
    concept,
    ...more,
  }
}

const advisory = (text: string) => [
  { code: 'advisory', valueString: text },
  { code: 'grade', valueCode: 'V' },
  { code: 'source', valueString: 'Contract office, 2026' },
]
const payer = (code: string, laid = rules) => laid.payers.find((one) => one.code === code)

describe('a site’s overlay', () => {
  test('takes the place of what we wrote on that payer, and adds the site’s names and identifiers to ours', () => {
    const laid = applyOverlays(rules, [
      anOverlay([
        {
          code: 'aetna',
          display: 'Aetna',
          property: [...advisory('Our contract says so.'), { code: 'identifier', valueString: 'urn:ours|17' }],
        },
      ]),
    ])
    expect(payer('aetna', laid)).toMatchObject({
      advisory: { text: 'Our contract says so.', source: 'Contract office, 2026' },
      identifiers: ['urn:ours|17'],
    })
    expect(payer('aetna', laid)?.aliases).toEqual(payer('aetna')?.aliases)
  })
  test('adds a payer that we do not know', () =>
    expect(
      payer(
        'valley',
        applyOverlays(rules, [anOverlay([{ code: 'valley', display: 'Valley Health Plan', property: advisory('See contract.') }])]),
      ),
    ).toMatchObject({
      display: 'Valley Health Plan',
      parent: null,
    }))
  test('leaves every other rule as it is', () => {
    const { payers: _, ...laid } = applyOverlays(rules, [
      anOverlay([{ code: 'valley', display: 'Valley', property: advisory('See contract.') }]),
    ])
    const { payers: __, ...shipped } = rules
    expect(laid).toEqual(shipped)
  })
  test('keeps our names before the site’s, the payer that a plan belongs to, and every other payer', () => {
    const names = [
      { code: 'alias', valueString: 'Our name' },
      { code: 'identifier', valueString: 'urn:ours|1' },
    ]
    const laid = applyOverlays(rules, [anOverlay([{ code: 'hcsc', display: 'HCSC here', property: [...advisory('x'), ...names] }])])
    expect(payer('hcsc', laid)).toMatchObject({
      display: 'HCSC here',
      aliases: [...(payer('hcsc')?.aliases ?? []), 'Our name'],
      identifiers: [...(payer('hcsc')?.identifiers ?? []), 'urn:ours|1'],
      parent: 'blue-cross-blue-shield',
    })
    expect(laid.payers.filter(({ code }) => code !== 'hcsc')).toEqual(rules.payers.filter(({ code }) => code !== 'hcsc'))
    expect(laid.payers.map(({ code }) => code)).toEqual(rules.payers.map(({ code }) => code))
  })
  test('may name the version of ours that it was written for, and may hold no payer yet', () => {
    const empty = anOverlay([], { supplements: `${url}/CodeSystem/payers|0.1.0` })
    const { concept: _, ...without } = empty
    expect(applyOverlays(rules, [empty])).toEqual(rules)
    expect(applyOverlays(rules, [without])).toEqual(rules)
    expect(applyOverlays(rules, [])).toBe(rules)
  })
  test('adds plans below a payer', () => {
    const plan = { code: 'valley-gold', display: 'Valley Gold', property: advisory('y') }
    const laid = applyOverlays(rules, [anOverlay([{ code: 'valley', display: 'Valley', property: advisory('x'), concept: [plan] }])])
    expect([payer('valley', laid)?.parent, payer('valley-gold', laid)?.parent]).toEqual([null, 'valley'])
  })
  test('of several files, the last word holds', () => {
    const said = (text: string) => anOverlay([{ code: 'aetna', display: 'Aetna', property: advisory(text) }])
    expect(payer('aetna', applyOverlays(rules, [said('first'), said('second')]))?.advisory?.text).toBe('second')
  })
})

describe('a broken overlay is refused whole, with file and element', () => {
  test.each([
    ['no FHIR at all', 17, 'holds no FHIR resource'],
    [
      'another resource',
      { resourceType: 'ValueSet', id: 'x', status: 'active' },
      'value-set/x.json: an overlay must be a CodeSystem supplement',
    ],
    [
      'a supplement of something else',
      anOverlay([], { supplements: `${url}/CodeSystem/reasons` }),
      'code-system/our-policies.json: an overlay must be',
    ],
    [
      'another resource that says the same',
      { ...anOverlay([]), resourceType: 'ValueSet' },
      'value-set/our-policies.json: an overlay must be',
    ],
    ['a code system of its own', anOverlay([], { content: 'complete' }), 'our-policies.json: an overlay must be'],
    [
      'a supplement of nothing',
      Object.fromEntries(Object.entries(anOverlay([])).filter(([name]) => name !== 'supplements')),
      'code-system/our-policies.json: an overlay must be a CodeSystem supplement of https://gait-charge.example/fhir/CodeSystem/payers',
    ],
    ['no source of its own', anOverlay([], { extension: [] }), 'code-system/our-policies.json: unknown grade (none)'],
    [
      'a payer without an advisory',
      anOverlay([{ code: 'aetna', display: 'Aetna', property: [] }]),
      'code-system/our-policies.json: aetna: no advisory',
    ],
    [
      'an advisory without a source',
      anOverlay([{ code: 'aetna', display: 'Aetna', property: advisory('x').slice(0, 2) }]),
      'code-system/our-policies.json: aetna: no source',
    ],
    [
      'an unknown property',
      anOverlay([{ code: 'aetna', display: 'Aetna', property: [{ code: 'price', valueString: '1' }] }]),
      'aetna: unknown property price',
    ],
    [
      'a property of another type than declared',
      anOverlay([{ code: 'aetna', display: 'Aetna', property: [...advisory('x'), { code: 'policyDate', valueString: '2026' }] }]),
      'code-system/our-policies.json: aetna: policyDate is no dateTime',
    ],
    [
      'a payer that stands twice',
      anOverlay(['a', 'b'].map(() => ({ code: 'aetna', display: 'Aetna', property: advisory('x') }))),
      'aetna: stands twice',
    ],
  ])('%s', (_name, file, message) => expect(() => applyOverlays(rules, [file])).toThrow(message))
})
