import { assess } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import type { Answers } from '#core/questions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { gives, type Case } from '#test/core/case.ts'
import { aCondition, aStudy, read, visitWith } from '#test/support/build.ts'

const visit = visitWith({ conditions: [aCondition('G20.A1', { id: 'd' })], procedures: read(aStudy()) })
const seen = (answers: Answers) => (rules: RuleBook) => {
  const { capture, verdict } = assess(visit, rules, { ...undecided, answers }, '2026-09-01')
  return [capture.kind, 'asks' in capture ? capture.asks : null, verdict].filter(Boolean).join(' ')
}

export const cases: readonly Case[] = [
  gives('nothing answered on the recording: not documented, and no obstacle', seen({}), 'not-documented on-list'),
  gives('markers: the service as it is listed', seen({ capture: 'markers' }), 'with-markers on-list'),
  gives('nobody can tell about markers: not documented', seen({ capture: 'cannot-determine' }), 'not-documented on-list'),
  gives(
    'markerless, nothing else answered: a coder has to say, and the body is asked',
    seen({ capture: 'markerless' }),
    'check-with-coding full-body cannot-tell',
  ),
  gives(
    'markerless and full body: kinetics is asked',
    seen({ capture: 'markerless', 'full-body': 'yes' }),
    'check-with-coding kinetics cannot-tell',
  ),
  gives(
    'markerless and not the full body: a coder has to say',
    seen({ capture: 'markerless', 'full-body': 'no', kinetics: 'yes' }),
    'check-with-coding cannot-tell',
  ),
  gives(
    'markerless without kinetics: a coder has to say',
    seen({ capture: 'markerless', 'full-body': 'yes', kinetics: 'no' }),
    'check-with-coding cannot-tell',
  ),
  gives(
    'markerless, kinetics cannot be determined: a coder has to say',
    seen({ capture: 'markerless', 'full-body': 'yes', kinetics: 'cannot-determine' }),
    'check-with-coding cannot-tell',
  ),
  gives(
    'markerless, full body and kinetics: 0693T, whatever the diagnosis',
    seen({ capture: 'markerless', 'full-body': 'yes', kinetics: 'yes' }),
    'markerless-full-body cannot-tell',
  ),
  gives('no laboratory with video and 3-D kinematics: not this service', seen({ laboratory: 'no' }), 'not-this-service on-list'),
]
