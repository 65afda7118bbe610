import { useId } from 'react'

interface ChoiceProps<T extends string> {
  readonly legend: string
  readonly options: readonly { readonly value: T; readonly label: string }[]
  /** Null while nothing is picked: no option is ever pre-selected. */
  readonly value: T | null
  readonly onPick: (value: T) => void
  readonly isWide?: boolean
}

/** A question with a few answers, all equally easy. */
export function Choice<T extends string>({ legend, options, value, onPick, isWide = false }: ChoiceProps<T>) {
  const name = useId()
  return (
    <fieldset className={isWide ? 'choice choice-wide' : 'choice'}>
      <legend>{legend}</legend>
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} value={option.value} checked={value === option.value} onChange={() => onPick(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
