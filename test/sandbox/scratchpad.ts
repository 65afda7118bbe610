import type { ChargeItem } from 'fhir/r4'

/** The drafts on the EHR's page, one list a patient; they are no resources of its FHIR API. */
export interface Scratchpad {
  of(patientId: string): readonly ChargeItem[]
  /** Where the draft stands from now on. */
  put(patientId: string, draft: ChargeItem): string
  clear(): void
}

export function createScratchpad(): Scratchpad {
  const drafts = new Map<string, ChargeItem[]>()
  let next = 1
  return {
    of: (patientId) => drafts.get(patientId) ?? [],
    put(patientId, draft) {
      const id = `draft-${next}`
      next += 1
      drafts.set(patientId, [...(drafts.get(patientId) ?? []), { ...draft, id }])
      return `ChargeItem/${id}`
    },
    clear: () => drafts.clear(),
  }
}
