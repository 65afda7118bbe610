import type { CapabilityStatement, CodeSystem, PlanDefinitionAction, ValueSet } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import { changed, there, withAction, withConcept, withItem, withProperty, type Refusal } from '#test/support/broken-rules.ts'

const inputOf = ({ input = [] }: PlanDefinitionAction, type: string) => there(input.find((one) => one.type === type))

const release: readonly Refusal[] = [
  [
    'a file of another day than the release',
    changed('requirements', (file: CapabilityStatement) => (file.date = '2026-11-25')),
    'capability-statement/requirements.json: is of 0.2.0, 2026-11-25, the release of 0.2.0, 2026-11-26',
  ],
  [
    'a file of another version than the release',
    changed('snomed-notes', (file: CodeSystem) => (file.version = '0.1.9')),
    'code-system/snomed-notes.json: is of 0.1.9, 2026-11-26, the release of 0.2.0, 2026-11-26',
  ],
  [
    'a file without a day',
    changed('snomed-notes', (file: CodeSystem) => delete file.date),
    'code-system/snomed-notes.json: is of 0.2.0, no day, the release of 0.2.0, 2026-11-26',
  ],
]

const sets: readonly Refusal[] = [
  [
    'an expansion of another code system than its set',
    changed('parkinson', ({ expansion }: ValueSet) => (there(expansion?.contains?.[0]).system = 'http://hl7.org/fhir/sid/icd-10')),
    'value-set/parkinson.json: expansion: is not what the set composes',
  ],
  [
    'an expansion of the whole list that lacks a code of its parts',
    changed('indications', ({ expansion }: ValueSet) => void expansion?.contains?.shift()),
    'value-set/indications.json: expansion: is not what the set composes',
  ],
  [
    'an expansion that counts wrongly',
    changed('parkinson', (file: ValueSet) => (there(file.expansion).total = 7)),
    'value-set/parkinson.json: expansion: counts 7 of 6',
  ],
  [
    'an expansion of another day than its file',
    changed('parkinson', (file: ValueSet) => (there(file.expansion).timestamp = '2026-11-25')),
    'value-set/parkinson.json: expansion: is of 2026-11-25, its file of 2026-11-26',
  ],
  [
    'a modifier that no value set holds',
    changed('hcpcs-supplement', ({ concept = [] }: CodeSystem) => void concept.push({ ...there(concept[0]), code: 'GA' })),
    'value-set/modifiers.json: differs from the table in https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets|GA',
  ],
  [
    'a related code that the table calls otherwise',
    withProperty('cpt-supplement', '97110', 'relation', { valueCode: 'family' }),
    'value-set/related-codes.json: differs from the table in http://www.ama-assn.org/go/cpt|97110',
  ],
  [
    'a property of another type than declared',
    withProperty('payers', 'cigna', 'policyDate', { valueString: '2025' }),
    'code-system/payers.json: cigna: policyDate is no dateTime',
  ],
]

const answers: readonly Refusal[] = [
  [
    'other advice than the engine knows',
    changed('advice', (file: CodeSystem) => void file.concept?.pop()),
    'code-system/advice.json: holds supported,ask,not-accepted, the engine knows supported,ask,not-accepted,not-applicable',
  ],
  [
    'an answer that no code system holds',
    changed('answers', (file: CodeSystem) => (file.concept = (file.concept ?? []).filter(({ code }) => code !== 'markers'))),
    'visit-close.json: capture: takes https://gait-charge.example/fhir/CodeSystem/answers|markers, which no code system holds',
  ],
  [
    'an answer that no question takes',
    changed('answers', ({ concept = [] }: CodeSystem) => void concept.push({ code: 'perhaps', display: 'Perhaps' })),
    'code-system/answers.json: perhaps: is an answer that no question takes',
  ],
  [
    'a question that waits for one that is not asked',
    withItem('full-body', ({ enableWhen = [] }) => (there(enableWhen[0]).question = 'recording')),
    'questionnaire/visit-close.json: full-body: waits for recording, which is not asked',
  ],
  [
    'a question that waits for an answer that is none',
    withItem('full-body', ({ enableWhen = [] }) => (there(enableWhen[0]?.answerCoding).code = 'stopped')),
    'visit-close.json: full-body: waits for https://gait-charge.example/fhir/CodeSystem/answers|stopped, which capture does not take',
  ],
  [
    'reasons for stopping without words',
    withConcept('stop-reasons', 'safety', (concept) => (concept.display = '')),
    'code-system/stop-reasons.json: safety: no display',
  ],
]

const inputs: readonly Refusal[] = [
  [
    'a resource that is read and not named',
    withAction('modifier-53', (action) => (action.input = action.input?.slice(1) ?? [])),
    'modifier-53.input: names Procedure,QuestionnaireResponse, the FHIRPaths read Encounter,Procedure,QuestionnaireResponse',
  ],
  [
    'a resource that is named and not read',
    withAction('modifier-78', ({ input = [] }) => void input.push({ type: 'Coverage' })),
    'modifier-78.input: names Coverage,Procedure, the FHIRPaths read Procedure',
  ],
  [
    'a resource taken by another date',
    withAction('modifier-51', (action) => (there(inputOf(action, 'Procedure').dateFilter?.[0]).path = 'recorded')),
    'modifier-51.input: takes Procedure by recorded, not by performed',
  ],
  [
    'a resource taken by no date',
    withAction('modifier-51', (action) => delete inputOf(action, 'ChargeItem').dateFilter),
    'modifier-51.input: takes ChargeItem by no date, not by occurrence',
  ],
  [
    'a filter on a code that no FHIRPath names',
    withAction('modifier-26', (action) => (there(inputOf(action, 'Procedure').codeFilter?.[0]?.code?.[0]).code = '96002')),
    "modifier-26.input: filters Procedure by '96002', which no FHIRPath reads",
  ],
  [
    'a filter on a code of another system',
    withAction('modifier-26', (action) => (there(inputOf(action, 'Procedure').codeFilter?.[0]?.code?.[0]).system = 'urn:x')),
    "modifier-26.input: filters Procedure by 'urn:x', which no FHIRPath reads",
  ],
  [
    'a filter on an element that no FHIRPath reads',
    withAction('modifier-26', (action) => (there(inputOf(action, 'Procedure').codeFilter?.[0]).path = 'bodySite')),
    'modifier-26.input: filters Procedure by bodySite, which no FHIRPath reads',
  ],
]

describe.each([
  ['of the release', release],
  ['of the sets and lists', sets],
  ['of the answers', answers],
  ['of what the advice reads', inputs],
])('a fault %s is an error that names file and element', (_part, rows) => {
  test.each(rows)('%s', (_name, broken, message) => expect(() => parseRuleBook(broken)).toThrow(message))
})
