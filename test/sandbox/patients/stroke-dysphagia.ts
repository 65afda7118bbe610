import { simpleStory } from './simple-story.ts'

export const strokeDysphagia = simpleStory({
  id: 'stroke-dysphagia',
  title: 'Swallowing trouble after stroke',
  summary: 'I69.391: on the source’s list, although it describes no gait problem.',
  name: 'Ruth Adeyemi',
  gender: 'female',
  birthDate: '1949-11-20',
  code: 'I69.391',
  text: 'Difficulty swallowing after a stroke',
})
