import type { HumanName } from 'fhir/r4'

/** The name to show: the official one, else the usual, else the first; null where none carries text. */
export function fullName(names: readonly HumanName[] | undefined): string | null {
  const name = names?.find(({ use }) => use === 'official') ?? names?.find(({ use }) => use === 'usual') ?? names?.[0]
  if (name === undefined) return null
  const parts = [...(name.prefix ?? []), ...(name.given ?? []), name.family ?? '', ...(name.suffix ?? [])].filter((part) => part !== '')
  const text = name.text ?? parts.join(' ')
  return text.trim() === '' ? null : text
}
