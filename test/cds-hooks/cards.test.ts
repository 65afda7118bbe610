import type { Encounter } from 'fhir/r4'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { cardId, writeCard } from '#cds-hooks/card.ts'
import { aCharge, aCondition, anEncounter, aStudy, read, unreadable, visitWith } from '#test/support/build.ts'
import { hookAnswer } from './card-schema.ts'
import { aCall, aHospital, cardRules, cardsOf, config, wholePrefetch } from './hospital.ts'
import { listed, prompt, prompts, silentChart, studied } from './prompts.ts'

const why = (...args: Parameters<typeof prompt>) => {
  const said = prompt(...args)
  return said.kind === 'silent' ? said.because : 'ask'
}
const finished = (status: 'completed' | 'in-progress') =>
  read({
    resourceType: 'QuestionnaireResponse' as const,
    id: 'q1',
    status,
    encounter: { reference: 'Encounter/v1' },
    questionnaire: 'https://gait-charge.example/fhir/Questionnaire/visit-close',
  })

describe('one card, when there is something to say', () => {
  test('a study at the visit, whatever the diagnosis', () => {
    expect(why(studied())).toBe('ask')
    expect(why(studied({ conditions: [aCondition('I10')] }))).toBe('ask')
    expect(why(studied({ conditions: [] }))).toBe('ask')
  })
  test.each(['G20.A1', 'I69.351', 'I69.391', 'M17.9'])('no study, but %s: asked, or silent where the site wants it so', (code) => {
    const visit = visitWith({ conditions: [aCondition(code)] })
    expect(why(visit)).toBe('ask')
    expect(why(visit, silentChart, 'encounter-discharge', 'silent')).toBe('no-study')
  })
  test('a draft of the charge, or answers only begun, do not silence it', () => {
    expect(why(studied({ charges: read(aCharge('planned')) }))).toBe('ask')
    expect(why(studied(), { ...silentChart, responses: finished('in-progress') })).toBe('ask')
  })
})

describe('silence', () => {
  test('neither a study nor a diagnosis of the list', () => {
    expect(why(visitWith())).toBe('no-study')
    expect(why(visitWith({ conditions: [aCondition('I10'), aCondition('M17.12')] }))).toBe('no-study')
    expect(why(visitWith({ readings: [{ query: 'all', reading: unreadable() }] }))).toBe('no-study')
  })
  test.each(['billable', 'billed', 'unknown'] as const)('a charge of that day, %s', (status) =>
    expect(why(studied({ charges: read(aCharge(status)) }))).toBe('already-charged'),
  )
  test('a charge that was set to not billable', () => expect(why(studied({ charges: read(aCharge('not-billable')) }))).toBe('not-billable'))
  test('answers of this visit', () => expect(why(studied(), { ...silentChart, responses: finished('completed') })).toBe('already-answered'))
  test('a study recorded as not done', () =>
    expect(why(visitWith({ conditions: listed, procedures: read(aStudy({ status: 'not-done' })) }))).toBe('recorded-as-not-done'))
  test.each(['planned', 'cancelled', 'entered-in-error'] as const)('a visit that is %s', (status) =>
    expect(why(studied({ encounter: anEncounter({ status }) }))).toBe('no-draft'),
  )
  test('a visit before ICD-10-CM', () =>
    expect(
      why(
        studied({
          encounter: anEncounter({ period: { start: '2014-01-01', end: '2014-01-01' } }),
          procedures: read(aStudy({ performedDateTime: '2014-01-01' })),
        }),
      ),
    ).toBe('no-draft'))
})

describe('when the chart is opened', () => {
  const open = (more: Partial<Encounter>) => {
    const { period: _, ...encounter } = anEncounter(more)
    return studied({ encounter: { ...encounter, ...more, period: more.period ?? { start: '2026-09-01T09:00:00-05:00' } } })
  }
  test('a visit that goes on is left alone', () =>
    expect(why(open({ status: 'in-progress' }), silentChart, 'patient-view')).toBe('not-ending'))
  test('a visit that is finished, or has an end, is asked about', () => {
    expect(why(open({ status: 'finished' }), silentChart, 'patient-view')).toBe('ask')
    const ended = open({ status: 'in-progress', period: { start: '2026-09-01T09:00:00-05:00', end: '2026-09-01T10:00:00-05:00' } })
    expect(why(ended, silentChart, 'patient-view')).toBe('ask')
  })
  test('at discharge the visit need not have ended', () => expect(why(open({ status: 'in-progress' }))).toBe('ask'))
  test('a chart without a visit in context: nothing to say', async () => {
    const hospital = await aHospital()
    const response = await hospital.post('/cds-services/visit-close-chart', aCall({ hook: 'patient-view', context: { patientId: 'p1' } }))
    expect(await cardsOf(response)).toEqual([])
  })
})

