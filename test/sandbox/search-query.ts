import { globalSchema } from '@medplum/core'
import { Problem } from './problem.ts'

const resultParameters: readonly string[] = ['_count', '_offset', '_sort', '_include', '_total', '_elements', '_format', '_pretty']

/** What a bare id means where the parameter may point at several types: Medplum wants the type written out. */
const bareIdType: Readonly<Record<string, string>> = {
  context: 'Encounter',
  subject: 'Patient',
  enterer: 'Practitioner',
  'performer-actor': 'Practitioner',
  performer: 'Practitioner',
  service: 'Procedure',
  payor: 'Organization',
  target: 'ChargeItem',
}

export interface SearchQuery {
  /** The filters, with bare ids and absolute references made relative. */
  readonly filters: URLSearchParams
  readonly includes: readonly string[]
  readonly count: number
  readonly offset: number
}

/** Reads a query, 400 for a parameter this server does not know. */
export function readQuery(type: string, written: URLSearchParams, base: string): SearchQuery {
  const known = globalSchema.types[type]?.searchParams ?? {}
  const filters = new URLSearchParams()
  for (const [name, value] of written) {
    const code = name.split(/[:.]/u, 1)[0] ?? ''
    if (resultParameters.includes(code)) {
      if (code === '_sort') filters.append(name, value)
    } else if (code in known && code !== '_compartment' && code !== '_project') {
      filters.append(
        name,
        value
          .split(',')
          .map((part) => relative(code, part, base))
          .join(','),
      )
    } else {
      throw new Problem(400, 'not-supported', `${type} has no search parameter "${name}"`, { expression: [`http.${name}`] })
    }
  }
  return {
    filters,
    includes: written.getAll('_include'),
    count: Math.min(wholeNumber(written.get('_count'), 50, '_count'), 500),
    offset: wholeNumber(written.get('_offset'), 0, '_offset'),
  }
}

function relative(code: string, value: string, base: string): string {
  const local = value.startsWith(`${base}/`) ? value.slice(base.length + 1) : value
  const type = bareIdType[code]
  return type !== undefined && /^[A-Za-z0-9\-.]+$/.test(local) ? `${type}/${local}` : local
}

function wholeNumber(written: string | null, otherwise: number, name: string): number {
  if (written === null) return otherwise
  if (!/^\d{1,7}$/.test(written)) throw new Problem(400, 'invalid', `${name} must be a whole number`)
  return Number(written)
}
