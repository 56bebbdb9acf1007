import { type Refusal, refuse } from '@pilot-ledger/kernel'
import type { ReadLines } from './column-map-reading'

const SHOWN_ROWS = 20

/** Rows as a person is told of them: the first, and that there are more. */
function rowsStated(rows: readonly number[]): string {
  const shown = rows.slice(0, SHOWN_ROWS).join('、')
  return rows.length > SHOWN_ROWS ? `${shown}…` : shown
}

/** Rows that are no movements: nobody should look for them in vain. */
export function leftOutNotices({ furniture, nothings }: Pick<ReadLines, 'furniture' | 'nothings'>): Refusal[] {
  return [...furnitureNotice(furniture), ...nothingMoved(nothings.map((it) => it.row))]
}

function furnitureNotice(furniture: readonly number[]): Refusal[] {
  if (furniture.length === 0) return []
  const rows = rowsStated(furniture)
  return [
    refuse('rows-left-out', {
      zh: `第 ${rows} 行不是流水（余额行、重复的表头或打印信息），不计入`,
      en: `rows ${rows} are no movements (balances, headings again, what was printed when) and are not counted`,
      facts: { rows: String(furniture.length) },
    }),
  ]
}

/** 0.00: a tax that was nothing. */
export function nothingMoved(rows: readonly number[]): Refusal[] {
  if (rows.length === 0) return []
  const places = rowsStated(rows)
  return [
    refuse('zero-lines-left-out', {
      zh: `第 ${places} 行金额为 0.00，没有资金变动，不计入`,
      en: `rows ${places} are of 0.00: they move nothing and are not counted`,
      facts: { rows: String(rows.length) },
    }),
  ]
}

/** U+FFFD stands where another program has lost a letter: the name is kept as it stands, and may not be found by it. */
export function damagedNotice({ damaged }: Pick<ReadLines, 'damaged'>): Refusal[] {
  if (damaged.length === 0) return []
  const rows = rowsStated(damaged)
  return [
    refuse('letters-lost', {
      zh: `第 ${rows} 行的文字在导出时已有字符丢失（�），按原样导入`,
      en: `rows ${rows}: letters had been lost (�) before the file came here; they are kept as they stand`,
      facts: { rows: String(damaged.length) },
    }),
  ]
}
