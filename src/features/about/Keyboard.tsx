import { useEffect, useState } from 'react'
import { Disclosure } from '#ui/Disclosure.tsx'
import { goTo, shortcuts } from './shortcuts.ts'

/** The shortcuts, and the switch that turns them off for this window. They lead somewhere; none of them chooses or sends. */
export function Keyboard() {
  const [isOn, setOn] = useState(true)
  useEffect(() => {
    if (!isOn) return
    const follow = (event: KeyboardEvent) => {
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return
      const shortcut = shortcuts.find(({ key }) => event.code === `Key${key}`)
      if (shortcut === undefined) return
      event.preventDefault()
      goTo(shortcut.place)
    }
    addEventListener('keydown', follow)
    return () => removeEventListener('keydown', follow)
  }, [isOn])
  return (
    <Disclosure summary="Keyboard">
      <dl className="points">
        {shortcuts.map(({ key, what }) => (
          <div key={key}>
            <dt>
              <kbd>Alt+Shift+{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>Tab moves on, Space chooses, Enter presses. No shortcut chooses or sends.</p>
      <label>
        <input type="checkbox" checked={isOn} onChange={({ target }) => setOn(target.checked)} /> Shortcuts on, in this window
      </label>
    </Disclosure>
  )
}

/** Where a key belongs to a text. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio'
}
