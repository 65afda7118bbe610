import { DuckDBInstance } from '@duckdb/node-api'
import { quoted } from '#test/practice/compile-path.ts'
import { siteCode } from '#test/practice/charts.ts'
import { extractTypes, findExtract } from '#test/practice/extract.ts'
import { openWarehouse } from '#test/practice/warehouse.ts'

/* One of the two, in a process of its own, so that its memory is that of one size: `lists` or `reading`. */
const [, , folder = '', part = ''] = process.argv
const extract = findExtract(folder)
const begin = performance.now()
let rows = 0
if (part === 'lists') {
  const warehouse = await openWarehouse(extract, { performedCodes: [siteCode] })
  for (const list of ['unsupported_charges', 'missed_charges']) rows += (await warehouse.rows(list)).length
  warehouse.close()
} else {
  // What cannot be avoided: the same engine reads the same lines, and looks at their type alone.
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const type of extractTypes)
    await connection.run(
      `SELECT count(*) FROM read_json([${extract[type].map(quoted).join(', ')}], format = 'newline_delimited', columns = {'resourceType': 'VARCHAR'}) WHERE "resourceType" = ${quoted(type)}`,
    )
}
process.stdout.write(JSON.stringify({ ms: performance.now() - begin, rows, peakMb: process.resourceUsage().maxRSS / 1_024 }))
