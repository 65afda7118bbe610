import type { Case } from '#test/core/case.ts'
import { asks, officialCodes, type OfficialCode } from '#test/core/official-code.ts'

/* ICD-10-CM tabular list of fiscal years 2021 and 2026, read in the official files (V). */

const kneeLeaves = 'M17.0 M17.10 M17.11 M17.12 M17.2 M17.30 M17.31 M17.32 M17.4 M17.5'
const hipLeaves = 'M16.0 M16.10 M16.11 M16.12 M16.2 M16.30 M16.31 M16.32 M16.4 M16.50 M16.51 M16.52 M16.6 M16.7'

const knee: readonly OfficialCode[] = [
  ['M17', 'header', 'V', asks('side type', kneeLeaves, 'M17.9')],
  ['M17.0', 'near-miss', 'V', 'settled'],
  ['M17.1', 'header', 'V', asks('side', 'M17.10 M17.11 M17.12')],
  ['M17.10', 'near-miss', 'V', asks('side', 'M17.11 M17.12')],
  ['M17.11', 'listed', 'V'],
  ['M17.12', 'near-miss', 'V', 'settled'],
  ['M17.2', 'near-miss', 'V', 'settled'],
  ['M17.3', 'header', 'V', asks('side', 'M17.30 M17.31 M17.32')],
  ['M17.30', 'near-miss', 'V', 'settled'],
  ['M17.31', 'near-miss', 'V', 'settled'],
  ['M17.32', 'near-miss', 'V', 'settled'],
  ['M17.4', 'near-miss', 'V', 'settled'],
  ['M17.5', 'near-miss', 'V', 'settled'],
  ['M17.9', 'near-miss', 'V', asks('side type', kneeLeaves)],
]

const hip: readonly OfficialCode[] = [
  ['M16', 'header', 'V', asks('side type', hipLeaves, 'M16.9')],
  ['M16.0', 'near-miss', 'V', 'settled'],
  ['M16.1', 'header', 'V', asks('side', 'M16.10 M16.11 M16.12')],
  ['M16.10', 'near-miss', 'V', asks('side', 'M16.11 M16.12')],
  ['M16.11', 'listed', 'V'],
  ['M16.12', 'near-miss', 'V', 'settled'],
  ['M16.2', 'near-miss', 'V', 'settled'],
  ['M16.3', 'header', 'V', asks('side', 'M16.30 M16.31 M16.32')],
  ['M16.30', 'near-miss', 'V', 'settled'],
  ['M16.31', 'near-miss', 'V', 'settled'],
  ['M16.32', 'near-miss', 'V', 'settled'],
  ['M16.4', 'near-miss', 'V', 'settled'],
  ['M16.5', 'header', 'V', asks('side', 'M16.50 M16.51 M16.52')],
  ['M16.50', 'near-miss', 'V', 'settled'],
  ['M16.51', 'near-miss', 'V', 'settled'],
  ['M16.52', 'near-miss', 'V', 'settled'],
  ['M16.6', 'near-miss', 'V', 'settled'],
  ['M16.7', 'near-miss', 'V', 'settled'],
  ['M16.9', 'near-miss', 'V', asks('side type', hipLeaves)],
]

export const cases: readonly Case[] = [
  ...officialCodes('knee-osteoarthritis', knee, () => ['2015-10-01', null]),
  ...officialCodes('hip-osteoarthritis', hip, () => ['2015-10-01', null]),
]
