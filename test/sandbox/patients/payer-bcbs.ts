import { payerStory } from './payer-story.ts'

export const payerBcbs = payerStory({
  id: 'payer-bcbs',
  payer: 'Blue Cross Blue Shield',
  plan: 'Example Blue Cross Blue Shield plan',
  name: 'Carl Jensen',
  gender: 'male',
  birthDate: '1961-02-02',
})
