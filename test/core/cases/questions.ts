import type { Questionnaire, QuestionnaireItem } from 'fhir/r4'
import { gives, type Case } from '#test/core/case.ts'

/** Every question of the visit close that is no simple choice of an answer, or that is asked only after another answer. */
const after: Readonly<Record<string, string>> = {
  'full-body': 'capture = markerless',
  kinetics: 'capture = markerless',
  'reduce-reason': 'course = reduced',
  'stop-reason': 'course = stopped',
}
const kinds: Readonly<Record<string, string>> = { 'date-of-service': 'date', performer: 'reference' }

/** The prompts at visit close: each is neutral and feeds no fact. */
const groups: Readonly<Record<string, string>> = {
  'group-order': 'order-recorded clinical-question plan-question consent',
  'group-service': 'date-of-service performed performer laboratory capture full-body kinetics lab-equipment tasks-recorded',
  'group-course': 'course reduce-reason stop-reason',
  'group-review': 'physician-review interpretation-report results-in-plan',
  'group-claim': 'charges-checked claim-type same-billing-provider separate-service therapy-plan',
}

function groupsIn(files: readonly unknown[]): readonly QuestionnaireItem[] {
  return (files as readonly Questionnaire[]).find(({ resourceType }) => resourceType === 'Questionnaire')?.item ?? []
}

function itemsIn(files: readonly unknown[]): readonly QuestionnaireItem[] {
  return groupsIn(files).flatMap(({ item = [] }) => item)
}

export const cases: readonly Case[] = [
  gives(
    'of the answers, Confirm needs performed, laboratory and charges-checked',
    ({ questions }) => Object.entries(questions).flatMap(([name, { isRequired }]) => (isRequired ? [name] : [])),
    ['performed', 'laboratory', 'charges-checked'],
  ),
  ...Object.entries(groups).map(([group, questions]) => ({
    name: `${group} asks ${questions}`,
    holds: (_rules: unknown, files: readonly unknown[]) =>
      groupsIn(files)
        .filter(({ linkId, type }) => linkId === group && type === 'group')
        .map(({ item = [] }) => item.map(({ linkId }) => linkId).join(' '))
        .join() === questions,
  })),
  {
    name: 'a question is asked always, or after the one answer that opens it',
    holds: (_rules, files) =>
      itemsIn(files).every(
        ({ linkId, enableWhen = [] }) =>
          enableWhen.map(({ question, operator, answerCoding }) => `${question} ${operator} ${answerCoding?.code ?? ''}`).join() ===
          (after[linkId] ?? ''),
      ),
  },
  {
    name: 'every question is a choice, but for the day and the performer',
    holds: (_rules, files) => itemsIn(files).every(({ linkId, type }) => type === (kinds[linkId] ?? 'choice')),
  },
  {
    name: 'the questions are about a patient',
    holds: (_rules, files) =>
      (files as readonly Questionnaire[]).some(
        ({ resourceType, subjectType }) => resourceType === 'Questionnaire' && subjectType?.join() === 'Patient',
      ),
  },
]
