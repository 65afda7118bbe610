import type { Case } from '#test/core/case.ts'
import { asks, officialCodes, type OfficialCode } from '#test/core/official-code.ts'

/*
 * ICD-10-CM tabular list of fiscal year 2026 (V). Which kind of stroke I69.0-, I69.1-, I69.2-, I69.8- and I69.9- are about, the words
 * of I69.3 and I69.30 and the side codes of G81.9- are known, not looked up (K).
 */

const sides = ['1', '2', '3', '4', '9']
const otherKinds = ['I69.05', 'I69.15', 'I69.25', 'I69.85', 'I69.95']

const oneLimb = 'I69.341 I69.342 I69.343 I69.344 I69.349'
const oneSide = 'I69.351 I69.352 I69.353 I69.354'
const otherDeficits = 'I69.390 I69.391 I69.392 I69.393'

const stroke: readonly OfficialCode[] = [
  ...['0', '1', '2', '3', '4'].map((side): OfficialCode => [`G81.9${side}`, 'near-miss', 'K', 'settled']),
  ...otherKinds.flatMap((kind) => sides.map((side): OfficialCode => [`${kind}${side}`, 'near-miss', 'K', 'settled'])),
  ['I69.3', 'header', 'K', asks('deficit side dominance', 'I69.30', oneLimb, oneSide, 'I69.359', otherDeficits, 'I69.398')],
  ['I69.30', 'near-miss', 'K', asks('deficit side dominance', oneLimb, oneSide, 'I69.359', otherDeficits, 'I69.398')],
  ['I69.34', 'header', 'V', asks('side dominance', oneLimb)],
  ['I69.341', 'near-miss', 'V', 'settled'],
  ['I69.342', 'near-miss', 'V', 'settled'],
  ['I69.343', 'near-miss', 'V', 'settled'],
  ['I69.344', 'near-miss', 'V', 'settled'],
  ['I69.349', 'near-miss', 'V', 'settled'],
  ['I69.35', 'header', 'V', asks('side dominance', oneSide, 'I69.359')],
  ['I69.351', 'described-by-source', 'V'],
  ['I69.352', 'near-miss', 'V', 'settled'],
  ['I69.353', 'near-miss', 'V', 'settled'],
  ['I69.354', 'near-miss', 'V', 'settled'],
  ['I69.359', 'near-miss', 'V', asks('side dominance', oneSide)],
  ['I69.39', 'header', 'V', asks('deficit', otherDeficits, 'I69.398')],
  ['I69.390', 'near-miss', 'V', 'settled'],
  ['I69.391', 'listed-disputed', 'V'],
  ['I69.392', 'near-miss', 'V', 'settled'],
  ['I69.393', 'near-miss', 'V', 'settled'],
  ['I69.398', 'near-miss', 'V', asks('deficit', oneLimb, oneSide, 'I69.359', otherDeficits)],
  ['Z86.73', 'near-miss', 'V', 'settled'],
]

export const cases: readonly Case[] = officialCodes('stroke-sequela', stroke, () => ['2015-10-01', null])
