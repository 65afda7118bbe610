import { payerStory } from './payer-story.ts'

export const payerBuca = payerStory({
  id: 'payer-buca',
  payer: 'BUCA',
  plan: 'A name for four payers',
  name: 'Lena Vogel',
  gender: 'female',
  birthDate: '1964-10-10',
})
