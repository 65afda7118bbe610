/** One row of the table of OWASP ASVS in SECURITY.md. */
export interface AsvsRow {
  readonly row: string
  readonly level: string
  readonly state: string
  readonly control: string
  readonly tests: readonly string[]
}

/** The rows of the table, as they are written. */
export function asvsRows(text: string): readonly AsvsRow[] {
  const lines = text.split('\n').map((line) => /^\| (\d+\.\d+\.\d+(?:-\d+)?) +\| (.*?) +\| (.*?) +\| (.*?) +\| (.*?) *\|$/.exec(line))
  return lines.flatMap((found) => {
    if (found === null) return []
    const [, row = '', level = '', state = '', control = '', tests = ''] = found
    return [{ row, level, state, control, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name) }]
  })
}

const states = ['met', 'partly', 'not met', 'written', 'site', 'EHR', 'none']

/** What is wrong with the table, each as one sentence; `isTest` says whether a test of that name exists. */
export function wrongIn(text: string, isTest: (name: string) => boolean): readonly string[] {
  const rows = asvsRows(text)
  const counts = states.map((state) => `${rows.filter((row) => row.state === state).length} ${state}`)
  return [
    ...(text.includes(`${rows.length} rows: ${counts.join(', ')}.`) ? [] : [`The counts are: ${rows.length} rows: ${counts.join(', ')}.`]),
    ...rows.flatMap(({ row, level, state, control, tests }, index) => [
      ...(rows.findIndex((one) => one.row === row) === index ? [] : [`${row} stands twice.`]),
      ...(/^[123]$/.test(level) && states.includes(state) && control !== '' ? [] : [`${row} lacks a level, a state or a control.`]),
      ...(tests.length === 0 && (state === 'met' || state === 'partly') ? [`${row} is ${state} without a test.`] : []),
      ...tests.filter((name) => !isTest(name)).map((name) => `${row}: no test is called "${name}".`),
    ]),
  ]
}
