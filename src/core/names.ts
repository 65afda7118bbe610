import type { HumanName } from 'fhir/r4'

/** The name that stands for a person: the official one, else the usual, else the first. */
export function preferredName(names: readonly HumanName[] | undefined): HumanName | undefined {
  return names?.find(({ use }) => use === 'official') ?? names?.find(({ use }) => use === 'usual') ?? names?.[0]
}

/** The preferred name as it is shown; null where it carries no text. */
export function fullName(names: readonly HumanName[] | undefined): string | null {
  const name = preferredName(names)
  if (name === undefined) return null
  const parts = [...(name.prefix ?? []), ...(name.given ?? []), name.family ?? '', ...(name.suffix ?? [])].filter((part) => part !== '')
  const text = name.text ?? parts.join(' ')
  return text.trim() === '' ? null : text
}
