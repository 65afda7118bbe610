import type { Condition } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import { codeOf, type Diagnosis } from '#core/diagnoses.ts'
import type { IcdEntry, RuleBook, SnomedEntry } from '#core/rule-book.ts'
import type { Warning } from '#core/warnings.ts'
import { Citation } from '#ui/Citation.tsx'
import { RuleFile } from '#ui/RuleFile.tsx'
import { Transparency, type SharedPoints } from '#ui/Transparency.tsx'
import { againstWords, missingWords, recordWords } from './evidence-words.ts'

interface DiagnosisEvidenceProps {
  readonly diagnosis: Diagnosis
  /** What the code set says of it beside other diagnoses of the chart. */
  readonly warnings: readonly Warning[]
  readonly rules: RuleBook
  readonly shared: SharedPoints
}

/** Why a diagnosis stands where it stands, in the twelve points; nothing for a code of which the rules say nothing. */
export function DiagnosisEvidence({ diagnosis, warnings, rules, shared }: DiagnosisEvidenceProps) {
  const code = codeOf(diagnosis)
  const entry = rowOf(rules.icd10cm, code)
  // All its Conditions carry the same codes.
  const mapped = (diagnosis.conditions[0]?.code?.coding ?? []).flatMap((coding) =>
    coding.system === codeSystem.snomed ? (rowOf(rules.snomed, coding.code ?? '') ?? []) : [],
  )
  if (entry === undefined && mapped.length === 0) return null
  const against = againstWords(diagnosis, warnings, entry ?? null)
  const missing = missingWords(diagnosis)
  return (
    <Transparency
      about={code === '' ? diagnosis.text : code}
      code={
        <>
          {entry !== undefined && (
            <p>
              <code>{entry.code}</code> {entry.display}
            </p>
          )}
          {mapped.map((row) => (
            <p key={row.code}>
              SNOMED CT <code>{row.code}</code>: {row.comment ?? 'every code that answers it is narrower; the clinician specifies it.'}
            </p>
          ))}
        </>
      }
      rule={<RuleOf entry={entry ?? null} rules={rules} />}
      source={<SourceOf entry={entry ?? null} mapped={mapped} rules={rules} />}
      found={<Records conditions={diagnosis.conditions} />}
      against={against.length === 0 ? 'Nothing in what was read.' : against.map((line) => <p key={line}>{line}</p>)}
      missing={missing ?? 'Nothing that the list asks of a diagnosis.'}
      modifiers="None rests on the diagnosis; each states its own reason, under “Modifiers”."
      shared={shared}
    />
  )
}

function RuleOf({ entry, rules }: { readonly entry: IcdEntry | null; readonly rules: RuleBook }) {
  const { diagnoses } = rules.tables
  return (
    <>
      <p className="id">
        {rules.definition.split('|')[0]}, version {rules.version}
      </p>
      {entry !== null && (
        <p>
          The code is valid from <span className="code">{entry.validFrom}</span>
          {entry.validThrough !== null && ` through ${entry.validThrough}`}. {entry.note}
        </p>
      )}
      <p>
        The table was checked for <span className="code">{diagnoses.from}</span> to <span className="code">{diagnoses.through}</span>.
      </p>
    </>
  )
}

interface SourceOfProps {
  readonly entry: IcdEntry | null
  readonly mapped: readonly SnomedEntry[]
  readonly rules: RuleBook
}

function SourceOf({ entry, mapped, rules }: SourceOfProps) {
  return (
    <>
      {entry !== null && (
        <>
          <Citation {...entry} />
          <RuleFile path="code-system/icd-10-cm-supplement.json" />
        </>
      )}
      {mapped.map((row) => (
        <div key={row.code}>
          <Citation {...row} />
          <RuleFile path="concept-map/snomed-to-icd-10-cm.json" />
        </div>
      ))}
      <p>The list itself: {rules.source}.</p>
    </>
  )
}

function Records({ conditions }: { readonly conditions: readonly Condition[] }) {
  return (
    <ul>
      {conditions.map((condition) => (
        <li key={condition.id}>
          <bdi>{recordWords(condition)}</bdi> <span className="soft id">Condition/{condition.id}</span>
        </li>
      ))}
    </ul>
  )
}

function rowOf<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined
}
