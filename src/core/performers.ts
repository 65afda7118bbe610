import type { Reference } from 'fhir/r4'
import { recordedServices, servicesOn, type RecordedService } from './service-date.ts'
import type { Visit } from './visit.ts'

/** Somebody a charge may name, as a reference (`Practitioner/123`) and as the chart names them. */
export interface Named {
  readonly reference: string
  readonly display: string | null
}

const literal = /^(?:.+\/)?([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/
const accountable: readonly string[] = ['Practitioner', 'PractitionerRole', 'Organization']

/** Whether a charge may name this actor: a clinician or organization by a reference that holds outside the record that names it. */
export function isAccountable({ reference }: Reference): boolean {
  return accountable.includes(typeOf(reference) ?? '')
}

function typeOf(reference: string | undefined): string | null {
  return literal.exec(reference ?? '')?.[1] ?? null
}

/** Every clinician or organization whom the chart records as performer of the study at this visit, as references. */
export function performersOf(visit: Visit, today: string): readonly string[] {
  return recordedPerformers(recordedServices(visit, today).filter(({ isOfVisit }) => isOfVisit))
}

/** The clinicians and organizations that these services name, as references. */
export function recordedPerformers(services: readonly Pick<RecordedService, 'procedure'>[]): readonly string[] {
  return [...new Set(actorsOf(services).flatMap((actor) => (isAccountable(actor) ? (actor.reference ?? []) : [])))]
}

/**
 * The one whom the record itself makes accountable; null where it names none or several, or somebody beside them in
 * words, by a number or in a contained resource only, who might be the one.
 */
export function accountablePerformer(services: readonly Pick<RecordedService, 'procedure'>[]): string | null {
  const [only, ...more] = recordedPerformers(services)
  const isUnclear = actorsOf(services).some(({ reference }) => typeOf(reference) === null)
  return only === undefined || more.length > 0 || isUnclear ? null : only
}

/** Whom the clinician may name: those the chart records for that day first, then the signed-in user, then the visit's participants. */
export function performerCandidates(visit: Visit, day: string | null, signer: Named | null, today: string): readonly Named[] {
  const participants = (visit.encounter.participant ?? []).flatMap(({ individual }) => individual ?? [])
  const recorded = actorsOf(servicesOn(recordedServices(visit, today), day))
  const named = (actors: readonly Reference[]) =>
    actors.filter(isAccountable).map(({ reference = '', display = null }): Named => ({ reference, display }))
  const all = [...named(recorded), ...(signer === null ? [] : [signer]), ...named(participants)]
  return [...new Set(all.map(({ reference }) => reference))].map((reference) => ({
    reference,
    display: all.find((one) => one.reference === reference && one.display !== null)?.display ?? null,
  }))
}

function actorsOf(services: readonly Pick<RecordedService, 'procedure'>[]): readonly Reference[] {
  return services.flatMap(({ procedure }) => (procedure.performer ?? []).map(({ actor }) => actor))
}
