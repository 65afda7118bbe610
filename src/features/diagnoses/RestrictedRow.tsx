import { useState, type ReactNode } from 'react'

/** A diagnosis that the EHR labels as restricted: neither words nor code before it is asked for. */
export function RestrictedRow({ children }: { readonly children: ReactNode }) {
  const [isShown, setShown] = useState(false)
  if (isShown) return children
  return (
    <li className="restricted">
      <span>A diagnosis that the EHR labels as restricted.</span>
      <button type="button" className="quiet" onClick={() => setShown(true)}>
        Show it
      </button>
    </li>
  )
}
