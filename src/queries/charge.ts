import { mutationOptions } from '@tanstack/react-query'
import type { ExistingWhere } from '#core/existing-charges.ts'
import type { Session } from '#fhir/session.ts'
import type { ChargeWish, SentCharge, WriteOutcome } from '#fhir/write-outcome.ts'
import { visitQuery } from './visit.ts'

/** The write is loaded beside the first screen, before anybody can press Confirm. */
const writer = () => import('#fhir/write-charge.ts')

/** The one write. Two clicks of one visit run one after the other, and the second finds what the first wrote. */
export const writeChargeMutation = (session: Session, encounterId: string) =>
  mutationOptions({
    mutationKey: ['charge', encounterId],
    scope: { id: `charge/${encounterId}` },
    mutationFn: async ({ wish, where }: { readonly wish: ChargeWish; readonly where: ExistingWhere }): Promise<WriteOutcome> => {
      const loaded = await writer().catch(() => null)
      return loaded === null ? { kind: 'not-sent', why: 'unavailable' } : loaded.writeCharge(session, wish, where)
    },
    onSettled: (_outcome, _error, _wish, _result, { client }) => client.invalidateQueries(visitQuery(session, encounterId)),
  })

/** Looks again for a write whose outcome is unknown; sends nothing. */
export const lookAgainMutation = (session: Session, encounterId: string) =>
  mutationOptions({
    mutationKey: ['look-again', encounterId],
    mutationFn: async (sent: SentCharge): Promise<WriteOutcome> => {
      const loaded = await writer().catch(() => null)
      return loaded === null ? { kind: 'unknown', identifier: sent.identifier, sent } : loaded.lookAgain(session, sent)
    },
    onSettled: (_outcome, _error, _sent, _result, { client }) => client.invalidateQueries(visitQuery(session, encounterId)),
  })

/** Fetches the writer's code ahead of need. */
export const preloadWriter = () => void writer().catch(() => null)
