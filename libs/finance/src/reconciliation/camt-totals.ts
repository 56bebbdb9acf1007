import { type Fen, formatAmount, type Refusal, refuse, shortened } from '@pilot-ledger/kernel'
import { type Element, statedText } from './camt-elements'
import { fenIn, signed } from './camt-entries'

/** What the bank counts and adds up of a statement, or of a page of it, and what its entries are. */
export interface EntryTotals {
  readonly stated: readonly Stated[]
  /** Banks mean the booked entries, or those not booked as well. */
  readonly meant: readonly Tally[]
}
interface Stated {
  readonly group: keyof typeof GROUPS
  readonly is: 'count' | 'sum'
  readonly text: string
}
interface Tally {
  readonly came: { readonly count: bigint; readonly sum: Fen }
  readonly went: { readonly count: bigint; readonly sum: Fen }
  /** Of 0.00: some banks count them. */
  readonly nothing: bigint
}
const GROUPS = {
  TtlNtries: { ways: ['came', 'went'], zh: '全部', en: 'all entries' },
  TtlCdtNtries: { ways: ['came'], zh: '收入', en: 'credit entries' },
  TtlDbtNtries: { ways: ['went'], zh: '支出', en: 'debit entries' },
} as const

/** `TxsSummry` of a statement beside its entries. */
export function entryTotals(summary: Element | undefined, booked: readonly Element[], all: readonly Element[]) {
  const stated = (Object.keys(GROUPS) as Stated['group'][]).flatMap((group) =>
    (['count', 'sum'] as const).flatMap((is): Stated[] => {
      const text = statedText(summary, group, is === 'count' ? 'NbOfNtries' : 'Sum')
      return text === undefined ? [] : [{ group, is, text }]
    }),
  )
  return { stated, meant: [tallyOf(booked), tallyOf(all)] }
}

/** What differs: a page may tell the totals of its own entries, or of the whole statement. */
export function* differingTotals(pages: readonly EntryTotals[]): Generator<Refusal> {
  const whole = [0, 1].map((i) => pages.map((it) => it.meant[i]).reduce(both))
  for (const { stated, meant } of pages)
    for (const it of stated) if (![...meant, ...whole].some((tally) => fits(it, tally))) yield differs(it, meant[0])
}

function fits({ group, is, text }: Stated, { came, went, nothing }: Tally): boolean {
  const [count, sum] = figuresOf(group, { came, went, nothing })
  if (is === 'count') return /^\d{1,15}$/.test(text) && BigInt(text) >= count && BigInt(text) <= count + nothing
  // Of all entries some banks tell what came less what went.
  const net = came.sum - went.sum
  const size = fenIn(text.replace(/^-/, ''))
  return size === sum || (group === 'TtlNtries' && size === (net < 0n ? -net : net))
}

function differs({ group, is, text }: Stated, tally: Tally): Refusal {
  const { zh, en } = GROUPS[group]
  const [count, sum] = figuresOf(group, tally)
  const [stated, computed] = [shortened(text, 40), is === 'count' ? String(count) : formatAmount(sum)]
  return refuse('total-differs', {
    zh: `文件所载${zh}${is === 'count' ? '笔数' : '合计'}为 ${stated}，所读为 ${computed}，请核对`,
    en: `the file says that ${en} ${is === 'count' ? 'number' : 'come to'} ${stated}, those read ${computed}`,
    facts: { element: group, stated, computed },
  })
}

function figuresOf(group: Stated['group'], tally: Tally): readonly [bigint, Fen] {
  const ways = GROUPS[group].ways.map((it) => tally[it])
  return [ways.reduce((sum, it) => sum + it.count, 0n), ways.reduce((sum, it) => sum + it.sum, 0n)]
}

function tallyOf(entries: readonly Element[]): Tally {
  const amounts = entries.flatMap((it) => signed(it, []) ?? [])
  const of = (those: readonly Fen[]) => ({
    count: BigInt(those.length),
    sum: those.reduce((sum, it) => sum + (it < 0n ? -it : it), 0n),
  })
  return {
    came: of(amounts.filter((it) => it > 0n)),
    went: of(amounts.filter((it) => it < 0n)),
    nothing: BigInt(amounts.filter((it) => it === 0n).length),
  }
}

function both(a: Tally, b: Tally): Tally {
  const of = (way: 'came' | 'went') => ({
    count: a[way].count + b[way].count,
    sum: a[way].sum + b[way].sum,
  })
  return { came: of('came'), went: of('went'), nothing: a.nothing + b.nothing }
}
