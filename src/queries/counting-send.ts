import type { Send } from '#fhir/send.ts'

/** The same `send`, which tells how many entries of this type its pages brought so far: what a slow reading can show meanwhile. */
export function countingSend(send: Send, resourceType: string, onRead: (count: number) => void): Send {
  let count = 0
  return async (request) => {
    const answer = await send(request)
    if (answer.resource?.resourceType === 'Bundle') {
      const entries: unknown = answer.resource.entry
      const found = Array.isArray(entries) ? entries.filter((entry) => typeOf(entry) === resourceType).length : 0
      if (found > 0) onRead((count += found))
    }
    return answer
  }
}

function typeOf(entry: unknown): unknown {
  return (entry as { readonly resource?: { readonly resourceType?: unknown } } | null)?.resource?.resourceType
}
