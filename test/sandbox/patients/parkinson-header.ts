import { simpleStory } from './simple-story.ts'

export const parkinsonHeader = simpleStory({
  id: 'parkinson-header',
  title: 'Parkinson disease, header code',
  summary: 'Bare G20: on the list, but the specific code is still missing.',
  name: 'Walter Brandt',
  gender: 'male',
  birthDate: '1951-06-02',
  code: 'G20',
  text: 'Parkinson disease',
})
