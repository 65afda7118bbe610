import type { Provenance } from 'fhir/r4'
import type { Channel } from './channel.ts'
import { FhirError } from './fhir-error.ts'
import type { Session } from './session.ts'

/** Whether the attestation stands beside the charge; where it does not, the record is there to be kept otherwise. */
export type Attestation =
  | { readonly status: 'writing' }
  | { readonly status: 'stored'; readonly id: string | null }
  | { readonly status: 'absent'; readonly why: 'not-offered' | 'not-granted' | 'failed'; readonly record: Provenance }

/** Stores the attestation after the charge: best effort, sent once, and never a reason to doubt the charge. */
export async function storeAttestation({ send }: Session, { attests }: Channel, record: Provenance): Promise<Attestation> {
  if (attests !== 'yes') return { status: 'absent', why: attests, record }
  try {
    const { resource } = await send({ method: 'POST', url: 'Provenance', headers: { Prefer: 'return=representation' }, body: record })
    return { status: 'stored', id: resource?.resourceType === 'Provenance' ? (resource.id ?? null) : null }
  } catch (error) {
    if (error instanceof FhirError) return { status: 'absent', why: 'failed', record }
    throw error
  }
}
