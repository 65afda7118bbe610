import { useEffect, useState } from 'react'

const patienceMs = 3000

/** What stands on the page while the chart is being read; after three seconds it says that it still is. */
export function Skeleton({ label }: { readonly label: string }) {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="skeleton" role="status">
      <p>{label}</p>
      {isSlow && <p>The EHR takes longer than usual; nothing is lost.</p>}
      <span aria-hidden="true" />
      <span aria-hidden="true" />
      <span aria-hidden="true" />
    </div>
  )
}
