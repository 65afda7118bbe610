import type { QuestionName } from './questions.ts'
import type { Answers } from './questions.ts'

/** What the answers on the recording say of the service: is it the one that is charged here? */
export type Capture =
  | { readonly kind: 'not-documented' }
  | { readonly kind: 'with-markers' }
  /** Video in two dimensions, or no laboratory: another service, and a modifier for reduced services is no remedy. */
  | { readonly kind: 'not-this-service' }
  /** Markerless, full body and kinetics: 0693T, which excludes 96000. */
  | { readonly kind: 'markerless-full-body' }
  /** Markerless otherwise: a coder has to say. */
  | { readonly kind: 'check-with-coding'; readonly asks: QuestionName | null }

/** Reads the clinician's answers on markers, body and kinetics. */
export function captureOf({ laboratory, capture, 'full-body': fullBody, kinetics }: Answers): Capture {
  if (laboratory === 'no') return { kind: 'not-this-service' }
  if (capture === 'markers') return { kind: 'with-markers' }
  if (capture !== 'markerless') return { kind: 'not-documented' }
  if (fullBody === 'yes' && kinetics === 'yes') return { kind: 'markerless-full-body' }
  return { kind: 'check-with-coding', asks: fullBody === undefined ? 'full-body' : kinetics === undefined ? 'kinetics' : null }
}
