import { payerStory } from './payer-story.ts'

export const payerCigna = payerStory({
  id: 'payer-cigna',
  payer: 'Cigna',
  plan: 'Example plan of Cigna',
  name: 'Mei Tanaka',
  gender: 'female',
  birthDate: '1957-07-07',
})
