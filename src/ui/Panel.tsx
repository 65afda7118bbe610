import { useId, type ReactNode } from 'react'

interface PanelProps {
  readonly title: string
  readonly aside?: ReactNode
  /** By which a shortcut finds it. */
  readonly place?: string
  /** The only panel of its page: its title is the page's heading. */
  readonly isPage?: boolean
  readonly children: ReactNode
}

/** A named region of the page. */
export function Panel({ title, aside, place, isPage = false, children }: PanelProps) {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id} data-place={place}>
      <header className="panel-head">
        {isPage ? <h1 id={id}>{title}</h1> : <h2 id={id}>{title}</h2>}
        {aside}
      </header>
      {children}
    </section>
  )
}