describe('the card', () => {
  const cards = prompts.map((said) => writeCard(said, cardId('https://ehr.example', null, 'v1'), config, cardRules))

  test('is a card of CDS Hooks 2.0, whatever it says', () => {
    for (const card of cards) expect(v.safeParse(hookAnswer, { cards: [card] }).issues).toBeUndefined()
  })
  // What cds-hooks/sandbox reads of a card: it colours by indicator, hides by id, shows no source without a label, renders the
  // detail as Markdown with its HTML, and puts the launch parameters at the end of a smart link.
  test('is shown whole by the public CDS Hooks sandbox', () => {
    for (const { uuid, indicator, source, detail, links } of cards) {
      expect([uuid === '', source.label === '', ['info', 'warning', 'critical'].includes(indicator)]).toEqual([false, false, true])
      expect(detail).not.toMatch(/[<>&]/)
      for (const { url } of links) expect(new URL(url).hash).toBe('')
    }
  })
  test('informs only: one link into the app in close mode, reasons to set it aside, no suggestion', () => {
    for (const card of cards) {
      expect(card.indicator).toBe('info')
      expect(card.links).toEqual([
        { label: 'Open the visit-close check', url: 'https://app.example/', type: 'smart', appContext: '{"mode":"close"}' },
      ])
      expect(card.overrideReasons.map(({ code }) => code)).toEqual([
        'no-study',
        'documented-elsewhere',
        'later',
        'another-clinician',
        'other',
      ])
      expect(Object.keys(card)).not.toContain('suggestions')
    }
  })
  test('names what the chart lacks, what could not be looked up, and nothing else', () => {
    expect(cards[0]?.summary).toBe('Motion analysis at this visit: 5 items of its documentation are open.')
    expect(cards[0]?.detail).toBe(
      [
        'Not found in the chart:',
        '- Were computerised 3-D kinematics recorded together with video, in a motion laboratory?',
        'Not found in the chart, advisory:',
        [
          '- Is there an order for the study, from a clinician who treats the patient?',
          '- Does the record state the clinical question of the study?',
          '- Is the patient’s informed consent recorded?',
          '- Is there a written, signed report of the reading? It is reported apart, as 96004.',
        ].join('\n'),
        'Yes, no, not done and cannot determine are all answers. The visit can be closed without them.',
      ].join('\n\n'),
    )
    expect(cards[8]?.summary).toBe('No motion analysis is recorded at this visit. Was one performed?')
    expect(cards[11]?.detail).toMatch(/^Could not be looked up:\n\n- Was the motion analysis performed on this patient on 2026-09-01\?/)
  })
  test('of one open item speaks in the singular', () => {
    const [said] = prompts
    const one = writeCard({ kind: 'ask', hasStudy: true, gaps: said?.gaps.slice(0, 1) ?? [] }, cardId('a', null, 'v1'), config, cardRules)
    expect(one.summary).toBe('Motion analysis at this visit: 1 item of its documentation is open.')
  })
  test('where the procedures were not read, does not say that there was no study', () => {
    expect(cards[10]?.summary).toBe('Whether a motion analysis is recorded at this visit could not be looked up.')
  })
  test('holds nothing of the chart: another chart with the same gaps gives the same words', async () => {
    const hospital = await aHospital()
    const [card] = await cardsOf(await hospital.close(aCall({ prefetch: wholePrefetch() })))
    expect(JSON.stringify(card)).not.toMatch(/G20|Dr\. One|"p1"|"v1"/)
    expect(card?.detail).toBe(cards[0]?.detail)
  })
  test('a visit has one card id: the same at every call, another for another visit, tenant or EHR', () => {
    const ids = [cardId('a', null, 'v1'), cardId('a', null, 'v2'), cardId('a', 't', 'v1'), cardId('b', null, 'v1')]
    expect(new Set(ids).size).toBe(4)
    expect(cardId('a', null, 'v1')).toBe(ids[0])
  })
})
