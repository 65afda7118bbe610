import { codeSystem } from '#core/codes.ts'
import { simpleStory } from './simple-story.ts'

export const snomedParkinson = simpleStory({
  id: 'snomed-parkinson',
  title: 'Parkinson disease, SNOMED only',
  summary: 'SNOMED CT 49049000 without category or ICD-10-CM code.',
  name: 'Edith Kramer',
  gender: 'female',
  birthDate: '1948-12-15',
  code: '49049000',
  text: 'Parkinson disease',
  options: { system: codeSystem.snomed, category: null },
})
