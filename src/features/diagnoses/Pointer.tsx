import type { Decision } from '#core/decisions.ts'

interface PointerProps {
  readonly code: string
  /** Its place on the claim line, 1 to 4. */
  readonly place: number
  /** The chosen diagnoses in order, by their ids. */
  readonly order: readonly string[]
  readonly decide: (decision: Decision) => void
}

const places = ['first', 'second', 'third', 'fourth']

/** The place of a chosen diagnosis on the claim line, and two buttons to change it. The buttons stay where they are, so focus does too. */
export function Pointer({ code, place, order, decide }: PointerProps) {
  const [own, next] = [order[place - 1], order[place]]
  const isFirst = place === 1
  const isLast = place === order.length
  // Moving one down is moving the next one up.
  const moveUp = (diagnosisId: string | undefined) => diagnosisId !== undefined && decide({ type: 'diagnosis-moved-up', diagnosisId })
  return (
    <span className="pointer">
      {places[place - 1]} on claim
      {order.length > 1 && (
        <>
          <button type="button" className="quiet" aria-disabled={isFirst} onClick={() => !isFirst && moveUp(own)}>
            <span aria-hidden="true">↑</span>
            <span className="unseen">Move {code} up</span>
          </button>
          <button type="button" className="quiet" aria-disabled={isLast} onClick={() => !isLast && moveUp(next)}>
            <span aria-hidden="true">↓</span>
            <span className="unseen">Move {code} down</span>
          </button>
        </>
      )}
    </span>
  )
}
