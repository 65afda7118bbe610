import { v5 } from 'uuid'
import type { ChargeItem, Coding } from 'fhir/r4'
import { lineOf, type BillingChart } from './charge-line.ts'
import { canonicalBase, chargeIdentifierSystem, codeSystem } from './codes.ts'
import { patientFields, personOf, visitFields } from './dft-parties.ts'
import { writeMessage, type Occurrence, type Segment } from './er7.ts'

const namespace = v5(`${canonicalBase}/charge-message`, v5.URL)

/** Names of code systems in HL7 table 0396. */
const systemNames: Readonly<Record<string, string>> = {
  [codeSystem.cpt]: 'C4',
  [codeSystem.hcpcs]: 'HCPCS',
  [codeSystem.icd10cm]: 'I10C',
}

/**
 * The confirmed charge as an HL7 v2.5.1 message DFT^P03 (chapter 6.4.3), for a billing system to take over; no amounts.
 * What the charge and the chart do not tell stays empty. A draft has no code of its own in the standard: the message is one
 * of processing id T (table 0103: training), which a production system is to reject, and its note says so in words.
 * Diagnoses stand in FT1-19 in their order; DG1 would add a type (working, final) that nobody stated, and is left out.
 * `created` is an ISO 8601 instant.
 */
export function draftChargeMessage(charge: ChargeItem, chart: BillingChart, created: string): string {
  const body: readonly Segment[] = [
    { name: 'EVN', fields: { 1: [['P03']], 2: [[timeStamp(created)]] } },
    { name: 'PID', fields: patientFields(charge, chart.patient) },
    { name: 'PV1', fields: visitFields(charge, chart.encounter) },
    { name: 'FT1', fields: transactionFields(charge, chart.timeZone) },
    { name: 'NTE', fields: { 1: [['1']], 3: notesOf(charge) } },
  ]
  const header: Segment = {
    name: 'MSH',
    fields: {
      3: [['Gait Charge']],
      7: [[timeStamp(created)]],
      9: [['DFT', 'P03', 'DFT_P03']],
      10: [[controlId(writeMessage(body))]],
      11: [['T']],
      12: [['2.5.1']],
      18: [['UNICODE UTF-8']],
    },
  }
  return writeMessage([header, ...body])
}

/** The charge itself: the fields of FT1 (v2.5.1, 6.5.1). */
function transactionFields(charge: ChargeItem, timeZone: string | null): Segment['fields'] {
  const { service, modifiers, diagnoses, quantity, day } = lineOf(charge, timeZone)
  const code = service === null ? [] : [codeOf(service, systemNames)]
  return {
    1: [['1']],
    2: [[transactionId(charge)]],
    4: [[day?.replaceAll('-', '') ?? '']],
    6: [['CG']],
    7: code,
    10: [[quantity === null ? '' : String(quantity)]],
    19: diagnoses.map((one) => codeOf(one, systemNames)),
    20: personOf(charge.performer?.[0]?.actor),
    24: personOf(charge.enterer),
    25: code,
    // Table 0396 has a name of its own for the modifiers of CPT.
    26: modifiers.map((one) => codeOf(one, { ...systemNames, [codeSystem.cpt]: 'CPTM' })),
  }
}

function codeOf({ code = '', display = '', system = '' }: Coding, names: Readonly<Record<string, string>>): Occurrence {
  return [code, display, names[system] ?? '']
}

/**
 * The same for every message of one charge, so that a repeat is recognised: the last group of the charge's UUID, since
 * FT1-2 holds twelve characters. The whole stands in the note. Where the EHR keeps no identifier, its own number if that fits.
 */
function transactionId(charge: ChargeItem): string {
  const identifier = ownIdentifier(charge)
  if (identifier !== undefined) return identifier.split('-').at(-1)?.slice(-12) ?? ''
  return charge.id !== undefined && charge.id.length <= 12 ? charge.id : ''
}

function ownIdentifier({ identifier = [] }: ChargeItem): string | undefined {
  return identifier.find(({ system }) => system === chargeIdentifierSystem)?.value
}

function notesOf(charge: ChargeItem): readonly Occurrence[] {
  const reference = ownIdentifier(charge)
  return [
    ['DRAFT for the billing system: saved as a file by a person, sent to nobody. Check it before it is posted.'],
    ...(reference === undefined ? [] : [[`Charge reference ${reference}`]]),
    ...(charge.id === undefined ? [] : [[`In the EHR: ChargeItem/${charge.id}`]]),
  ]
}

/** Twenty characters at most (MSH-10), the same for the same content. */
function controlId(body: string): string {
  return v5(body, namespace).replaceAll('-', '').slice(0, 20)
}

/** An ISO 8601 instant as a time stamp of HL7 v2. */
function timeStamp(instant: string): string {
  const [, day = '', time = '', zone = ''] = /^([\d-]{10})T([\d:.]+)(Z|[+-]\d\d:\d\d)$/.exec(instant) ?? []
  const offset = zone === 'Z' ? '+0000' : zone.replace(':', '')
  return `${day.replaceAll('-', '')}${time.replaceAll(':', '')}${offset}`
}
