import { simpleStory } from './simple-story.ts'

export const gaitOther = simpleStory({
  id: 'gait-other',
  title: 'Other gait abnormality',
  summary: 'R26.89, a symptom code: on the list.',
  name: 'Lucia Moretti',
  gender: 'female',
  birthDate: '1963-12-05',
  code: 'R26.89',
  text: 'Other abnormality of gait',
})
