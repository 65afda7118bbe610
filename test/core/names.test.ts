import { expect, test } from 'vitest'
import { fullName } from '#core/names.ts'

test.each([
  [[{ text: 'Dr. Ana Rivera', family: 'Rivera' }], 'Dr. Ana Rivera'],
  [[{ given: ['Ana', 'M.'], family: 'Rivera' }], 'Ana M. Rivera'],
  [[{ prefix: ['Dr.'], given: ['Ana'], family: 'Rivera', suffix: ['MD'] }], 'Dr. Ana Rivera MD'],
  [[{ family: 'Rivera' }], 'Rivera'],
  [
    [
      { use: 'nickname', text: 'Ani' },
      { use: 'usual', text: 'Ana Rivera' },
    ],
    'Ana Rivera',
  ],
  [
    [
      { use: 'usual', text: 'Ana' },
      { use: 'official', text: 'Ana Maria Rivera' },
    ],
    'Ana Maria Rivera',
  ],
  [[{ text: 'First' }, { text: 'Second' }], 'First'],
  [[{ given: ['Ana', '', 'M.'], family: 'Rivera' }], 'Ana M. Rivera'],
  [[{ given: ['Ana'] }], 'Ana'],
  [[{ text: ' ' }], null],
  [[{}], null],
  [[], null],
  [undefined, null],
] as const)('%j is shown as %s', (names, shown) => expect(fullName(names?.map((name) => structuredClone(name)) as never)).toBe(shown))
