import type { FhirResource } from 'fhir/r4'
import { placeOf } from './rule-resource.ts'

/** The files are one release: each bears its version and its date. Throws an Error that names the file of another one. */
export function checkRelease(resources: readonly FhirResource[], release: Dated): void {
  for (const resource of resources) {
    const { version, date } = resource as Dated
    if (version !== release.version || date !== release.date)
      throw placeOf(resource).fault(`is of ${said(version, date)}, the release of ${said(release.version, release.date)}`)
  }
}

interface Dated {
  readonly version?: string | undefined
  readonly date?: string | undefined
}

function said(version = 'no version', date = 'no day'): string {
  return `${version}, ${date}`
}
