import type { ChargeChannel } from '#queries/charge.ts'

/** How the charge leaves the app, in one line; null while the EHR is being asked. */
export function channelLine(channel: ChargeChannel | null, issuerName: string): string {
  switch (channel?.name) {
    case undefined:
      return `asking ${issuerName} what it takes`
    case 'standard':
      return `saves to ${issuerName}`
    case 'oracle':
      return `sends to the charge service of ${issuerName}`
    case 'web-messaging':
      return `places a draft in ${issuerName}`
    case 'hand-off':
      return 'nothing is saved from here: hand over'
  }
}

/** The word on the first button. */
export function confirmWord(channel: ChargeChannel | null, isReopening: boolean): string {
  if (channel?.name === 'web-messaging') return 'Confirm and place the draft'
  if (channel?.name === 'hand-off') return 'Confirm and hand over'
  return isReopening ? 'Reopen and confirm' : 'Confirm'
}

const channelNames: Readonly<Record<ChargeChannel['name'], string>> = {
  standard: 'Saving through the FHIR API',
  oracle: 'The charge service (Oracle Health)',
  'web-messaging': 'Placing a draft on the EHR’s page',
  'hand-off': 'Handing over',
}

const whyNot: Readonly<Record<ChargeChannel['passedOver'][number]['why'], string>> = {
  'capability-unreadable': 'the EHR did not say what it takes',
  'not-r4': 'the EHR speaks another version of FHIR than R4',
  'not-offered': 'the EHR does not offer it',
  'not-granted': 'the EHR did not grant this app access to it',
  'not-set-up': 'this site’s config.json lacks what it needs',
  'no-answer': 'the EHR’s page did not answer',
}

/** Why a channel that the site lists is not used, one sentence each. */
export function passedOverWords({ passedOver }: ChargeChannel): readonly string[] {
  return passedOver.map(({ name, why }) => `${channelNames[name]}: ${whyNot[why]}.`)
}
