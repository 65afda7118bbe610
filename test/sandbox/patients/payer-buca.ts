import { payerStory } from './payer-story.ts'

export const payerBuca = payerStory({
  id: 'payer-buca',
  payer: 'Buca Health',
  plan: 'A payer no advisory names',
  name: 'Lena Vogel',
  gender: 'female',
  birthDate: '1964-10-10',
})
