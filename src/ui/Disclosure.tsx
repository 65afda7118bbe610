import { useState, type ReactNode } from 'react'

interface DisclosureProps {
  readonly summary: ReactNode
  /** Open without being asked: something in it is for now. */
  readonly isOpen?: boolean
  readonly className?: string
  readonly children: ReactNode
}

/**
 * One line that opens. What it holds is made once it is opened, and stays: nearly all of a page's evidence is never asked
 * for, and making it would hold up the verdict.
 */
export function Disclosure({ summary, isOpen = false, className, children }: DisclosureProps) {
  const [hasBeen, setHasBeen] = useState(isOpen)
  return (
    <details
      className={className}
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) setHasBeen(true)
      }}
    >
      {/* The press comes before the browser opens it and tells so: whoever tabs on at once finds what is in it. */}
      <summary onClick={() => setHasBeen(true)}>{summary}</summary>
      {(hasBeen || isOpen) && children}
    </details>
  )
}
