import { QueryClient } from '@tanstack/react-query'
import type { FhirError } from '#fhir/fhir-error.ts'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: FhirError
  }
}

/** Retries live in the gateway, which knows what may be repeated; the cache adds none, and never reads behind the clinician's back. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 60_000, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
