import type { SheetCell, SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { type Fen, fenOf, formatAmount, type Refusal } from '@pilot-ledger/kernel'
import { cellFault } from './row-fault'
import { fenIn, plain } from './statement-cells'

/** Rows that close a list of movements, a page of it, or a part. */
const TOTAL =
  /^(本页|本期|本月|本日|本年|当日|当页|累计|借方|贷方|收入|支出)*(合计|总计|小计|共计|累计|发生额)(借方|贷方|收入|支出|发生额|金额|笔数|额|数)*(?=$|[^一-龥]|人民币)/
/** Counts from January or from the first of the month, of which the file may tell a part: not to be compared. */
const BEYOND_THE_FILE = /^本[年月]|累计/
const OF_A_PART = /^(本页|本月|本日|当日|当页)|小计/
type Money = 'amount' | 'credit' | 'debit'
export type At = (field: Money) => SheetCell | undefined
const SPANS = ['part', 'whole', 'all'] as const

export const isTotalText = (text: string) => TOTAL.test(text.replace(/\s+/g, ''))

/** The totals that a bank prints against the movements that were read: compared, and never counted. */
export class PrintedTotals {
  private readonly sums: Record<(typeof SPANS)[number], Map<string, Fen>> = {
    part: new Map(),
    whole: new Map(),
    all: new Map(),
  }

  constructor(private readonly columns: ReadonlyMap<Money | string, number>) {}

  /** A movement: as written in each column of money, and of a single column what came, what went and both. */
  line(at: At, amount: string): void {
    for (const field of ['credit', 'debit'] as const) this.add(field, field, fenIn(at(field)))
    const written = fenIn(at('amount'), 'signed')
    if (typeof written !== 'bigint') return
    const moved = fenOf(amount)
    this.add('amount', 'written', written)
    this.add('amount', 'sizes', moved < 0n ? -moved : moved)
    this.add('amount', 'net', moved)
    this.add('amount', moved < 0n ? 'went' : 'came', moved < 0n ? -moved : moved)
  }

  /** What differs of a row of totals. */
  *total(row: SheetRow, at: At): Generator<Refusal> {
    const words = row.cells.map((it) => plain(it).replace(/\s+/g, '')).find((it) => TOTAL.test(it)) ?? ''
    for (const field of BEYOND_THE_FILE.test(words) ? [] : (['credit', 'debit', 'amount'] as const)) {
      const stated = fenIn(at(field), 'signed')
      if (typeof stated !== 'bigint' || this.told(field).includes(stated)) continue
      const measure = `${field}:${field === 'amount' ? 'written' : field}`
      const summed = (OF_A_PART.test(words) ? this.sums.part : this.sums.all).get(measure) ?? 0n
      const between = stated - summed
      const said = [stated, summed, between].map(formatAmount)
      yield cellFault(
        'total-differs',
        row,
        this.columns.get(field),
        `合计为 ${said[0]}，所读流水之和为 ${said[1]}，相差 ${said[2]}，请核对`,
        `the total says ${said[0]}, the movements read come to ${said[1]}, ${said[2]} apart`,
        at(field),
      )
    }
    this.sums.part.clear()
    if (!OF_A_PART.test(words)) this.sums.whole.clear()
  }

  /** Every figure that a total of this column may mean. */
  private told(field: Money): Fen[] {
    const measures = field === 'amount' ? ['written', 'sizes', 'net', 'came', 'went'] : [field]
    return SPANS.flatMap((span) => measures.map((it) => this.sums[span].get(`${field}:${it}`) ?? 0n))
  }

  private add(field: Money, measure: string, fen: Fen | undefined | 'unread'): void {
    if (typeof fen !== 'bigint') return
    const key = `${field}:${measure}`
    for (const span of SPANS) this.sums[span].set(key, (this.sums[span].get(key) ?? 0n) + fen)
  }
}
