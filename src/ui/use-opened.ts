import { useState, type SyntheticEvent } from 'react'

/**
 * For a disclosure whose content is made once it is opened, and stays: nearly all of a page's evidence is never asked for,
 * and making it would hold up the verdict.
 */
export function useOpened(isOpen: boolean): {
  readonly wasOpened: boolean
  readonly onToggle: (event: SyntheticEvent<HTMLDetailsElement>) => void
} {
  const [hasBeen, setHasBeen] = useState(isOpen)
  return {
    wasOpened: hasBeen || isOpen,
    onToggle: ({ currentTarget }) => {
      if (currentTarget.open) setHasBeen(true)
    },
  }
}
