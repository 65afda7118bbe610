import { simpleStory } from './simple-story.ts'

export const cerebralPalsy = simpleStory({
  id: 'cerebral-palsy',
  title: 'Cerebral palsy',
  summary: 'G80.1, active, and not on this app’s list.',
  name: 'Nina Castillo',
  gender: 'female',
  birthDate: '2014-05-19',
  code: 'G80.1',
  text: 'Spastic cerebral palsy of both legs',
})
