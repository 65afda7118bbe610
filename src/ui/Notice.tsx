import type { ReactNode } from 'react'

interface NoticeProps {
  readonly tone: 'plain' | 'good' | 'care' | 'stop'
  readonly title: string
  readonly children?: ReactNode
  /** `alert` speaks at once; `status` waits for a pause. */
  readonly role?: 'status' | 'alert' | 'note'
  /** It is all there is on the page: its title is the page's heading. */
  readonly isPage?: boolean
}

/** One message: what happened, what was not lost, the one next step. The tone is said in words too, never by colour alone. */
export function Notice({ tone, title, children, role = 'note', isPage = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={role}>
      {isPage ? <h1 className="notice-title">{title}</h1> : <p className="notice-title">{title}</p>}
      {children}
    </div>
  )
}
