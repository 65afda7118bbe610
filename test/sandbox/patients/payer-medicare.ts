import { payerStory } from './payer-story.ts'

export const payerMedicare = payerStory({
  id: 'payer-medicare',
  payer: 'Medicare',
  plan: 'Medicare Part B',
  name: 'Rosa Delgado',
  gender: 'female',
  birthDate: '1946-04-04',
})
