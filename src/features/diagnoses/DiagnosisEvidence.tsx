import { codeSystem } from '#core/codes.ts'
import { codeOf, type Diagnosis } from '#core/diagnoses.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Citation } from '#ui/Citation.tsx'

/** Why a diagnosis stands where it stands: the records of the chart, and the row of the rules with its source. */
export function DiagnosisEvidence({ diagnosis, rules }: { readonly diagnosis: Diagnosis; readonly rules: RuleBook }) {
  const entry = rowOf(rules.icd10cm, codeOf(diagnosis))
  const mapped = diagnosis.conditions
    .flatMap(({ code }) => code?.coding ?? [])
    .flatMap(({ system, code }) => (system === codeSystem.snomed ? (rowOf(rules.snomed, code ?? '') ?? []) : []))
  if (entry === undefined && mapped.length === 0) return null
  return (
    <details>
      <summary>Rule and evidence</summary>
      <dl className="facts small">
        <dt>In the chart</dt>
        <dd>
          <ul>
            {diagnosis.conditions.map(({ id, code, recordedDate, meta }) => (
              <li key={id}>
                <bdi>{(code?.coding ?? []).map((coding) => coding.code).join(', ')}</bdi>
                {recordedDate !== undefined && `, recorded ${recordedDate.slice(0, 10)}`} <span className="soft">Condition/{id}</span>
                {meta?.versionId !== undefined && ` version ${meta.versionId}`}
              </li>
            ))}
          </ul>
        </dd>
        <dt>Rule</dt>
        <dd>
          {entry !== undefined && (
            <>
              {entry.code}, valid from {entry.validFrom}
              {entry.validThrough !== null && ` through ${entry.validThrough}`}. {entry.note}
              <Citation {...entry} checked={rules.tables.diagnoses} />
            </>
          )}
          {mapped.map((row) => (
            <div key={row.code}>
              SNOMED CT {row.code}: {row.comment ?? 'every code that answers it is narrower; the clinician specifies it.'}
              <Citation {...row} />
            </div>
          ))}
          <p className="soft">
            {rules.definition}, version {rules.version}
          </p>
        </dd>
      </dl>
    </details>
  )
}

function rowOf<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined
}
