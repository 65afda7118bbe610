import type { ReactNode } from 'react'

interface PanelProps {
  readonly title: string
  readonly aside?: ReactNode
  /** By which a shortcut finds it. */
  readonly place?: string
  /** The only panel of its page: its title is the page's heading. */
  readonly isPage?: boolean
  readonly children: ReactNode
}

/** The id of the heading of the panel with this title: one page holds each title once. */
export function panelId(title: string): string {
  return `panel-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`
}

/** A named region of the page. */
export function Panel({ title, aside, place, isPage = false, children }: PanelProps) {
  const id = panelId(title)
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
