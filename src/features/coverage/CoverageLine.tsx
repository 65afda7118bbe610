import type { Coverage } from 'fhir/r4'
import { resourcesOf, type Reading } from '#core/visit.ts'

/** Who pays, as the chart says; whether they cover the service is a question this app does not answer. */
export function CoverageLine({ coverages }: { readonly coverages: Reading<Coverage> }) {
  const payers = resourcesOf(coverages)
    .filter(({ status }) => status === 'active')
    .map(payerOf)
  // What could not be read is never "none recorded".
  if (coverages.status !== 'read' && payers.length === 0) return null
  return (
    <p className="small soft">
      Coverage in the chart: {payers.length === 0 ? 'none recorded' : payers.join(', ')}. A match with the list says nothing about coverage;
      check the payer’s policy.
    </p>
  )
}

function payerOf({ payor, type }: Coverage): string {
  return payor[0]?.display ?? type?.text ?? payor[0]?.reference ?? 'payer without a name'
}
