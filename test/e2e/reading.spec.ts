import type { Condition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { confirmOn, textOf, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()

describe('what could not be read', () => {
  test('N06 refused diagnoses are never "no diagnosis"', async () => {
    const { window } = clinic
    await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit', forbid: ['Condition'] })
    expect(await verdictOn(window.page)).toBe('The chart does not tell whether a diagnosis is on the list.')
    const text = await textOf(window.page)
    expect(text).toContain('Not everything could be read.')
    expect(text).toContain('the EHR does not let this app see them')
    expect(text).not.toMatch(/no coded diagnosis|no diagnosis on/i)
    expect(await confirmOn(window.page).isDisabled()).toBe(true)
    expect(window.takeNoise()).toMatch(/^error: Failed to load resource.*403/)
  })

  test('a refused problem list is named beside a match', async () => {
    const { window, world } = clinic
    world.app.use({ issuers: [{ ...world.issuer, conditionQueries: 'by-category' }] })
    world.ehr.misbehave({
      method: 'GET',
      pathPattern: /Condition.*problem-list-item/,
      times: 9,
      answer: { kind: 'respond', status: 403 },
    })
    await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
    expect(await verdictOn(window.page)).toBe('G20.A1 is on the list for 96000.')
    expect(await textOf(window.page)).toContain('Entries of the problem list: the EHR does not let this app see them.')
    expect(window.takeNoise()).toMatch(/^error: Failed to load resource.*403/)
  })

  test('a scope that was narrowed to one category is named beside a match', async () => {
    const { window } = clinic
    const grantedScopes = `openid fhirUser launch patient/Condition.rs?category=${codeSystem.conditionCategory}|encounter-diagnosis patient/Patient.r patient/Encounter.rs patient/Procedure.rs patient/ChargeItem.cruds patient/Coverage.rs`
    await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit', grantedScopes })
    expect(await verdictOn(window.page)).toBe('G20.A1 is on the list for 96000.')
    expect(await textOf(window.page)).toContain('Entries of the problem list: the EHR did not grant this app access to them.')
  })

  test.each([
    ['Problem list refused (403)', 'Entries of the problem list: the EHR does not let this app see them.'],
    ['Scope narrowed to diagnoses of the visit', 'Entries of the problem list: the EHR did not grant this app access to them.'],
    ['All diagnoses refused (403)', 'Diagnoses: the EHR does not let this app see them.'],
  ])('a visitor of the chart page sees what "%s" leads to', async (fault, said) => {
    const { window, world } = clinic
    await window.page.goto(`${world.ehrUrl}/chart/parkinson-a1`)
    await window.page.getByText('Launch with a fault').click()
    await window.page.getByRole('button', { name: fault }).click()
    await verdictOn(window.frame)
    expect(await textOf(window.frame)).toContain(said)
    expect((await textOf(window.frame)).includes('is on the list for 96000')).toBe(!fault.startsWith('All'))
    window.takeNoise()
  })

  test('D34 a chart without a diagnosis says so only when it was read', async () => {
    const { window } = clinic
    await window.launch('no-diagnosis', 'no-diagnosis-visit')
    expect(await verdictOn(window.frame)).toBe('No coded diagnosis found in this chart.')
  })
})

describe('problems coded in SNOMED CT only', () => {
  test.each(['snomed-stroke', 'snomed-knee', 'snomed-hip', 'snomed-parkinson'])(
    'D10 %s is possible, never a silent match',
    async (patient) => {
      const { window } = clinic
      await window.launch(patient, `${patient}-visit`)
      expect(await verdictOn(window.frame)).toBe('Possible: specify the ICD-10-CM code.')
      expect(await textOf(window.frame)).not.toContain('is on the list')
      expect(await confirmOn(window.frame).isDisabled()).toBe(true)
      expect(await window.frame.getByRole('radio', { checked: true }).count()).toBe(0)
    },
  )
})

test('P09 all 10,000 Conditions are read and counted', async () => {
  const { window, world } = clinic
  await window.launch('many-conditions', 'many-conditions-visit')
  expect(await verdictOn(window.frame)).toBe('G20.A1 is on the list for 96000.')
  expect(await textOf(window.frame)).toContain('10,000 entries read')
  expect(world.ehr.requests.filter(({ method, url }) => method === 'GET' && url.includes('/Condition')).length).toBeGreaterThan(1)
})

test('a study of ten days ago is shown, and does not count as performed at this visit', async () => {
  const { window } = clinic
  await window.launch('referral-visit', 'referral-visit-visit')
  await window.frame.getByRole('heading', { level: 1 }).waitFor()
  expect(
    await window.frame
      .getByRole('group', { name: /performed on this patient/ })
      .getByRole('radio', { checked: true })
      .count(),
  ).toBe(0)
  expect(await textOf(window.frame)).not.toContain('recorded in the chart.')
})

test('a diagnosis in words alone says what to do, and is there to choose once it was coded and read again', async () => {
  const { window, world } = clinic
  await window.launch('text-only', 'text-only-visit')
  await window.frame.getByText('Code it in the chart, then read the chart again.').waitFor()
  expect(await window.frame.getByRole('region', { name: 'Diagnoses' }).getByRole('checkbox').count()).toBe(0)
  const condition = await world.ehr.read<Condition>('Condition', 'text-only-diagnosis')
  await world.ehr.update({ ...condition, code: { ...condition.code, coding: [{ system: codeSystem.icd10cm, code: 'G20.A1' }] } })
  await window.frame.getByRole('button', { name: 'Read the chart again' }).click()
  await window.frame.getByRole('checkbox', { name: 'G20.A1' }).waitFor()
  expect(await textOf(window.frame)).not.toContain('Code it in the chart')
})
