import { payerStory } from './payer-story.ts'

export const payerUnitedhealthcare = payerStory({
  id: 'payer-unitedhealthcare',
  payer: 'UnitedHealthcare',
  plan: 'Example plan of UnitedHealthcare',
  name: 'Frank Oduya',
  gender: 'male',
  birthDate: '1962-08-08',
})
