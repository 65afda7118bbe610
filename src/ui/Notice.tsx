import type { ReactNode } from 'react'

interface NoticeProps {
  readonly tone: 'plain' | 'good' | 'care' | 'stop'
  readonly title: string
  readonly children?: ReactNode
  /** `alert` speaks at once; `status` waits for a pause. */
  readonly role?: 'status' | 'alert' | 'note'
}

/** One message: what happened, what was not lost, the one next step. The tone is said in words too, never by colour alone. */
export function Notice({ tone, title, children, role = 'note' }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={role}>
      <p className="notice-title">{title}</p>
      {children}
    </div>
  )
}
