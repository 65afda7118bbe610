import { validateResource } from '@medplum/core'
import type { CodeableConcept, Condition, FhirResource, Procedure } from 'fhir/r4'
import { beforeAll, describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { staff } from './patients/people.ts'
import { stories } from './patients/stories.ts'
import type { Sandbox } from './sandbox.ts'
import { anEhr } from './signed-in.ts'

const today = '2026-11-20'

/** What each chart must hold: diagnoses, procedures with their status, and all it holds beside one finished visit. */
const expected: Readonly<Record<string, readonly [diagnoses: string, procedures?: string, more?: string]>> = {
  'complete-record': ['G20.A1', '96000 completed'],
  'parkinson-a1': ['G20.A1', '96000 completed'],
  'everyday-chart': ['M16.11'],
  'parkinson-header': ['G20'],
  'stroke-dysphagia': ['I69.391'],
  'stroke-hemiparesis': ['I69.351'],
  'knee-right': ['M17.11'],
  'hip-right': ['M16.11'],
  'gait-other': ['R26.89'],
  'knee-left': ['M17.12'],
  'knee-bilateral': ['M17.0'],
  'cerebral-palsy': ['G80.1'],
  'stopped-session': ['G20.A1', '96000 stopped'],
  'stopped-in-office': ['G20.B1', '96000 stopped'],
  'stopped-in-hospital': ['G20.A2', '96000 stopped'],
  'abbreviated-session': ['M16.11', '96000 completed'],
  'visit-to-close': ['M16.11', '96000 completed', 'in-progress, ServiceRequest active, Consent active'],
  'same-day-procedures': ['M17.11', '96000 completed, 97116 completed, 97750 completed'],
  'therapist-study': ['G20.A1', '96000 completed'],
  'replaced-knee': ['M17.11, Z96.651, R26.89', '96000 completed'],
  'referral-visit': ['G20.A1', '96000 completed'],
  'already-charged': ['M17.11', '96000 completed', 'ChargeItem billable'],
  'two-visits': ['G20.A1, G20.A1', '96000 completed', 'Encounter finished'],
  'visit-over-several-days': ['M16.11'],
  'cancelled-visit': ['M17.11', '', 'cancelled'],
  'mixed-codings': ['KNEE-R + 239873007 + 715.16 + M17.11'],
  'resolved-and-refuted': ['G20.A1, M17.11'],
  'text-only': ['(text)'],
  'no-diagnosis': ['', '', 'in-progress'],
  'many-conditions': [''],
  'snomed-stroke': ['230690007'],
  'snomed-knee': ['239873007'],
  'snomed-hip': ['239872002'],
  'snomed-parkinson': ['49049000'],
  'payer-aetna': ['M17.11', '96000 completed', 'Coverage active'],
  'payer-bcbs': ['M17.11', '96000 completed', 'Coverage active'],
  'payer-cigna': ['M17.11', '96000 completed', 'Coverage active'],
  'payer-unitedhealthcare': ['M17.11', '96000 completed', 'Coverage active'],
  'payer-medicare': ['M17.11', '96000 completed', 'Coverage active'],
  'payer-buca': ['M17.11', '96000 completed', 'Coverage active'],
}

let ehr: Sandbox
beforeAll(async () => {
  ehr = await anEhr()
})

const told = (id: string) => stories.find((story) => story.id === id)?.resources(today) ?? []
const ofType = <T extends FhirResource>(id: string, type: T['resourceType']) =>
  told(id).filter((resource): resource is T => resource.resourceType === type)
const codesOf = ({ coding }: CodeableConcept = {}) => coding?.map(({ code }) => code).join(' + ') ?? '(text)'
const statusOf = (resource: FhirResource) => (resource as { status?: string }).status ?? ''

/** What the validator says against a resource; null for what is valid FHIR. */
function fault(resource: FhirResource): string | null {
  try {
    validateResource(resource as never)
    return null
  } catch (error) {
    return `${resource.resourceType}/${resource.id ?? ''}: ${String(error)}`
  }
}
const faultsOf = (resources: readonly FhirResource[]) => resources.map(fault).filter((one) => one !== null)

test('every story is told once, and this table knows each', () => {
  expect(stories.map(({ id }) => id).toSorted()).toEqual(Object.keys(expected).toSorted())
})

describe.each(Object.entries(expected))('%s', (id, [diagnoses, procedures = '', more = '']) => {
  test('holds what it promises', () => {
    const conditions = ofType<Condition>(id, 'Condition').map(({ code }) => codesOf(code))
    const done = ofType<Procedure>(id, 'Procedure').map(({ code, status }) => `${codesOf(code)} ${status}`)
    expect([conditions.join(', '), done.join(', ')]).toEqual([diagnoses, procedures])
    const counted = ['Patient', 'Organization', 'Condition', 'Procedure']
    const others = told(id).filter(({ resourceType }) => !counted.includes(resourceType))
    const [first = 'finished', ...rest] = more === '' ? [] : more.split(', ')
    const visits = first.includes(' ') ? ['Encounter finished', first, ...rest] : [`Encounter ${first}`, ...rest]
    expect(others.map((resource) => `${resource.resourceType} ${statusOf(resource)}`).join(', ')).toBe(visits.join(', '))
  })
  test('is valid FHIR, of one patient, under ids of its own', () => {
    expect(faultsOf(told(id))).toEqual([])
    expect(told(id).filter((resource) => resource.id?.startsWith(id) !== true)).toEqual([])
    expect(new Set(targetsOf(told(id)).flatMap(([type, target]) => (type === 'Patient' ? [target] : [])))).toEqual(new Set([id]))
  })
  test('points at nothing that is missing', async () => {
    for (const [type, target] of targetsOf(told(id))) {
      expect(await ehr.read(type as 'Patient', target)).toMatchObject({ resourceType: type, id: target })
    }
  })
})

test('the visits are those of the day the sandbox is asked for', () => {
  const speaksOf = (day: string, asked: string) =>
    stories.filter(({ resources }) => JSON.stringify(resources(asked)).includes(day)).map(({ id }) => id)
  expect(speaksOf(today, today)).toEqual(Object.keys(expected))
  expect(speaksOf(today, '2026-11-19')).toEqual([])
})

test('diagnoses of the public launcher’s kind are SNOMED CT alone, without a category', () => {
  const conditions = ['snomed-stroke', 'snomed-knee', 'snomed-hip', 'snomed-parkinson'].flatMap((id) => ofType<Condition>(id, 'Condition'))
  expect(conditions).toHaveLength(4)
  for (const { code, category } of conditions) {
    expect([code?.coding?.map(({ system }) => system), category]).toEqual([[codeSystem.snomed], undefined])
  }
})

test('the ten thousand are valid FHIR, and one of them is on the list', () => {
  const generated =
    stories
      .find(({ id }) => id === 'many-conditions')
      ?.generated?.(today)
      .conditions({ resourceType: 'Condition' }) ?? []
  expect(generated).toHaveLength(10_000)
  expect(faultsOf(generated.filter((_, index) => index % 500 === 0 || index > 9_930))).toEqual([])
  expect(generated.map((condition) => codesOf((condition as Condition).code)).filter((code) => code !== 'Z00.00')).toEqual(['G20.A1'])
})

test('the staff is valid FHIR, and no number of theirs is an NPI', () => {
  expect(faultsOf(staff())).toEqual([])
  expect(JSON.stringify(staff())).not.toContain('us-npi')
})

function targetsOf(resources: readonly FhirResource[]) {
  const written = JSON.stringify(resources)
  return [...written.matchAll(/"reference":"(\w+)\/([^"]+)"/g)].map(([, type = '', target = '']) => [type, target] as const)
}
