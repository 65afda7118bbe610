interface Shortcut {
  /** The letter beside Alt and Shift, as the key stands on a US keyboard. */
  readonly key: string
  readonly what: string
  readonly place: 'diagnoses' | 'open-question' | 'actions'
}

/** Three keys for three places; a letter alone is never a shortcut (WCAG 2.2, 2.1.4). */
export const shortcuts: readonly Shortcut[] = [
  { key: 'D', what: 'to the diagnoses', place: 'diagnoses' },
  { key: 'O', what: 'to the next open question', place: 'open-question' },
  { key: 'C', what: 'to Confirm; while that is closed, to what is still open', place: 'actions' },
]

const selectors: Readonly<Record<Shortcut['place'], string>> = {
  diagnoses: '[data-place="diagnoses"] input',
  'open-question': '.decisions fieldset.choice:not(:has(:checked)) input',
  // Never on to another button: a quick Enter would press what nobody meant.
  actions: '[data-place="charge"]:not(:has(button.primary:enabled)), [data-place="charge"] button.primary',
}

/** Puts the focus on the first thing of that place that can be used; stays where it is when there is none. */
export function goTo(place: Shortcut['place']): void {
  const usable = [...document.querySelectorAll<HTMLElement>(selectors[place])].find(
    (element) => !element.matches(':disabled') && element.checkVisibility(),
  )
  usable?.focus()
}
