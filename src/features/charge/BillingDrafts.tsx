import type { ChargeItem } from 'fhir/r4'
import type { BillingChart } from '#core/charge-line.ts'
import { draftClaim } from '#core/claim.ts'
import { draftChargeMessage } from '#core/dft-message.ts'
import { saveFile } from '#ui/save-file.ts'

interface BillingDraftsProps {
  readonly charge: ChargeItem
  readonly chart: BillingChart
}

const now = () => new Date().toISOString()

/**
 * The charge in the two forms that a billing system takes in, as files; nothing is sent. Their code comes with the receipt:
 * a browser does not load a part again that failed once, so that no later press could make up for it.
 */
export function BillingDrafts({ charge, chart }: BillingDraftsProps) {
  const saveClaim = () =>
    saveFile({
      name: 'gait-charge-draft-claim.json',
      type: 'application/fhir+json',
      text: JSON.stringify(draftClaim(charge, chart, now()), null, 2),
    })
  const saveMessage = () =>
    saveFile({
      name: 'gait-charge-draft-charge-message.hl7',
      type: 'x-application/hl7-v2+er7',
      text: draftChargeMessage(charge, chart, now()),
    })
  return (
    <>
      <p className="small">Download a draft for the billing system, to be checked there. Nothing was sent to it.</p>
      <div className="actions">
        <button type="button" aria-label="Download the draft claim (JSON)" onClick={saveClaim}>
          draft claim
        </button>
        <button type="button" aria-label="Download the draft charge message (HL7 v2)" onClick={saveMessage}>
          draft charge message
        </button>
      </div>
    </>
  )
}
