/** One place in a rule file and what is written there instead. */
export interface RuleChange {
  /** Path from the root of the resource: `concept[3].property[1].valueCode`. */
  readonly path: string
  readonly from: Leaf
  readonly to: Leaf
  /** Writes the change into the resource, and gives what puts it back. */
  readonly apply: () => () => void
}

type Leaf = string | number | boolean
type Branch = Record<string | number, unknown>

/** Words for a reader and the head of a file: no code, date or indicator stands there. */
const prose: ReadonlySet<string> = new Set(
  [
    'resourceType id name version status experimental publisher language copyright citation documentation linkId',
    'title subtitle description display definition text comment purpose usage label div valueString valueMarkdown',
    'short requirements requirement alias prefix human',
  ].flatMap((words) => words.split(' ')),
)

/**
 * Every code, date, indicator and canonical of a resource, each with its changes: a date one day earlier and one day later,
 * a number one more, a yes to a no, a code to another one that stands at such a place, else to one that nobody knows.
 */
export function ruleChanges(resource: unknown): readonly RuleChange[] {
  const leaves = [...leavesOf(resource, '', '')]
  const words = Map.groupBy(leaves, ({ role }) => role)
  return leaves.flatMap(({ parent, key, path, role }) => {
    const from = parent[key] as Leaf
    const others = (words.get(role) ?? []).map((leaf) => leaf.parent[leaf.key] as Leaf)
    return changesOf(from, isIdentifying(role), others).map((to) => ({
      path,
      from,
      to,
      apply: () => {
        parent[key] = to
        return () => void (parent[key] = from)
      },
    }))
  })
}

interface Place {
  readonly parent: Branch
  readonly key: string | number
  readonly path: string
  /** What kind of place it is: the same for every `valueCode` of one property, for every `code` of one list. */
  readonly role: string
}

function* leavesOf(node: unknown, path: string, role: string): Generator<Place> {
  if (typeof node !== 'object' || node === null) return
  const parent = node as Branch
  const kind = Array.isArray(node) ? role : `${role}/${nameOf(parent)}`
  for (const [name, value] of Object.entries(parent)) {
    if (prose.has(name)) continue
    const key = Array.isArray(node) ? Number(name) : name
    const below = typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    const place = typeof key === 'number' ? kind : `${kind}.${key}`
    if (typeof value === 'object') yield* leavesOf(value, below, place)
    else yield { parent, key, path: below, role: place }
  }
}

/** A property or an extension is of the kind that its code or url names; its value is another's only within that kind. */
function nameOf(node: Branch): string {
  const isNamedValue = Object.keys(node).some((key) => key.startsWith('value'))
  return isNamedValue ? String(node['code'] ?? node['url'] ?? '') : ''
}

/** A code that names its own row: another row's code would stand twice, so that it gets one that nobody else has. */
function isIdentifying(role: string): boolean {
  return !/\.value[A-Z]\w*$/.test(role)
}

function changesOf(from: Leaf, isIdentifying: boolean, others: readonly Leaf[]): readonly Leaf[] {
  if (typeof from === 'boolean') return [!from]
  if (typeof from === 'number') return [from + 1]
  if (/^\d{4}-\d{2}-\d{2}/.test(from)) return [dayAfter(from, -1), dayAfter(from, 1)]
  const another = isIdentifying ? undefined : others[(others.indexOf(from) + 1) % others.length]
  const differing = another === from ? others.find((other) => other !== from) : another
  return [differing ?? neighbourOf(from, others)]
}

function dayAfter(written: string, days: number): string {
  const day = new Date(`${written.slice(0, 10)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10) + written.slice(10)
}

/** The next code by its last character that stands nowhere beside it: `G20.A1` becomes `G20.A3`. */
function neighbourOf(code: string, others: readonly Leaf[]): string {
  const last = code.at(-1) ?? ''
  const alphabet = /\d/.test(last) ? '0123456789' : 'abcdefghijklmnopqrstuvwxyz'
  const start = alphabet.indexOf(last.toLowerCase())
  const free = Array.from(alphabet, (_, step) => alphabet[(start + 1 + step) % alphabet.length] ?? '')
    .map((character) => code.slice(0, -1) + (last === last.toUpperCase() ? character.toUpperCase() : character))
    .find((candidate) => candidate !== code && !others.includes(candidate))
  return free ?? `${code}0`
}
