import { closeSync, globSync, openSync, readSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The types of resource that the views of the practice read. */
export const extractTypes = ['Encounter', 'Condition', 'Procedure', 'ChargeItem'] as const
type ExtractType = (typeof extractTypes)[number]

/** The NDJSON files of an extract, by type of resource. */
export type Extract = Readonly<Record<ExtractType, readonly string[]>>

/** An extract that would let "could not look" read as "none"; the message is one for the reader. */
export class IncompleteExtract extends Error {}

/**
 * Finds the files of a bulk export in a folder. Throws an IncompleteExtract where a type has no file, where the server's error file
 * names what it could not export, and where a file lists deletions: in each of them a list would say "none" of what nobody read.
 */
export function findExtract(folder: string): Extract {
  const files = globSync('**/*.ndjson', { cwd: folder })
    .toSorted()
    .map((name) => ({ path: join(folder, name), type: typeOf(join(folder, name)) }))
  const refused = files.find(({ type }) => type === 'OperationOutcome' || type === 'Bundle')
  if (refused?.type === 'OperationOutcome')
    throw new IncompleteExtract(`${refused.path} says what the server could not export. Nothing was listed; export again what it names.`)
  if (refused !== undefined)
    throw new IncompleteExtract(`${refused.path} lists deletions. Nothing was listed; make a full export, not one since a day.`)
  const missing = extractTypes.filter((type) => files.every((file) => file.type !== type))
  if (missing.length > 0)
    throw new IncompleteExtract(
      `${folder} holds no file of ${missing.join(', ')}. Nothing was listed; where the server has none, put an empty ${missing[0] ?? ''}.ndjson there.`,
    )
  return Object.fromEntries(
    extractTypes.map((type) => [type, files.filter((file) => file.type === type).map(({ path }) => path)]),
  ) as unknown as Extract
}

/** A bulk export holds one type a file: the first line says which, and of an empty file its name. */
function typeOf(path: string): string {
  const first = firstLine(path)
  if (first.trim() === '') return extractTypes.find((type) => basename(path).split('.').includes(type)) ?? ''
  try {
    const { resourceType = '' } = JSON.parse(first) as { readonly resourceType?: string }
    return resourceType
  } catch {
    throw new IncompleteExtract(`${path} begins with no JSON. Nothing was listed; fetch the file again.`)
  }
}

function firstLine(path: string): string {
  const file = openSync(path, 'r')
  const buffer = Buffer.alloc(65_536)
  let text = ''
  for (;;) {
    const length = readSync(file, buffer)
    text += buffer.toString('latin1', 0, length)
    const end = text.indexOf('\n')
    if (end >= 0 || length === 0) {
      closeSync(file)
      return end < 0 ? text : text.slice(0, end)
    }
  }
}
