import { useId, type ReactNode } from 'react'
import { Disclosure } from './Disclosure.tsx'

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
  return (
    <section className="panel" aria-labelledby={id}>
      <Disclosure
        className="fold"
        isOpen={isOpen}
        summary={
          <>
            <h2 id={id}>{title}</h2> <span className="small soft">{says}</span>
          </>
        }
      >
        {children}
      </Disclosure>
    </section>
  )
}
