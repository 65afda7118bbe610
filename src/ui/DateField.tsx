import { useId } from 'react'

interface DateFieldProps {
  readonly label: string
  /** First and last day that may be chosen, `YYYY-MM-DD`. */
  readonly first: string
  readonly last: string
  readonly onPick: (day: string) => void
}

/** One day of many, in the browser's own date field. Nothing is filled in beforehand; an emptied field gives ''. */
export function DateField({ label, first, last, onPick }: DateFieldProps) {
  const id = useId()
  return (
    <div className="choice">
      <label className="date-label" htmlFor={id}>
        {label}
      </label>
      <input id={id} type="date" min={first} max={last} aria-describedby={`${id}-span`} onChange={({ target }) => onPick(target.value)} />
      <p className="small soft" id={`${id}-span`}>
        From {first} to {last}.
      </p>
    </div>
  )
}
