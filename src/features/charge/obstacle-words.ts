import type { Obstacle } from '#core/readiness.ts'

/** What is still open before Confirm, in words the clinician can act on. */
export const obstacleWords: Readonly<Record<Obstacle, string>> = {
  'already-charged': 'a charge stands already',
  'no-draft': 'this visit can carry no draft',
  'date-open': 'the day of the service',
  'not-performed': 'you answered that it was not performed',
  'charges-not-checked': 'a look at the existing charges',
  'signer-unknown': 'a verified practitioner who signs',
  'patient-unread': 'the patient’s name and birth date',
  'no-channel': 'what this EHR takes from apps, still being asked',
  performed: 'whether it was performed',
  laboratory: 'whether video and 3-D kinematics were recorded',
  diagnosis: 'a diagnosis, with its reason where one is asked',
  performer: 'who performed it',
  'charges-checked': 'a look at the existing charges',
}
