import { simpleStory } from './simple-story.ts'

export const kneeBilateral = simpleStory({
  id: 'knee-bilateral',
  title: 'Both knees',
  summary: 'M17.0: a near miss, the list names the right side.',
  name: 'Pavel Novak',
  gender: 'male',
  birthDate: '1954-01-08',
  code: 'M17.0',
  text: 'Osteoarthritis of both knees, primary',
})
