import fc from 'fast-check'

/** What may happen to the next write, or the next search, of a window. */
const writeFaults = [
  'drop',
  'commit-then-drop',
  'commit-then-500',
  '500',
  '429',
  '401',
  'timeout',
  'commit-then-timeout',
  'arrives-later',
] as const
export type WriteFault = (typeof writeFaults)[number]

/** One thing that a person does, or that goes wrong. `who` counts windows round. */
export type Step =
  | { readonly do: 'confirm' | 'save draft' | 'not billable' | 'reopen and confirm'; readonly who: number }
  | { readonly do: 'take back' | 'look again' | 'send again' | 'back to the draft'; readonly who: number }
  | { readonly do: 'reload' | 'close'; readonly who: number }
  | { readonly do: 'second tab' }
  | { readonly do: 'second user' }
  | { readonly do: 'both confirm' }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'write fault'; readonly fault: WriteFault }
  | { readonly do: 'searches fail'; readonly times: number }

const who = fc.nat({ max: 3 })
const acts = fc.record({
  do: fc.constantFrom(
    'confirm',
    'confirm',
    'save draft',
    'not billable',
    'reopen and confirm',
    'take back',
    'look again',
    'send again',
    'back to the draft',
    'reload',
    'close',
  ),
  who,
}) as fc.Arbitrary<Step>
const others = fc.oneof(
  fc.constantFrom<Step[]>({ do: 'second tab' }, { do: 'second user' }),
  fc.record({ do: fc.constant('both confirm' as const) }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 5, 29, 31, 61) }),
)
const faults: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('write fault' as const), fault: fc.constantFrom(...writeFaults) }),
  fc.record({ do: fc.constant('searches fail' as const), times: fc.constantFrom(1, 3, 9) }),
)

export const anySteps = fc.array(
  fc.oneof({ weight: 5, arbitrary: acts }, { weight: 2, arbitrary: others }, { weight: 3, arbitrary: faults }),
  {
    minLength: 1,
    maxLength: 12,
  },
)
