import type { ChargeItem, Condition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { evidenceChanges } from '#core/evidence.ts'
import { aCharge, aCondition, anEncounter, aStudy, read, unreadable, visitWith } from '#test/support/build.ts'

const knee = aCondition('M17.11', { id: 'knee', meta: { versionId: '1' }, code: { text: 'Knee pain' } })
const other = aCondition('G20.A1', { id: 'other' })
const study = aStudy({ code: { text: 'Motion study', coding: [{ code: '96000' }] } })
const draft: ChargeItem = aCharge('planned', {
  supportingInformation: [{ reference: 'Condition/knee/_history/1' }],
  service: [{ reference: 'Procedure/study' }],
})
const seen = visitWith({ conditions: [knee, other], procedures: read(study) })
const changes = (now: Parameters<typeof visitWith>[0]) =>
  evidenceChanges(
    seen,
    visitWith({ conditions: [knee, other], procedures: read(study), ...now }),
    draft,
    ({ code }) => code?.coding?.[0]?.code === '96000',
  )

describe('what changed in what a draft rests on', () => {
  test('nothing, where nothing did; nor where only the version, the narrative or the order of members is new', () => {
    expect(changes({})).toEqual([])
    const stamped = {
      ...Object.fromEntries(Object.entries(knee).toReversed()),
      meta: { versionId: '7' },
      text: { status: 'empty', div: '' },
    }
    expect(changes({ conditions: [stamped as unknown as Condition, other] })).toEqual([])
  })

  test('a diagnosis, by the name of the chart and the elements that differ', () =>
    expect(changes({ conditions: [{ ...knee, clinicalStatus: { text: 'resolved' }, onsetDateTime: '2020' }, other] })).toEqual([
      { part: 'diagnosis', name: 'Knee pain', how: 'changed', elements: ['clinicalStatus', 'onsetDateTime'] },
    ]))

  test('a diagnosis that was not chosen is no matter of the draft', () =>
    expect(changes({ conditions: [knee, { ...other, clinicalStatus: { text: 'resolved' } }] })).toEqual([]))

  test('a diagnosis that left the chart is gone; where the list was not read whole, it could not be read', () => {
    expect(changes({ conditions: [other] })).toMatchObject([{ part: 'diagnosis', how: 'gone' }])
    expect(changes({ readings: [{ query: 'all', reading: unreadable('forbidden') }] })).toMatchObject([
      { part: 'diagnosis', how: 'not-readable' },
    ])
  })

  test('the visit', () =>
    expect(changes({ encounter: anEncounter({ status: 'cancelled' }) })).toEqual([
      { part: 'visit', name: null, how: 'changed', elements: ['status'] },
    ]))

  test('the record of the study, and one that is new', () => {
    const stopped = { ...study, status: 'stopped' as const }
    expect(changes({ procedures: read(stopped) })).toMatchObject([
      { part: 'study', name: 'Motion study', how: 'changed', elements: ['status'] },
    ])
    expect(changes({ procedures: read(study, { ...study, id: 'second' }) })).toMatchObject([{ part: 'study', how: 'added' }])
    expect(changes({ procedures: read(study, aStudy({ id: 'walk', code: { text: 'Walking aid' } })) })).toEqual([])
    expect(changes({ procedures: unreadable() })).toMatchObject([{ part: 'study', how: 'not-readable' }])
  })
})
