import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { Notice } from '#ui/Notice.tsx'
import { watchIdle } from './idle.ts'

interface UntilIdleProps {
  readonly idleMinutes: number
  readonly children: ReactNode
}

/**
 * The chart, until nobody touched the page for the site's limit (45 CFR 164.312(a)(2)(iii), automatic logoff): then what
 * was read leaves screen, memory and storage. That a write is open stays noted, for the next launch.
 */
export function UntilIdle({ idleMinutes, children }: UntilIdleProps) {
  const client = useQueryClient()
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    if (isIdle) return undefined
    return watchIdle(
      idleMinutes,
      () => {
        setIdle(true)
        forgetSignIn()
        client.clear()
      },
      window,
    )
  }, [client, isIdle, idleMinutes])
  if (!isIdle) return children
  return (
    <Notice tone="care" title={`Closed after ${idleMinutes} minutes without a touch.`} role="alert">
      <p>What was read is no longer here, and what was not saved is lost. Open the app again from the chart.</p>
    </Notice>
  )
}

/** Without its record and its address, a reload restores nothing. */
function forgetSignIn(): void {
  sessionStorage.removeItem(new URL(location.href).searchParams.get('state') ?? '')
  history.replaceState(null, '', location.pathname)
}
