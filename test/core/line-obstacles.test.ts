import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import type { Decision } from '#core/decisions.ts'
import { obstacles } from '#core/readiness.ts'
import { codeSystem } from '#core/codes.ts'
import { aCondition, after, answer, aStudy, choose, read, rules, visitWith } from '#test/support/build.ts'

const visit = visitWith({ conditions: [aCondition('G20.A1', { id: 'p' })], procedures: read(aStudy()) })
const openFor = (...decisions: readonly Decision[]) => {
  const decided = after(choose('p', 'G20.A1'), answer('laboratory', 'yes'), ...decisions)
  const means = { hasSigner: true, hasPatient: true, canWrite: true }
  return obstacles(assess(visit, rules, decided, '2026-09-01'), decided, rules, means)
}
const take = (code: string): Decision => ({ type: 'modifier-chosen', code })
const because = (code: string): Decision => ({ type: 'modifier-reason-picked', code, reason: 'coding-advice' })

describe('what the recording stands in the way of', () => {
  test('markers: of nothing', () => expect(openFor(answer('capture', 'markers'))).toEqual({ confirm: [], saveDraft: [], notBillable: [] }))
  test('markerless: of Confirm, until a coder has said', () =>
    expect(openFor(answer('capture', 'markerless'))).toEqual({ confirm: ['check-with-coding'], saveDraft: [], notBillable: [] }))
  test('markerless, full body and kinetics: of a draft as well, for it is another service', () =>
    expect(openFor(answer('capture', 'markerless'), answer('full-body', 'yes'), answer('kinetics', 'yes'))).toEqual({
      confirm: ['other-service'],
      saveDraft: ['other-service'],
      notBillable: [],
    }))
})

describe('what the modifiers stand in the way of', () => {
  const lineOf = (...decisions: readonly Decision[]) => {
    const { confirm, saveDraft, notBillable } = openFor(...decisions)
    expect([saveDraft, notBillable]).toEqual([confirm, []])
    return confirm
  }
  test('one that nothing supports needs a reason, and one beside it that has its own does not help', () => {
    expect(lineOf(take('22'))).toEqual(['modifier-reason'])
    expect(lineOf(take('22'), because('22'))).toEqual([])
    expect(lineOf(take('22'), because('22'), take('GP'))).toEqual(['modifier-reason'])
  })
  test('two that exclude each other cannot stand together, whatever their reasons', () => {
    expect(lineOf(take('52'), because('52'), take('53'), because('53'))).toEqual(['modifiers-exclude'])
    expect(lineOf(take('GP'), because('GP'), take('53'), because('53'))).toEqual([])
  })
})

test('two records of one artificial joint are one warning', () => {
  const knee = { system: codeSystem.snomed, code: '609588000' }
  const conditions = [aCondition('M17.11', { id: 'oa' }), aCondition(knee, { id: 'a' }), aCondition(knee, { id: 'b' })]
  const { warnings } = assess(visitWith({ conditions }), rules, after(choose('oa', 'M17.11')), '2026-09-01')
  expect(warnings.map(({ kind, reference }) => `${kind} ${reference}`)).toEqual(['replaced-joint Condition/a'])
})
