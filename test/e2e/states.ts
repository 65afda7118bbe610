import type { State } from './state.ts'
import { ending } from './states-of-ending.ts'
import { beginning, reading } from './states-of-reading.ts'

export const states: readonly State[] = [...beginning, ...reading, ...ending]
