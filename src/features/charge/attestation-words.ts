import type { ChargeWrite } from '#queries/charge.ts'

type Attestation = NonNullable<Extract<ChargeWrite, { readonly stage: 'saved' }>['attestation']>

const because: Readonly<Record<Extract<Attestation, { readonly status: 'absent' }>['why'], string>> = {
  'not-offered': 'this EHR takes none from apps',
  'not-granted': 'the EHR did not grant this app access to it',
  failed: 'the EHR did not take it',
}

/** Whether the attestation (who, when, by which rules, on which evidence) stands beside the charge. */
export function attestationWords(attestation: Attestation): string {
  switch (attestation.status) {
    case 'writing':
      return 'Attestation: being stored…'
    case 'stored':
      return `Attestation: stored with the charge${attestation.id === null ? '' : `, number ${attestation.id}`}.`
    case 'absent':
      return `Attestation: not stored, ${because[attestation.why]}. The charge itself stands; keep the record by downloading it.`
  }
}
