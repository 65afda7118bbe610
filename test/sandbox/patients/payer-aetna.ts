import { payerStory } from './payer-story.ts'

export const payerAetna = payerStory({
  id: 'payer-aetna',
  payer: 'Aetna',
  plan: 'Example plan of Aetna',
  name: 'Joan Whitfield',
  gender: 'female',
  birthDate: '1959-05-05',
})
