/** One visit of the day as the list shows it. */
export interface DayRow {
  readonly encounterId: string
  readonly patientId: string
  readonly start: string
  readonly patient: string
  readonly visit: string
  readonly state: string
  readonly detail: string
}

const columns = ['start', 'patient', 'visit', 'state', 'detail', 'patientId', 'encounterId'] as const satisfies readonly (keyof DayRow)[]

/** The list as CSV (RFC 4180), in the order of the screen; what a spreadsheet would run as a formula stands as text. */
export function dayCsv(rows: readonly DayRow[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}
