import type { SheetCell, SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { type Fen, fenOf, formatAmount, type Refusal } from '@pilot-ledger/kernel'
import { type PrintedFact, printedFacts, type Way } from './printed-facts'
import { cellFault, rowFault } from './row-fault'
import { fenIn, plain } from './statement-cells'

/** Rows that close a list of movements, a page of it, or a part. */
const TOTAL =
  /^[#*]*(人民币|CNY|RMB|本次|查询|全部|期间|当前|以上|流水|明细|交易|本页|本期|本月|本日|本年|当日|当页|累计|借方|贷方|收入|支出|总)*(合计|总计|小计|共计|累计|发生额)(借方|贷方|收入|支出|发生额|金额|笔数|额|数)*(?=$|[^一-龥]|人民币)/
/** Counts from January or from the first of the month, of which the file may tell a part: not to be compared. */
const BEYOND_THE_FILE = /^本[年月]|累计/
const OF_A_PART = /^(本页|本月|本日|当日|当页)|小计/
type Money = 'amount' | 'credit' | 'debit'
export type At = (field: Money) => SheetCell | undefined
const SPANS = ['part', 'whole', 'all'] as const

/** 共 2 笔, 总收入: as other banks close theirs. */
const COUNTED = /^[#*]*(?:(?:总?共|合计|总计|总)\d+笔|总(?:收入|支出|转入|转出|笔数|金额))/

/** In the place of a day these begin a foot, whatever stands beside them. */
const IN_PLACE_OF_A_DAY =
  /^[#*【[(]*(?:收入|支出|借方|贷方|转入|转出|收$|支$|借$|贷$|总|共\d|合计|小计|汇总|交易笔数|(?:账户|当前)余额|total)/i

export const isFootText = (text: string) => IN_PLACE_OF_A_DAY.test(text.replace(/\s+/g, '')) || isTotalText(text)

export const isTotalText = (text: string) => {
  const tight = text.replace(/\s+/g, '')
  return TOTAL.test(tight) || COUNTED.test(tight)
}

/** The totals that a bank prints against the movements that were read: compared, and never counted. */
export class PrintedTotals {
  private readonly sums: Record<(typeof SPANS)[number], Map<string, Fen>> = {
    part: new Map(),
    whole: new Map(),
    all: new Map(),
  }
  private readonly facts: { readonly fact: PrintedFact; readonly row: SheetRow; readonly before: readonly Fen[] }[] = []
  private readonly counts = { came: 0n, went: 0n, nothing: 0n }

  constructor(private readonly columns: ReadonlyMap<Money | string, number>) {}

  /** A movement: as written in each column of money, and of a single column what came, what went and both. */
  line(at: At, amount: string): void {
    for (const field of ['credit', 'debit'] as const) this.add(field, field, fenIn(at(field)))
    const moved = fenOf(amount)
    this.counts[moved < 0n ? 'went' : 'came']++
    this.add('all', moved < 0n ? 'went' : 'came', moved < 0n ? -moved : moved)
    const written = fenIn(at('amount'), 'signed')
    if (typeof written !== 'bigint') return
    this.add('amount', 'written', written)
    this.add('amount', 'sizes', moved < 0n ? -moved : moved)
    this.add('amount', 'net', moved)
    this.add('amount', moved < 0n ? 'went' : 'came', moved < 0n ? -moved : moved)
  }

  /** 0.00: some banks count it. */
  nothing(): void {
    this.counts.nothing++
  }

  /** What a row says of the movements as a whole is compared when they are all there. True where it says anything. */
  say(row: SheetRow): boolean {
    const facts = [...printedFacts(row)].filter((it) => it.is === 'total' || it.is === 'count')
    for (const fact of facts)
      this.facts.push({ fact, row, before: fact.is === 'total' ? this.reportedOf(fact.way) : [] })
    return facts.length > 0
  }

  /** A row of totals ends a page, or a part. */
  private close(words: string): void {
    this.sums.part.clear()
    if (!OF_A_PART.test(words)) this.sums.whole.clear()
  }

  /** What differs of all that was said. */
  *differing(): Generator<Refusal> {
    for (const { fact, row, before } of this.facts) {
      const { figure, way } = fact
      if (fact.is === 'count') {
        const { came, went, nothing } = this.counts
        const read = way === undefined ? came + went : this.counts[way]
        if (figure >= read && figure <= read + nothing) continue
        const stated = [String(figure), String(read)]
        yield rowFault(
          'total-differs',
          row,
          `所印笔数 ${stated[0]}，所读 ${stated[1]} 笔，请核对`,
          `${stated[0]} movements are printed, ${stated[1]} were read`,
        )
        continue
      }
      const now = this.reportedOf(way)
      const size = figure < 0n ? -figure : figure
      if ([...before, ...now].some((it) => it === figure || it === size)) continue
      const stated = [figure, now[0], figure - now[0]].map(formatAmount)
      yield rowFault(
        'total-differs',
        row,
        `所印${way === 'went' ? '支出' : '收入'}合计为 ${stated[0]}，所读流水之和为 ${stated[1]}，相差 ${stated[2]}，请核对`,
        `the printed total says ${stated[0]}, the movements read come to ${stated[1]}, ${stated[2]} apart`,
      )
    }
  }

  /** Every figure that a total of what came, or of what went, may mean. */
  private reportedOf(way: Way | undefined): Fen[] {
    const column = way === 'went' ? 'debit' : 'credit'
    return SPANS.flatMap((span) =>
      [`all:${way === 'went' ? 'went' : 'came'}`, `${column}:${column}`].map((it) => this.sums[span].get(it) ?? 0n),
    ).reverse()
  }

  /** What differs of a row of totals: by its words where they say the way, else column by column. */
  *total(row: SheetRow, at: At): Generator<Refusal> {
    const words = row.cells.map((it) => plain(it).replace(/\s+/g, '')).find((it) => TOTAL.test(it)) ?? ''
    if (this.say(row)) return this.close(words)
    for (const field of BEYOND_THE_FILE.test(words) ? [] : (['credit', 'debit', 'amount'] as const)) {
      const stated = fenIn(at(field), 'signed')
      if (typeof stated !== 'bigint' || this.reported(field).includes(stated)) continue
      const measure = `${field}:${field === 'amount' ? 'written' : field}`
      const summed = (OF_A_PART.test(words) ? this.sums.part : this.sums.all).get(measure) ?? 0n
      const texts = [stated, summed, stated - summed].map(formatAmount)
      yield cellFault(
        'total-differs',
        row,
        this.columns.get(field),
        `合计为 ${texts[0]}，所读流水之和为 ${texts[1]}，相差 ${texts[2]}，请核对`,
        `the total says ${texts[0]}, the movements read come to ${texts[1]}, ${texts[2]} apart`,
        at(field),
      )
    }
    this.close(words)
  }

  /** Every figure that a total of this column may mean. */
  private reported(field: Money): Fen[] {
    const measures = field === 'amount' ? ['written', 'sizes', 'net', 'came', 'went'] : [field]
    return SPANS.flatMap((span) => measures.map((it) => this.sums[span].get(`${field}:${it}`) ?? 0n))
  }

  private add(field: Money | 'all', measure: string, fen: Fen | undefined | 'unread'): void {
    if (typeof fen !== 'bigint') return
    const key = `${field}:${measure}`
    for (const span of SPANS) this.sums[span].set(key, (this.sums[span].get(key) ?? 0n) + fen)
  }
}
