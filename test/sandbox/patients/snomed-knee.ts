import { codeSystem } from '#core/codes.ts'
import { simpleStory } from './simple-story.ts'

export const snomedKnee = simpleStory({
  id: 'snomed-knee',
  title: 'Knee, SNOMED only',
  summary: 'SNOMED CT 239873007 without category; the side is not said.',
  name: 'Irene Fischer',
  gender: 'female',
  birthDate: '1956-08-01',
  code: '239873007',
  text: 'Osteoarthritis of the knee',
  options: { system: codeSystem.snomed, category: null },
})
