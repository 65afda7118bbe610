import { assess } from '#core/assess.ts'
import { undecided, type Choice } from '#core/decisions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { gives, type Case } from '#test/core/case.ts'
import { aCondition, aStudy, read, visitWith } from '#test/support/build.ts'
import { codeSystem } from '#core/codes.ts'

const choice = (code: string): Choice => ({ diagnosisId: code, code, origin: 'chart', reason: null })

/** The warnings where the first codes are chosen and the others stand beside them as diagnoses of the visit. */
const warned =
  (chosen: readonly string[], beside: readonly string[] = []) =>
  (rules: RuleBook) => {
    const conditions = [...chosen, ...beside].map((code) => aCondition(code, { id: code }))
    const visit = visitWith({ conditions, procedures: read(aStudy()) })
    return assess(visit, rules, { ...undecided, chosen: chosen.map(choice) }, '2026-09-01').warnings.map(
      ({ kind, codes, isSideOpen }) => `${kind} ${codes.join(' ')}${isSideOpen ? ' side open' : ''}`,
    )
  }

const excluded: readonly (readonly [string, string])[] = [
  ['R26.89', 'R27.0'],
  ['R26.89', 'G11.4'],
  ['R26.0', 'A52.11'],
  ['R26.2', 'R29.6'],
  ['R26.2', 'R26.81'],
  ['R26.89', 'M62.3'],
  ['G20.C', 'G20.A1'],
  ['G20.C', 'G20.B2'],
  ['G20.C', 'G21.11'],
  ['G20.B1', 'G24.02'],
  ['I69.351', 'Z86.73'],
  ['I69.391', 'Z86.73'],
]

const symptoms = ['R26.0', 'R26.1', 'R26.2', 'R26.81', 'R26.89', 'R26.9']

const replaced = (joint: 'knee' | 'hip', side: string) =>
  `${joint === 'hip' ? 'Z96.64' : 'Z96.65'}${{ right: 1, left: 2, both: 3, open: 9 }[side] ?? ''}`

const joints: readonly (readonly [string, 'knee' | 'hip', string])[] = [
  ['M17.11', 'knee', 'right'],
  ['M17.12', 'knee', 'left'],
  ['M16.11', 'hip', 'right'],
  ['M16.12', 'hip', 'left'],
]

export const cases: readonly Case[] = [
  ...excluded.map(([one, other]) =>
    gives(
      `${one} chosen beside ${other}: the code set excludes it`,
      (rules) => warned([one], [other])(rules).filter((text) => text.startsWith('excludes1')),
      [`excludes1 ${one} ${other}`],
    ),
  ),
  ...excluded.map(([one, other]) =>
    gives(
      `${other} chosen beside ${one}: the same the other way round`,
      (rules) => warned([other], [one])(rules).filter((text) => text.startsWith('excludes1')),
      [`excludes1 ${other} ${one}`],
    ),
  ),
  ...(
    [
      ['R26.89', 'R26.81'],
      ['G20.A1', 'R26.89'],
      ['M17.11', 'M16.11'],
      ['I69.351', 'I10'],
      ['G20.C', 'G31.83'],
    ] as const
  ).map(([one, other]) => gives(`${one} chosen beside ${other}: nothing is said`, warned([one], [other]), [])),
  ...symptoms.map((code) =>
    gives(`${code} chosen beside a chosen G20.A1 is a sign beside its cause`, warned([code, 'G20.A1']), [
      `integral-symptom ${code} G20.A1`,
    ]),
  ),
  gives('R26.89 chosen beside M17.11 that is not chosen: nothing is said', warned(['R26.89'], ['M17.11']), []),
  gives('two signs chosen together have no cause between them', (rules) => warned(['R26.81', 'R26.89'])(rules), []),
  gives('R26.89 chosen beside a chosen status code is no sign of it', warned(['R26.89', 'Z96.651']), []),
  ...joints.flatMap(([code, joint, side]) => [
    gives(`${code} beside an artificial ${side} ${joint}`, warned([code], [replaced(joint, side)]), [
      `replaced-joint ${code} ${replaced(joint, side)}`,
    ]),
    gives(`${code} beside artificial ${joint}s on both sides`, warned([code], [replaced(joint, 'both')]), [
      `replaced-joint ${code} ${replaced(joint, 'both')}`,
    ]),
    gives(`${code} beside an artificial ${joint}, side not recorded`, warned([code], [replaced(joint, 'open')]), [
      `replaced-joint ${code} ${replaced(joint, 'open')} side open`,
    ]),
    gives(
      `${code} beside an artificial ${joint} of the other side`,
      warned([code], [replaced(joint, side === 'left' ? 'right' : 'left')]),
      [],
    ),
    gives(`${code} beside an artificial joint elsewhere`, warned([code], [replaced(joint === 'hip' ? 'knee' : 'hip', side)]), []),
  ]),
  ...(
    [
      ['M17.11', '609588000', 'side open'],
      ['M16.11', '52734007', 'side open'],
      ['M17.11', '161679004', 'side open'],
      ['M16.11', '161679004', 'side open'],
    ] as const
  ).map(([code, snomed, more]) =>
    gives(
      `${code} beside a procedure or history ${snomed} of SNOMED CT`,
      (rules: RuleBook) => {
        const done = aStudy({
          id: 'operation',
          code: { coding: [{ system: codeSystem.snomed, code: snomed }] },
          performedDateTime: '2020-01-01',
        })
        const visit = visitWith({ conditions: [aCondition(code, { id: code })], procedures: read(aStudy(), done) })
        return assess(visit, rules, { ...undecided, chosen: [choice(code)] }, '2026-09-01').warnings.map(
          ({ kind, codes, isSideOpen }) => `${kind} ${codes.join(' ')}${isSideOpen ? ' side open' : ''}`,
        )
      },
      [`replaced-joint ${code} ${snomed} ${more}`],
    ),
  ),
]
