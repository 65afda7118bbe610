import { getDataType } from '@medplum/core'
import fhirpath from 'fhirpath'

/** A FHIRPath put into SQL over columns that DuckDB read from JSON by type. */
export interface Compiled {
  readonly sql: string
  /** Type of FHIR R4, or of FHIRPath for what is computed. */
  readonly type: string
  readonly isMany: boolean
}

/** What of a resource is read at all: each element that a path touches, and what is touched below it. */
export class Touched {
  readonly type: string
  readonly isMany: boolean
  readonly below = new Map<string, Touched>()

  constructor(type: string, isMany: boolean) {
    this.type = type
    this.isMany = isMany
  }

  /** As DuckDB types it: only what is touched, and the rest of the JSON is skipped while it is read. */
  columnType(): string {
    const fields = [...this.below].map(([name, part]) => `"${name}" ${part.columnType()}`)
    const whole = /^[A-Z]/.test(this.type) ? 'JSON' : this.type === 'boolean' ? 'BOOLEAN' : 'VARCHAR'
    return `${fields.length === 0 ? whole : `STRUCT(${fields.join(', ')})`}${this.isMany ? '[]' : ''}`
  }
}

/** Where a path begins: an element, and its place among what is touched. */
export interface Start {
  readonly at: Compiled
  readonly touched: Touched
}

interface Node {
  readonly type: string
  readonly text?: string
  readonly children?: readonly Node[]
}

type Constants = Readonly<Record<string, string>>
interface Found extends Compiled {
  readonly touched: Touched | null
}

/**
 * Compiles the part of FHIRPath that a ShareableViewDefinition may use and ours do use. Throws an Error that names the path where it
 * goes beyond that, so that no view of ours asks a runner for more than the specification promises.
 */
