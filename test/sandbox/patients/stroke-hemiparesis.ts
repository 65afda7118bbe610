import { simpleStory } from './simple-story.ts'

export const strokeHemiparesis = simpleStory({
  id: 'stroke-hemiparesis',
  title: 'Weakness of one side after stroke',
  summary: 'I69.351: what the source’s words describe.',
  name: 'Samuel Osei',
  gender: 'male',
  birthDate: '1952-04-17',
  code: 'I69.351',
  text: 'Weakness of the right dominant side after a stroke',
})
