import { diagnosis, visit } from './chart-entries.ts'
import { patient } from './people.ts'
import type { Story } from './story.ts'

interface Simple {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly name: string
  readonly gender?: 'female' | 'male'
  readonly birthDate?: string
  readonly code: string
  readonly text: string
  readonly options?: Parameters<typeof diagnosis>[3]
}

/** A story of one patient, one visit today and one diagnosis. */
export function simpleStory({ id, title, summary, name, gender = 'female', birthDate = '1957-03-14', code, text, options }: Simple): Story {
  return {
    id,
    title,
    summary,
    resources: (today) => [patient(id, name, gender, birthDate), visit(id, today), diagnosis(id, code, text, options)],
  }
}
