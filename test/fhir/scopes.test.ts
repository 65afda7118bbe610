import { expect, test } from 'vitest'
import { requestedScopes, scopeTable } from '#fhir/requested-scopes.ts'
import { grants, narrowedTo } from '#fhir/scopes.ts'

test('an EHR launch asks for the launch context and every row of the table, letters in the order of cruds', () => {
  expect(requestedScopes('ehr', null)).toBe(
    'launch openid fhirUser online_access patient/Patient.r patient/Encounter.rs patient/Condition.rs patient/Procedure.rs ' +
      'patient/ChargeItem.crus patient/Coverage.rs patient/Provenance.c ' +
      'patient/ServiceRequest.rs patient/Consent.rs patient/DiagnosticReport.rs patient/QuestionnaireResponse.crus ' +
      'user/Practitioner.r user/PractitionerRole.rs',
  )
  for (const { letters } of scopeTable) expect(letters).toMatch(/^c?r?u?d?s?$/)
})

test('a standalone launch asks for a patient and a visit instead', () => {
  expect(requestedScopes('standalone', null)).toMatch(/^launch\/patient launch\/encounter openid /)
})

test('messaging is asked for only where the site lists it', () => {
  expect(requestedScopes('ehr', null)).not.toContain('messaging')
  expect(requestedScopes('ehr', null, ['web-messaging'])).toMatch(/ messaging\/scratchpad$/)
})

test("a site's own scopes replace the table, and the launch context follows the launch", () => {
  const literal = 'launch openid patient/*.read'
  expect(requestedScopes('ehr', literal)).toBe('launch openid patient/*.read')
  expect(requestedScopes('standalone', literal)).toBe('launch/patient launch/encounter openid patient/*.read')
})

const category = 'patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/condition-category|encounter-diagnosis'

test.each([
  ['patient/Condition.rs', 'Condition', 's', 'whole'],
  ['patient/Condition.r', 'Condition', 's', 'none'],
  ['patient/Condition.read', 'Condition', 's', 'whole'],
  ['patient/ChargeItem.write', 'ChargeItem', 'u', 'whole'],
  ['patient/ChargeItem.read', 'ChargeItem', 'c', 'none'],
  ['patient/ChargeItem.*', 'ChargeItem', 'c', 'whole'],
  ['patient/*.rs', 'Procedure', 's', 'whole'],
  ['user/*.cruds', 'ChargeItem', 'c', 'whole'],
  ['user/Practitioner.r', 'Practitioner', 'r', 'whole'],
  [category, 'Condition', 's', 'narrowed'],
  [`${category} patient/*.rs`, 'Condition', 's', 'whole'],
  ['patient/ConditionX.rs', 'Condition', 's', 'none'],
  ['patient/Condition.sr', 'Condition', 's', 'none'],
  ['system/Condition.rs', 'Condition', 's', 'none'],
  ['', 'Condition', 's', 'none'],
] as const)('the granted scope %j makes %s.%s %s', (granted, resource, letter, expected) => {
  expect(grants(granted.split(' '), resource, letter)).toBe(expected)
})

test('a narrowed grant names the categories that it is limited to', () => {
  const both = [category, 'patient/Condition.rs?category=problem-list-item']
  expect(narrowedTo(both, 'Condition', 's')).toEqual(['encounter-diagnosis', 'problem-list-item'])
  expect(narrowedTo(['patient/Condition.rs?clinical-status=active'], 'Condition', 's')).toBeNull()
  expect(narrowedTo([`${category}&clinical-status=active`], 'Condition', 's')).toBeNull()
})
