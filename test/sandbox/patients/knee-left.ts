import { simpleStory } from './simple-story.ts'

export const kneeLeft = simpleStory({
  id: 'knee-left',
  title: 'Left knee osteoarthritis',
  summary: 'M17.12: a near miss, the list names the right side.',
  name: 'Greta Lund',
  gender: 'female',
  birthDate: '1960-07-23',
  code: 'M17.12',
  text: 'Osteoarthritis of the left knee, primary',
})
