import { simpleStory } from './simple-story.ts'

export const hipRight = simpleStory({
  id: 'hip-right',
  title: 'Right hip osteoarthritis',
  summary: 'M16.11 at today’s visit: on the list.',
  name: 'Omar Haddad',
  gender: 'male',
  birthDate: '1955-09-30',
  code: 'M16.11',
  text: 'Osteoarthritis of the right hip, primary',
})
