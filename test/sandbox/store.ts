import { OperationOutcomeError, parseSearchRequest, type SearchRequest } from '@medplum/core'
import { MemoryRepository } from '@medplum/fhir-router'
import type { FhirResource } from 'fhir/r4'
import type { GeneratedPatient } from './generated.ts'
import { Problem } from './problem.ts'

export type Stored = FhirResource & { id: string; meta: { versionId: string; lastUpdated: string } }

/** What the EHR holds: Medplum's repository with counted versions, 410 after a removal, and the generated patients beside it. */
export interface Store {
  read(type: string, id: string): Promise<Stored>
  readVersion(type: string, id: string, version: string): Promise<Stored>
  /** `version` null asks for any. */
  exists(type: string, id: string, version: string | null): Promise<boolean>
  search(request: SearchRequest): Promise<readonly Stored[]>
  create(resource: FhirResource): Promise<Stored>
  /** Creates unless the search finds one; decided without a pause, so that concurrent requests make one resource. */
  createIfNone(resource: FhirResource, query: string): Promise<{ readonly resource: Stored; readonly isNew: boolean }>
  /** `version` is the one the caller saw, null for "whatever is there". */
  update(resource: FhirResource, version: string | null): Promise<Stored>
  remove(type: string, id: string): Promise<void>
  clear(): void
  readonly generated: GeneratedPatient[]
}

export function createStore(now: () => number): Store {
  const repository = new MemoryRepository()
  const removed = new Set<string>()
  const generated: GeneratedPatient[] = []
  const stamped = (resource: FhirResource, version: number) =>
    ({
      ...resource,
      meta: { ...resource.meta, versionId: String(version), lastUpdated: new Date(now()).toISOString() },
    }) as never
  // Seeding is what lets Medplum keep the version it is given, instead of a random one.
  const keepingVersions = <T>(write: () => Promise<T>) => repository.withSeeding(write)
  const find = (type: string, id: string) => repository.readResource(type, id).catch(() => null) as Promise<Stored | null>
  const readGenerated = (type: string, id: string) =>
    generated.map((patient) => patient.read(type, id)).find((found) => found !== null) ?? null

  const store: Store = {
    generated,
    async read(type, id) {
      const found = readGenerated(type, id) ?? (await find(type, id))
      if (found !== null) return found
      if (removed.has(`${type}/${id}`)) throw new Problem(410, 'deleted', `${type}/${id} was deleted`)
      throw new Problem(404, 'not-found', `There is no ${type}/${id}`)
    },
    async readVersion(type, id, version) {
      const current = await store.read(type, id)
      const found = current.meta.versionId === version ? current : await repository.readVersion(type, id, version).catch(() => null)
      if (found === null) throw new Problem(404, 'not-found', `There is no version ${version} of ${type}/${id}`)
      return found as Stored
    },
    exists: (type, id, version) =>
      (version === null ? store.read(type, id) : store.readVersion(type, id, version)).then(
        () => true,
        () => false,
      ),
    async search(request) {
      const bundle = await repository.search(request).catch(asProblem)
      return (bundle.entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [resource as Stored]))
    },
    create: (resource) => keepingVersions(() => repository.createResource(stamped(resource, 1))),
    async createIfNone(resource, query) {
      const request = parseSearch(resource.resourceType, query)
      const answer = await keepingVersions(() => repository.conditionalCreate(stamped(resource, 1), request as never)).catch(asProblem)
      return { resource: answer.resource as Stored, isNew: answer.outcome.id === 'created' }
    },
    async update(resource, version) {
      const { resourceType, id = '' } = resource
      const current = await store.read(resourceType, id)
      if (version !== null && version !== current.meta.versionId) {
        throw new Problem(412, 'conflict', `${resourceType}/${id} is at version ${current.meta.versionId}, not ${version}`)
      }
      const next = stamped(resource, Number(current.meta.versionId) + 1)
      const write = keepingVersions(() => repository.updateResource(next, { ifMatch: current.meta.versionId }))
      return await write.catch(asProblem)
    },
    async remove(type, id) {
      await repository.deleteResource(type, id)
      removed.add(`${type}/${id}`)
    },
    clear() {
      repository.clear()
      removed.clear()
      generated.length = 0
    },
  }
  return store
}

/** Reads a search, 400 for a value that no parameter of its kind takes. */
export function parseSearch(type: string, query: string): SearchRequest {
  try {
    return parseSearchRequest(`${type}?${query}` as never)
  } catch (error) {
    return asProblem(error)
  }
}

const statusOfOutcome: Readonly<Record<string, number>> = { 'not-found': 404, 'multiple-matches': 412, 'precondition-failed': 412 }

function asProblem(error: unknown): never {
  if (!(error instanceof OperationOutcomeError)) {
    // Medplum throws a plain Error for a search value it cannot read.
    throw new Problem(400, 'invalid', error instanceof Error ? error.message : 'The request could not be read')
  }
  const { id = '', issue } = error.outcome
  throw new Problem(
    statusOfOutcome[id] ?? 400,
    id === 'multiple-matches' ? 'multiple-matches' : 'processing',
    issue[0]?.details?.text ?? id,
  )
}
