import { useId, type ReactNode } from 'react'
import { useOpened } from './use-opened.ts'

interface FoldProps {
  readonly title: string
  /** What stands beside the title, so that nobody has to open it to know. */
  readonly says: ReactNode
  /** Open without being asked: something in it is for now. */
  readonly isOpen?: boolean
  readonly children: ReactNode
}

/** A named region that is one line until it is opened. */
export function Fold({ title, says, isOpen = false, children }: FoldProps) {
  const id = useId()
  const { wasOpened, onToggle } = useOpened(isOpen)
  return (
    <section className="panel" aria-labelledby={id}>
      <details className="fold" open={isOpen} onToggle={onToggle}>
        <summary>
          <h2 id={id}>{title}</h2> <span className="small soft">{says}</span>
        </summary>
        {wasOpened && children}
      </details>
    </section>
  )
}
