import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Chart } from './charts.ts'

/** Writes charts as a bulk export does, one file a type, and says how many resources and bytes they are. */
export async function writeExtract(
  charts: Iterable<Chart>,
  folder: string,
): Promise<{ readonly resources: Readonly<Record<string, number>>; readonly bytes: number }> {
  const types = { Encounter: 'encounters', Condition: 'conditions', Procedure: 'procedures', ChargeItem: 'charges' } as const
  const files = Object.entries(types).map(([type, part]) => ({
    type,
    part,
    stream: createWriteStream(join(folder, `${type}.ndjson`)),
    count: 0,
    bytes: 0,
  }))
  for (const chart of charts)
    for (const file of files)
      for (const resource of chart[file.part]) {
        const line = `${JSON.stringify(resource)}\n`
        file.count += 1
        file.bytes += Buffer.byteLength(line)
        if (!file.stream.write(line)) await once(file.stream, 'drain')
      }
  for (const { stream } of files) {
    stream.end()
    await once(stream, 'finish')
  }
  return {
    resources: Object.fromEntries(files.map(({ type, count }) => [type, count])),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}
