import { validateResource } from '@medplum/core'
import fc from 'fast-check'
import type { Claim } from 'fhir/r4'
import { beforeAll, describe, expect, test } from 'vitest'
import { draftClaim } from '#core/claim.ts'
import { codeSystem } from '#core/codes.ts'
import { draftChargeMessage } from '#core/dft-message.ts'
import { loadDefinitions } from '#test/sandbox/definitions.ts'
import { anyBilled, type Billed } from '#test/support/any-billing.ts'
import { readHl7 } from '#test/support/read-hl7.ts'

beforeAll(loadDefinitions)

const created = '2026-09-01T12:00:00.123Z'
const runs = { numRuns: 300 }
const forAnyCharge = (seen: (billed: Billed) => void) => fc.assert(fc.property(anyBilled, seen), runs)
/** As a file holds it, and as another program reads the file. */
const claimOf = ({ charge, chart }: Billed) => JSON.parse(JSON.stringify(draftClaim(charge, chart, created))) as Claim
const messageOf = ({ charge, chart }: Billed) => readHl7(Buffer.from(draftChargeMessage(charge, chart, created), 'utf8'))

test('a charge in the code systems of an Oracle tenant is billed as the same codes', () => {
  const tenant = 'https://fhir.cerner.com/5a11db0c/CodeSystem/BillCodes'
  const inOracle = (billed: Billed): Billed => {
    const written = JSON.stringify(billed.charge)
      .replaceAll(codeSystem.icd10cm, `${tenant}-ICD`)
      .replaceAll(codeSystem.cpt, `${tenant}-CPT`)
    return { ...billed, charge: JSON.parse(written) as Billed['charge'] }
  }
  forAnyCharge((billed) => {
    const [claim, { firsts, occurrences }] = [claimOf(inOracle(billed)), messageOf(inOracle(billed))]
    const coded = (claim.diagnosis ?? []).map((one) => one.diagnosisCodeableConcept?.coding?.map(({ system, code }) => [system, code]))
    expect(coded).toEqual(billed.diagnoses.map((code) => [[codeSystem.icd10cm, code]]))
    expect(firsts('FT1', 19)).toEqual(billed.diagnoses)
    expect(occurrences('FT1', 25)).toEqual([['96000', '', 'C4']])
  })
})

describe('any charge, read back from its draft claim', () => {
  test('is the same: code, modifiers and diagnoses in order, quantity, day, reference', () =>
    forAnyCharge((billed) => {
      const { diagnosis = [], item: [item, ...more] = [], identifier, status, use } = claimOf(billed)
      const pointed = (item?.diagnosisSequence ?? []).map((place) => diagnosis.find(({ sequence }) => sequence === place))
      expect({
        more,
        draft: [status, use],
        reference: identifier?.map(({ value }) => value),
        code: item?.productOrService.coding?.map(({ system, code }) => [system, code]),
        modifiers: (item?.modifier ?? []).map(({ coding }) => coding?.[0]?.code),
        diagnoses: pointed.map((one) => one?.diagnosisCodeableConcept?.coding?.map(({ system, code }) => [system, code])),
        unpointed: diagnosis.length - pointed.length,
        quantity: item?.quantity?.value ?? null,
        day: item?.servicedDate,
      }).toEqual({
        more: [],
        draft: ['draft', 'claim'],
        reference: [billed.reference],
        code: [[codeSystem.cpt, '96000']],
        modifiers: billed.modifiers,
        diagnoses: billed.diagnoses.map((code) => [[codeSystem.icd10cm, code]]),
        unpointed: 0,
        quantity: billed.quantity,
        day: billed.day,
      })
    }))

  test('is valid FHIR R4, and names no money', () =>
    forAnyCharge((billed) => {
      const claim = claimOf(billed)
      expect(() => validateResource(claim as never)).not.toThrow()
      const [item = {}] = claim.item ?? []
      expect(Object.keys({ ...claim, ...item })).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/price|net|total|factor|payee/i)]),
      )
    }))
})

describe('any charge, read back from its HL7 v2 message by a parser of others', () => {
  test('is the same: code, modifiers and diagnoses in order, quantity, day, reference', () =>
    forAnyCharge((billed) => {
      const { firsts, occurrences } = messageOf(billed)
      expect({
        reference: firsts('FT1', 2),
        day: firsts('FT1', 4),
        type: firsts('FT1', 6),
        quantity: firsts('FT1', 10),
        transaction: occurrences('FT1', 7),
        procedure: occurrences('FT1', 25),
        modifiers: firsts('FT1', 26),
        diagnoses: firsts('FT1', 19),
        money: [11, 12, 15, 22].flatMap((field) => firsts('FT1', field)),
      }).toEqual({
        reference: [billed.reference.slice(-12)],
        day: [billed.day.replaceAll('-', '')],
        type: ['CG'],
        quantity: billed.quantity === null ? [] : [String(billed.quantity)],
        transaction: [['96000', '', 'C4']],
        procedure: [['96000', '', 'C4']],
        modifiers: billed.modifiers,
        diagnoses: billed.diagnoses,
        money: [],
      })
    }))

  test('keeps every name as it is, whatever script or separator it holds', () =>
    forAnyCharge((billed) => {
      const { occurrences } = messageOf(billed)
      expect(occurrences('PID', 5)).toEqual([[billed.family, billed.given, '', '', '', '', 'L']])
    }))

  test('is a draft of the processing id for training, in order and shape as HL7 v2.5.1 has it', () =>
    forAnyCharge((billed) => {
      const { segments, firsts, occurrences, faults } = messageOf(billed)
      expect(segments).toEqual(['MSH', 'EVN', 'PID', 'PV1', 'FT1', 'NTE'])
      expect(occurrences('MSH', 9)).toEqual([['DFT', 'P03', 'DFT_P03']])
      expect([firsts('MSH', 11), firsts('MSH', 12), firsts('MSH', 18)]).toEqual([['T'], ['2.5.1'], ['UNICODE UTF-8']])
      expect(firsts('NTE', 3)[0]).toMatch(/^DRAFT for the billing system/)
      expect(faults()).toEqual([])
    }))
})
