import { useEffect, useState } from 'react'

const patienceMs = 3000

interface SkeletonProps {
  readonly label: string
  /** How far it came, shown once it takes long; not spoken at each step. */
  readonly soFar?: string | null
}

/** What stands on the page while the chart is being read; after three seconds it says that it still is, and how far it came. */
export function Skeleton({ label, soFar = null }: SkeletonProps) {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="skeleton">
      <div role="status">
        <p>{label}</p>
        {isSlow && <p>The EHR takes longer than usual; nothing is lost.</p>}
      </div>
      {isSlow && soFar !== null && <p className="small soft">{soFar}</p>}
      <span aria-hidden="true" />
      <span aria-hidden="true" />
      <span aria-hidden="true" />
    </div>
  )
}
