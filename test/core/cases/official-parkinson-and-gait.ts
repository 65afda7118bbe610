import type { Case } from '#test/core/case.ts'
import { asks, officialCodes, type OfficialCode } from '#test/core/official-code.ts'

/* ICD-10-CM tabular list of fiscal year 2026; the day of the G20 split is from a secondary source (V2). */

const parkinson: readonly OfficialCode[] = [
  ['G20', 'listed', 'V2', asks('dyskinesia fluctuations', 'G20.A1 G20.A2 G20.B1 G20.B2 G20.C')],
  ['G20.A', 'header', 'V2', asks('fluctuations', 'G20.A1 G20.A2')],
  ['G20.A1', 'listed', 'V2'],
  ['G20.A2', 'listed', 'V2'],
  ['G20.B', 'header', 'V2', asks('fluctuations', 'G20.B1 G20.B2')],
  ['G20.B1', 'listed', 'V2'],
  ['G20.B2', 'listed', 'V2'],
  ['G20.C', 'listed', 'V2'],
]

const gait: readonly OfficialCode[] = [
  ['R26', 'header', 'V', asks('type', 'R26.0 R26.1 R26.2 R26.81 R26.89 R26.9')],
  ['R26.0', 'near-miss', 'V', 'settled'],
  ['R26.1', 'near-miss', 'V', 'settled'],
  ['R26.2', 'near-miss', 'V', 'settled'],
  ['R26.8', 'header', 'V', asks('type', 'R26.81 R26.89')],
  ['R26.81', 'near-miss', 'V', 'settled'],
  ['R26.89', 'listed', 'V'],
  ['R26.9', 'near-miss', 'V', asks('type', 'R26.0 R26.1 R26.2 R26.81 R26.89')],
]

export const cases: readonly Case[] = [
  ...officialCodes('parkinson', parkinson, (code) => (code === 'G20' ? ['2015-10-01', '2023-09-30'] : ['2023-10-01', null])),
  ...officialCodes('gait', gait, () => ['2015-10-01', null]),
]
