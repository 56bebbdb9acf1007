import type { Window } from '@pilot-ledger/kernel'
import { titleOf } from './heading'
import { type Column, type Paper, type Requested, type Row, type TotalLine, text } from './paper'
import type { Unit } from './unit'

/** One list with all that stands on its page, whoever fills it: the same as a sheet, as CSV and as JSON. */
export interface Sheet {
  readonly code: string
  /** On its tab: at most 31 characters, none of `[]:*?/\`. */
  readonly name: string
  readonly title: string
  /** Null: of all of them. */
  readonly platform: string | null
  readonly window: Window
  /** Amounts are given in fen and shown in this. */
  readonly unit: Unit
  readonly columns: readonly Column[]
  /** By the columns' keys, made one after the other as they are written; asked for once. */
  rows(): AsyncIterable<Row>
  /** Asked for after the last row. */
  totals(): readonly TotalLine[] | Promise<readonly TotalLine[]>
  readonly notes: readonly string[]
  /** A short list that is signed as one paper: upright, and its foot on the page of its table. */
  readonly onOnePage?: boolean
  /** What a person fills in by hand; 填报人, 负责人, 日期 and 盖章 where it is not said. */
  readonly foot?: readonly string[]
}

/** A paper as it is asked: over several platforms each row says whose it is. */
export function sheetOf(paper: Paper, requested: Requested, unit: Unit): Sheet {
  const { whole, window, platforms } = requested
  const [first, ...rest] = paper.columns
  const named = whole.platform !== undefined || rest.some((it) => it.key === PLATFORM.key)
  return {
    code: paper.code,
    name: paper.zh,
    title: titleOf(paper.zh, requested),
    platform: whole.platform === undefined ? null : platforms[0].id,
    window,
    unit,
    columns: named ? paper.columns : [first, PLATFORM, ...rest],
    async *rows() {
      for (const platform of platforms)
        for await (const row of paper.rows(requested, platform)) yield { platformName: platform.name, ...row }
    },
    totals: () => paper.totals(requested),
    notes: paper.notes,
  }
}

const PLATFORM = text('platformName', '平台', 24)
