import { saveFile } from '#ui/save-file.ts'
import { Choice } from '#ui/Choice.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Panel.tsx'
import { dayCsv, type DayRow } from './day-csv.ts'
import './day.css'

export type Whose = 'mine' | 'all'

interface DayListProps {
  readonly day: string
  readonly rows: readonly DayRow[]
  /** False where the list broke off, or could not be read at all. */
  readonly isWhole: boolean
  readonly whose: Whose
  /** Null where it is not known who is signed in, so that "mine" means nothing. */
  readonly onWhose: ((whose: Whose) => void) | null
  readonly onOpen: (patientId: string, encounterId: string) => void
  readonly onReadAgain: () => void
}

const choices = [
  { value: 'all', label: 'All that I may see' },
  { value: 'mine', label: 'Mine' },
] as const

/** The visits of the day with where each stands; each opens its review. Nothing is ranked, nothing is counted by money. */
export function DayList({ day, rows, isWhole, whose, onWhose, onOpen, onReadAgain }: DayListProps) {
  const save = () => saveFile({ name: `gait-charge-visits-${day}.csv`, type: 'text/csv', text: dayCsv(rows) })
  return (
    <Panel title={`Visits of ${day}`} isPage aside={<span className="small soft">{rows.length} in the list</span>}>
      {onWhose !== null && <Choice legend="Whose visits" options={choices} value={whose} onPick={onWhose} />}
      {!isWhole && (
        <Notice tone="care" title="The list of visits could not be read completely." role="status">
          <p>A visit that is missing here may stand in the EHR. Nothing was sent.</p>
          <div>
            <button type="button" onClick={onReadAgain}>
              Read again
            </button>
          </div>
        </Notice>
      )}
      {isWhole && rows.length === 0 && <p>The EHR names no visit of this day.</p>}
      <table className="day">
        <caption className="unseen">Visits of {day}, and where each stands</caption>
        <thead>
          <tr>
            <th scope="col">Start</th>
            <th scope="col">Patient</th>
            <th scope="col">Visit</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ encounterId, patientId, start, patient, visit, state, detail }) => (
            <tr key={encounterId}>
              <td className="code">{start}</td>
              <th scope="row">
                {patientId === '' ? (
                  patient
                ) : (
                  <button type="button" className="quiet" id={`visit-${encounterId}`} onClick={() => onOpen(patientId, encounterId)}>
                    <bdi>{patient}</bdi>
                  </button>
                )}
              </th>
              <td>
                <bdi>{visit}</bdi>
              </td>
              <td>
                <strong>{state}</strong>
                {detail !== '' && (
                  <span className="small soft">
                    {': '}
                    <bdi>{detail}</bdi>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <button type="button" onClick={save} disabled={rows.length === 0}>
          Save the list (CSV)
        </button>
      </div>
      <p className="small soft">
        The file holds names of patients. “Open” names what the chart holds and what it lacks; whether there is a charge is for the
        clinician to say, and “not billable” is an answer.
      </p>
    </Panel>
  )
}
