import { codeSystem } from '#core/codes.ts'
import { simpleStory } from './simple-story.ts'

export const snomedHip = simpleStory({
  id: 'snomed-hip',
  title: 'Hip, SNOMED only',
  summary: 'SNOMED CT 239872002 without category; the side is not said.',
  name: 'Diego Santos',
  gender: 'male',
  birthDate: '1953-03-27',
  code: '239872002',
  text: 'Osteoarthritis of the hip',
  options: { system: codeSystem.snomed, category: null },
})
