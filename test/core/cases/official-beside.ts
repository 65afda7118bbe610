import { gives, type Case } from '#test/core/case.ts'

/* What the ICD-10-CM tabular list of fiscal years 2021 and 2026 says of codes beside each other, and which joint and side a code is about. */

const excludes1: readonly (readonly [string, string])[] = [
  ['G20.B1', 'G24.0-'],
  ['G20.B2', 'G24.0-'],
  ['G20.C', 'G20.A- G20.B- G21.-'],
  ['G81', 'G80.- I69.05- I69.15- I69.25- I69.35- I69.85- I69.95-'],
  ['I69', 'S06.- Z86.73'],
  ['M15', 'M16.0 M16.2 M16.4 M16.6 M17.0 M17.2 M17.4'],
  ['R26', 'A52.11 G11.- M62.3 R27.0'],
  ['R26.2', 'R26.81 R29.6'],
  ['R27.0', 'I69.093 I69.193 I69.293 I69.393 I69.893 I69.993'],
]

const joints: Readonly<Record<string, string>> = {
  'hip, both': 'M16.0 M16.2 M16.4 M16.6',
  'hip, right': 'M16.11 M16.31 M16.51',
  'hip, left': 'M16.12 M16.32 M16.52',
  'hip, no side': 'M16.10 M16.30 M16.50 M16.7 M16.9',
  'knee, both': 'M17.0 M17.2 M17.4',
  'knee, right': 'M17.11 M17.31',
  'knee, left': 'M17.12 M17.32',
  'knee, no side': 'M17.10 M17.30 M17.5 M17.9',
  'artificial hip, right': 'Z96.641',
  'artificial hip, left': 'Z96.642',
  'artificial hip, both': 'Z96.643',
  'artificial hip, no side': 'Z96.649',
  'artificial knee, right': 'Z96.651',
  'artificial knee, left': 'Z96.652',
  'artificial knee, both': 'Z96.653',
  'artificial knee, no side': 'Z96.659',
  'artificial joint, no side': 'Z96.60',
}

export const cases: readonly Case[] = [
  ...excludes1.map(([code, others]) =>
    gives(
      `${code} is not coded beside ${others} (Excludes1, V)`,
      ({ diagnosisNotes }) =>
        diagnosisNotes.filter((note) => note.code === code && !note.isSymptom).map((note) => `${note.excludes1.join(' ')} ${note.grade}`),
      [`${others} V`],
    ),
  ),
  gives(
    'nothing else is excluded beside another',
    ({ diagnosisNotes }) => diagnosisNotes.flatMap((note) => (note.excludes1.length > 0 ? [note.code] : [])),
    excludes1.map(([code]) => code),
  ),
  gives(
    'R26 alone is a symptom of a confirmed cause, known and not looked up (K)',
    ({ diagnosisNotes }) => diagnosisNotes.flatMap((note) => (note.isSymptom ? [`${note.code} ${note.grade}`] : [])),
    ['R26 K'],
  ),
  ...Object.entries(joints).map(([joint, codes]) =>
    gives(
      `${codes}: ${joint}`,
      ({ diagnosisNotes }) =>
        diagnosisNotes
          .filter(
            (note) =>
              (note.joint !== null || note.isReplaced) &&
              `${note.isReplaced ? 'artificial ' : ''}${note.joint ?? 'joint'}, ${note.side ?? 'no side'}` === joint,
          )
          .map(({ code }) => code),
      codes.split(' '),
    ),
  ),
  gives(
    'of the joints, only the artificial joint without a name is not from the tabular list (K)',
    ({ diagnosisNotes }) =>
      diagnosisNotes.flatMap((note) =>
        (note.joint !== null || note.isReplaced) && note.grade !== 'V' ? [`${note.code} ${note.grade}`] : [],
      ),
    ['Z96.60 K'],
  ),
  gives(
    'SNOMED CT records of an artificial joint: the history names none, the procedures hip and knee (V)',
    ({ jointReplacements }) => jointReplacements.map(({ code, joint, grade }) => `${code} ${joint ?? 'no joint'} ${grade}`),
    ['161679004 no joint V', '52734007 hip V', '609588000 knee V'],
  ),
]