export function compilePath(path: string, start: Start, constants: Constants): Compiled & { readonly touched: Touched | null } {
  let lambdas = 0
  const refuse = (what: string) => new Error(`${path}: ${what}`)
  return expression(only(only(fhirpath.parse(path) as Node)), { ...start.at, touched: start.touched })

  function only(node: Node): Node {
    const [child, second] = node.children ?? []
    if (child === undefined || second !== undefined) throw refuse(`${node.type} is beyond the subset`)
    return child
  }

  function expression(node: Node, focus: Found): Found {
    const [left, right] = node.children ?? []
    switch (node.type) {
      case 'TermExpression':
      case 'InvocationTerm':
      case 'LiteralTerm':
      case 'ParenthesizedTerm':
      case 'ExternalConstantTerm':
        return expression(only(node), focus)
      case 'InvocationExpression':
        if (left === undefined || right === undefined) throw refuse('an invocation of nothing')
        return expression(right, expression(left, focus))
      case 'IndexerExpression':
        if (left === undefined || right === undefined) throw refuse('an index of nothing')
        return item(expression(left, focus), Number(only(only(right)).text) + 1)
      case 'MemberInvocation':
        return member(focus, node.text ?? '')
      case 'ThisInvocation':
        return focus
      case 'FunctionInvocation':
        return call(only(node), focus)
      case 'EqualityExpression':
      case 'OrExpression':
      case 'AndExpression':
        if (left === undefined || right === undefined) throw refuse('one side is missing')
        return computed(`(${single(left, focus)} ${(node.text ?? '').replace('!=', '<>')} ${single(right, focus)})`)
      case 'StringLiteral':
        return { ...computed(quoted((node.text ?? '').slice(1, -1))), type: 'string' }
      case 'BooleanLiteral':
        return computed(node.text ?? '')
      case 'ExternalConstant': {
        const value = constants[only(node).text ?? '']
        if (value === undefined) throw refuse('names a constant that the view does not hold')
        return { ...computed(quoted(value)), type: 'string' }
      }
      default:
        throw refuse(`${node.type} is beyond the subset`)
    }
  }

  function single(node: Node, focus: Found): string {
    const { sql, isMany } = expression(node, focus)
    if (isMany) throw refuse('compares several values')
    return sql
  }

  /** `value` alone is a choice, which `ofType` settles. */
  function member(focus: Found, name: string): Found {
    const { elements } = getDataType(focus.type)
    const element = elements[name]
    if (element === undefined && elements[`${name}[x]`] !== undefined) return { ...focus, type: `${focus.type} ${name}` }
    if (element === undefined || focus.touched === null) throw refuse(`${focus.type} has no ${name}`)
    return step(focus, name, element.type[0]?.code ?? '', element.max > 1)
  }

  function step(focus: Found, name: string, type: string, isMany: boolean): Found {
    const touched = focus.touched?.below.get(name) ?? new Touched(type, isMany)
    focus.touched?.below.set(name, touched)
    const field = `"${name}"`
    if (!focus.isMany) return { sql: focus.sql === '' ? field : `${focus.sql}.${field}`, type, isMany, touched }
    const x = nextLambda()
    const each = `list_transform(${focus.sql}, lambda ${x}: ${x}.${field})`
    const sql = isMany ? `flatten(${each})` : `list_filter(${each}, lambda ${x}: ${x} IS NOT NULL)`
    return { sql, type, isMany: true, touched }
  }

  function call(node: Node, focus: Found): Found {
    const [name, parameters] = node.children ?? []
    const [first] = parameters?.children ?? []
    switch (name?.text) {
      case 'where':
        return filtered(focus, first)
      case 'exists':
        return isThere(first === undefined ? focus : filtered(focus, first))
      case 'empty':
        return computed(`(NOT ${isThere(focus).sql})`)
      case 'not':
        return computed(`(NOT ${focus.sql})`)
      case 'first':
        return item(focus, 1)
      case 'ofType': {
        const [type = '', choice = ''] = focus.type.split(' ')
        const wanted = first?.text ?? ''
        const known = getDataType(type).elements[`${choice}[x]`]?.type.some(({ code }) => code === wanted)
        if (known !== true) throw refuse(`no ${choice} of type ${wanted}`)
        return step({ ...focus, type }, `${choice}${wanted[0]?.toUpperCase() ?? ''}${wanted.slice(1)}`, wanted, false)
      }
      case 'extension': {
        if (first === undefined) throw refuse('an extension without an address')
        const all = member(focus, 'extension')
        const x = nextLambda()
        const url = step({ ...all, sql: x, isMany: false }, 'url', 'uri', false)
        return { ...all, sql: `list_filter(${all.sql}, lambda ${x}: ${url.sql} = ${single(first, focus)})` }
      }
      case 'getResourceKey':
        return { ...step(focus, 'id', 'id', false), type: 'string' }
      case 'getReferenceKey':
        return { ...computed(keyOf(step(focus, 'reference', 'string', false).sql, first?.text ?? '')), type: 'string' }
      default:
        throw refuse(`${name?.text ?? ''}() is beyond the subset`)
    }
  }

  function filtered(focus: Found, criterion: Node | undefined): Found {
    if (criterion === undefined) throw refuse('where of nothing')
    if (!focus.isMany) return { ...focus, sql: `CASE WHEN ${single(criterion, focus)} THEN ${focus.sql} END` }
    const x = nextLambda()
    return { ...focus, sql: `list_filter(${focus.sql}, lambda ${x}: ${single(criterion, { ...focus, sql: x, isMany: false })})` }
  }

  function nextLambda(): string {
    return `x${(lambdas += 1)}`
  }
}

function item(focus: Found, place: number): Found {
  if (!focus.isMany) return place === 1 ? focus : { ...focus, sql: 'NULL' }
  return { ...focus, sql: `(${focus.sql})[${place}]`, isMany: false }
}

function isThere({ sql, isMany }: Found): Found {
  return computed(isMany ? `(coalesce(len(${sql}), 0) > 0)` : `(${sql} IS NOT NULL)`)
}

function computed(sql: string): Found {
  return { sql, type: 'boolean', isMany: false, touched: null }
}

/** The id at the end of a reference, relative, absolute or of a version, or standing alone: as the app itself reads references. */
function keyOf(reference: string, type: string): string {
  const pattern = `^(?:(?:.*/)?${type}/)?([^/#:]+)$`
  return `nullif(regexp_extract(split_part(${reference}, '/_history/', 1), ${quoted(pattern)}, 1), '')`
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
