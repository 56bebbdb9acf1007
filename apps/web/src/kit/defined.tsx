import { meaningOf } from '../words/defined'
import { Hint } from '../words/hint'

/**
 * A word as a name of something, with what it means where the glossary says that: under the pointer, and where the word is
 * reached by keyboard. In the head of a column that sorts the head itself is reached.
 */
export function Defined({ text, reached = true }: { text: string; reached?: boolean }) {
  const meaning = meaningOf(text)
  if (meaning === undefined) return text
  return (
    <Hint title={meaning} className="defined" reached={reached}>
      {text}
    </Hint>
  )
}
