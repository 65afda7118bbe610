import { simpleStory } from './simple-story.ts'

export const kneeRight = simpleStory({
  id: 'knee-right',
  title: 'Right knee osteoarthritis',
  summary: 'M17.11 at today’s visit: on the list.',
  name: 'Helen Park',
  gender: 'female',
  birthDate: '1958-02-11',
  code: 'M17.11',
  text: 'Osteoarthritis of the right knee, primary',
})
