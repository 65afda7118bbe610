import { createGrants, type Grants, type LaunchContext } from './grants.ts'
import { createHookSigner, type HookSigner } from './hook-token.ts'
import { createSigner, type IdTokenSigner } from './id-token.ts'
import { conforming, type LaunchOptions, type Quirks, type SandboxOptions } from './options.ts'
import { createScratchpad, type Scratchpad } from './scratchpad.ts'
import { localToday, seed } from './seed.ts'
import { createStore, type Store } from './store.ts'

/** Everything the pages and endpoints of one sandbox share. */
export interface Ehr {
  readonly options: SandboxOptions
  readonly quirks: Quirks
  /** FHIR base, without trailing slash. */
  readonly base: string
  readonly store: Store
  readonly grants: Grants
  readonly signer: IdTokenSigner
  readonly hookSigner: HookSigner
  readonly scratchpad: Scratchpad
  /** Transaction ids of `$create` that were carried out. */
  readonly transactions: Set<string>
  /** Searches whose next page was offered by a name, not by its question. */
  readonly pages: Map<string, string>
  readonly now: () => number
  reset(): Promise<void>
  /** The launch value of an EHR launch. */
  launch(options: LaunchOptions): string
}

export async function createEhr(options: SandboxOptions): Promise<Ehr> {
  // Asked anew each time, so that a test may replace the clock.
  const now = options.now ?? (() => Date.now())
  const store = createStore(now)
  const grants = createGrants(now)
  const scratchpad = createScratchpad()
  const transactions = new Set<string>()
  const pages = new Map<string, string>()
  const today = () => options.today ?? localToday(now())
  await seed(store, today())
  return {
    options,
    quirks: { ...conforming, ...options.quirks },
    base: `${options.origin}/fhir`,
    store,
    grants,
    signer: createSigner({ keyId: 'sandbox-key' }),
    hookSigner: createHookSigner(options.origin, now),
    scratchpad,
    transactions,
    pages,
    now,
    async reset() {
      store.clear()
      grants.clear()
      scratchpad.clear()
      transactions.clear()
      pages.clear()
      await seed(store, today())
    },
    launch: (asked) => grants.launches.put(contextOf(asked), 3600),
  }
}

function contextOf(asked: LaunchOptions): LaunchContext {
  return {
    patientId: asked.patientId,
    encounterId: asked.encounterId ?? null,
    practitionerId: asked.practitionerId ?? 'dr-rivera',
    grantedScopes: asked.grantedScopes ?? null,
    needPatientBanner: asked.needPatientBanner ?? true,
    forbid: asked.forbid ?? [],
    messagingHandle: asked.messagingHandle ?? null,
    appContext: asked.appContext ?? null,
  }
}
