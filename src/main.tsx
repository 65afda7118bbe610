import { createRoot } from 'react-dom/client'
import { App } from '#app/App.tsx'
import { begin } from '#app/begin.ts'
import '#ui/tokens.css'

const beginning = begin()
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(<App beginning={beginning} />)
