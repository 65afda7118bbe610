import type { FhirResource } from 'fhir/r4'
import { staff } from './patients/people.ts'
import { stories } from './patients/stories.ts'
import type { Store } from './store.ts'

/** Puts the staff and every story into the store, the visits on `today`. */
export async function seed(store: Store, today: string): Promise<void> {
  const resources: readonly FhirResource[] = [...staff(), ...stories.flatMap((story) => story.resources(today))]
  for (const resource of resources) await store.create(resource)
  for (const story of stories) if (story.generated !== undefined) store.generated.push(story.generated(today))
}

/** Today on the calendar of this machine, `YYYY-MM-DD`. */
export function localToday(now: number): string {
  const date = new Date(now)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
