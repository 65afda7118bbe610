import { parseSearchRequest } from '@medplum/core'
import type { ChargeItem, Encounter, Patient } from 'fhir/r4'
import type { Ehr } from './ehr.ts'
import { stories } from './patients/stories.ts'
import type { Store } from './store.ts'

export interface PatientLine {
  readonly id: string
  readonly name: string
  readonly birthDate: string
  readonly title: string
  readonly summary: string
}

export async function patientsOf({ store }: Ehr): Promise<readonly PatientLine[]> {
  return Promise.all(
    stories.map(async ({ id, title, summary }) => {
      const { name, birthDate = '' } = (await store.read('Patient', id)) as Patient
      return { id, title, summary, name: name?.[0]?.text ?? id, birthDate }
    }),
  )
}

export interface VisitLine {
  readonly id: string
  readonly title: string
  readonly start: string
  readonly status: string
  readonly attending: string
}

/** The visits of a patient, latest first. */
export async function visitsOf(store: Store, patientId: string): Promise<readonly VisitLine[]> {
  const encounters = (await store.search(parseSearchRequest('Encounter', { patient: patientId }))) as unknown as Encounter[]
  return encounters
    .map(({ id = '', type, period, status, participant }) => ({
      id,
      title: type?.[0]?.text ?? type?.[0]?.coding?.[0]?.display ?? 'Visit',
      start: (period?.start ?? '').slice(0, 16).replace('T', ' '),
      status,
      attending: participant?.[0]?.individual?.display ?? '',
    }))
    .toSorted((a, b) => b.start.localeCompare(a.start))
}

/** The charges of a patient as the chart shows them; all of them when no patient is named. */
export async function chargesOf(store: Store, patientId: string | null): Promise<readonly ChargeItem[]> {
  const query = patientId === null ? {} : { patient: patientId }
  return (await store.search(parseSearchRequest('ChargeItem', query))) as unknown as ChargeItem[]
}

export interface ChargeLine {
  readonly id: string
  readonly status: string
  readonly code: string
  readonly date: string
  readonly reasons: string
  readonly enterer: string
  readonly performer: string
  readonly version: string
}

export function chargeLine(charge: ChargeItem): ChargeLine {
  return {
    id: charge.id ?? '',
    status: charge.status,
    code: charge.code.coding?.[0]?.code ?? charge.code.text ?? '',
    date: (charge.occurrenceDateTime ?? charge.occurrencePeriod?.start ?? '').slice(0, 10),
    reasons: (charge.reason ?? []).map(({ coding, text }) => coding?.[0]?.code ?? text ?? '').join(', '),
    enterer: charge.enterer?.display ?? charge.enterer?.reference ?? '',
    performer: (charge.performer ?? []).map(({ actor }) => actor.display ?? actor.reference ?? '').join(', '),
    version: charge.meta?.versionId ?? '',
  }
}
