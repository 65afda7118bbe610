import { Choice } from './Choice.tsx'

/** Answers beyond this length stand one below the other: in a sidebar they would break into a ragged row. */
const longest = 24

interface QuestionProps {
  readonly words: {
    readonly text: string
    readonly options: readonly { readonly code: string; readonly display: string }[]
  }
  readonly value: string | null
  readonly onPick: (code: string) => void
}

/** A question whose words and answers are data. */
export function Question({ words, value, onPick }: QuestionProps) {
  return (
    <Choice
      isWide={words.options.some(({ display }) => display.length > longest)}
      legend={words.text}
      options={words.options.map(({ code, display }) => ({ value: code, label: display }))}
      value={value}
      onPick={onPick}
    />
  )
}
