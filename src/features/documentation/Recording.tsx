import type { Assessment } from '#core/assess.ts'
import type { Decision, Decisions, QuestionAnswered } from '#core/decisions.ts'
import type { QuestionName } from '#core/questions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Question } from '#ui/Question.tsx'

interface RecordingProps {
  readonly assessment: Assessment
  readonly decisions: Decisions
  readonly rules: RuleBook
  readonly decide: (decision: Decision) => void
}

/** How the movement was recorded: markers or none decide whether this is the service at all. Advisory until answered. */
export function Recording({ assessment: { capture }, decisions, rules, decide }: RecordingProps) {
  const asked: readonly QuestionName[] = decisions.answers.capture === 'markerless' ? ['capture', 'full-body', 'kinetics'] : ['capture']
  return (
    <Disclosure
      isOpen={capture.kind === 'check-with-coding'}
      summary={capture.kind === 'not-documented' ? 'Optional: with markers, or without?' : 'How it was recorded'}
    >
      {asked.map((question) => (
        <Question
          key={question}
          words={rules.questions[question]}
          value={decisions.answers[question] ?? null}
          onPick={(answer) => decide({ type: 'question-answered', question, answer } as QuestionAnswered)}
        />
      ))}
      {capture.kind === 'markerless-full-body' && (
        <Notice tone="stop" title="What you answered is 0693T, which excludes 96000 that day.">
          <p className="small">{rules.services['0693T']?.note}</p>
        </Notice>
      )}
      {capture.kind === 'check-with-coding' && (
        <Notice tone="care" title="Recorded without markers: check with coding.">
          <p className="small">A draft can be saved; it is not confirmed here.</p>
        </Notice>
      )}
    </Disclosure>
  )
}
