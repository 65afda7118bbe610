import { codeSystem } from '#core/codes.ts'
import { simpleStory } from './simple-story.ts'

export const snomedStroke = simpleStory({
  id: 'snomed-stroke',
  title: 'Stroke, SNOMED only',
  summary: 'SNOMED CT 230690007 without category or ICD-10-CM code.',
  name: 'Arthur Bell',
  gender: 'male',
  birthDate: '1950-10-12',
  code: '230690007',
  text: 'Stroke',
  options: { system: codeSystem.snomed, category: null },
})
