import type { ChargeItem, Provenance, ProvenanceEntity } from 'fhir/r4'
import type { Signer } from './charge.ts'
import { evidenceBehind } from './evidence.ts'
import type { Visit } from './visit.ts'

/** What the signer did with the charge. */
export type AttestedAct = 'confirmed' | 'saved as a draft' | 'marked as not billable' | 'taken back'

const agentType = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type'

/** What stood behind an act: the charge as stored, the visit as read, and the rules that were applied. */
export interface AttestedWork {
  readonly act: AttestedAct
  /** The charge was not there before. */
  readonly isNew: boolean
  /** With id and version where the EHR stored it; in a hand-off it has neither. */
  readonly charge: ChargeItem
  readonly visit: Visit
  readonly signer: Signer
  /** Name and version of the app with the version of its rules. */
  readonly tool: string
}

/**
 * The attestation of one act as a FHIR Provenance (R4): who, when (`recorded`, an ISO 8601 instant), by which rules,
 * on which evidence, each with the version that was read. A charge that the EHR did not store is its own contained target.
 */
export function attest({ act, isNew, charge, visit, signer, tool }: AttestedWork, recorded: string): Provenance {
  const target = targetOf(charge)
  const operation = act === 'taken back' ? 'NULLIFY' : isNew ? 'CREATE' : 'UPDATE'
  return {
    resourceType: 'Provenance',
    ...(target.contained === undefined ? {} : { contained: [target.contained] }),
    target: [{ reference: target.reference }],
    recorded,
    ...(charge.definitionCanonical === undefined ? {} : { policy: charge.definitionCanonical }),
    activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: operation }], text: act },
    reason: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HPAYMT' }] }],
    agent: [
      {
        type: { coding: [{ system: agentType, code: 'verifier' }] },
        who: signer.display === null ? { reference: signer.reference } : { reference: signer.reference, display: signer.display },
      },
      { type: { coding: [{ system: agentType, code: 'assembler' }] }, who: { display: tool } },
    ],
    entity: evidenceReferences(charge, visit).map((reference): ProvenanceEntity => ({ role: 'source', what: { reference } })),
  }
}

/** The evidence behind a charge as versioned references: visit, studies, diagnoses. */
function evidenceReferences(charge: ChargeItem, visit: Visit): readonly string[] {
  const { encounter, conditions, procedures } = evidenceBehind(visit, charge)
  return [encounter, ...procedures, ...conditions].flatMap(({ resourceType, id, meta }) => {
    if (id === undefined) return []
    return [meta?.versionId === undefined ? `${resourceType}/${id}` : `${resourceType}/${id}/_history/${meta.versionId}`]
  })
}

function targetOf(charge: ChargeItem): { readonly reference: string; readonly contained?: ChargeItem } {
  const { id, meta } = charge
  if (id === undefined) return { reference: '#charge', contained: { ...charge, id: 'charge' } }
  return { reference: meta?.versionId === undefined ? `ChargeItem/${id}` : `ChargeItem/${id}/_history/${meta.versionId}` }
}
