import type { Key } from 'react'
import { t } from '../words/word'

/** Which rows of a list are chosen. */
export interface Choosing<Row> {
  readonly keys: readonly Key[]
  /** `rows` are those that were turned: of others it is known already what they are. */
  readonly change: (keys: readonly Key[], rows: readonly Row[]) => void
  /** What the box of a row is called; without it: to choose this row. */
  readonly named?: (row: Row) => string
  /** Not to be chosen. */
  readonly closed?: (row: Row) => boolean
}

/** The box by which a row is chosen. */
export function ChoiceBox<Row>({ choosing, row, of }: { choosing: Choosing<Row>; row: Row; of: Key }) {
  return (
    <input
      type="checkbox"
      className="choice-box"
      aria-label={choosing.named?.(row) ?? t('list.choose')}
      checked={choosing.keys.includes(of)}
      disabled={choosing.closed?.(row)}
      onChange={({ target }) =>
        choosing.change(target.checked ? [...choosing.keys, of] : choosing.keys.filter((it) => it !== of), [row])
      }
    />
  )
}
