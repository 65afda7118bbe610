import type { Obstacle } from '#core/readiness.ts'

/** What is still open before Confirm, in words the clinician can act on. */
export const obstacleWords: Readonly<Record<Obstacle, string>> = {
  'already-charged': 'a charge stands already',
  'no-draft': 'this visit can carry no draft',
  'date-open': 'the day of the service',
  'not-performed': 'you answered that it was not performed',
  'other-service': 'what you answered about the recording is another service, 0693T',
  'check-with-coding': 'a coder’s word on the recording without markers',
  'modifier-reason': 'a reason for each modifier that the rules do not support',
  'modifiers-exclude': 'modifiers that may not stand together',
  'charges-not-checked': 'a look at the existing charges',
  'signer-pending': 'checking who is signed in…',
  'signer-unknown': 'a verified practitioner who signs',
  'signer-other': 'a practitioner: you are signed in as somebody else',
  'patient-unread': 'the patient’s name and birth date',
  'mixed-patients': 'entries of another patient that the EHR mixed in: its answer cannot be relied on',
  'no-channel': 'what this EHR takes from apps, still being asked',
  performed: 'whether it was performed',
  laboratory: 'video with 3-D kinematics',
  diagnosis: 'a diagnosis',
  'diagnosis-reason': 'why the chosen diagnosis',
  performer: 'who performed it',
  'charges-checked': 'a look at the existing charges',
}
