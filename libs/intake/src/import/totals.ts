import type { EngagementContent } from '@pilot-ledger/engagements'
import {
  fenOf,
  formatAmount,
  listOf,
  maybe,
  money,
  nextTurn,
  oneOf,
  type ShapeOf,
  shape,
  text,
  turnIsOver,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import type { ImportRow, ImportRows } from './import-rows'
import { amountOf } from './order'

/** What is new of one kind. Only what may be added is added: signings apart by tax basis (H12), frameworks from what they call off (H11). */
const KIND_TOTAL = shape({
  type: text,
  taxBasis: maybe(oneOf('inclusive', 'exclusive')),
  framework: maybe(yesNo),
  entries: whole,
  /** Absent for what is not about money, and for amendments, whose tax basis is their contract's. */
  amount: maybe(money),
})
export const KIND_TOTALS = listOf(KIND_TOTAL)
export type KindTotal = ShapeOf<typeof KIND_TOTAL>

/** Entries of one row, at most, for the order in which kinds are told. */
const OF_A_ROW = 16
type About = Omit<KindTotal, 'entries' | 'amount'>

/** Adds up by kind, in whatever order the entries come; told in the order in which the file says the first of each. */
export class Totals {
  private readonly sums = new Map<string, { about: About; first: number; entries: number; fen?: bigint }>()

  /** What is added of row `n`. */
  add(n: number, contents: readonly EngagementContent[]): void {
    for (let i = 0; i < contents.length; i++) {
      const content = contents[i]
      const sum = this.sumOf(content)
      sum.first = Math.min(sum.first, n * OF_A_ROW + i)
      sum.entries++
      const amount = content.type === 'ContractAmended' ? undefined : amountOf(content)
      if (amount !== undefined) sum.fen = (sum.fen ?? 0n) + fenOf(amount)
    }
  }

  list(): readonly KindTotal[] {
    const sums = [...this.sums.values()].sort((a, b) => a.first - b.first)
    return sums.map(({ about, entries, fen }) => ({
      ...about,
      entries,
      ...(fen !== undefined && { amount: formatAmount(fen) }),
    }))
  }

  private sumOf(content: EngagementContent) {
    const { type, data } = content
    const key = type === 'ContractSigned' ? `${type} ${data.taxBasis} ${data.kind === 'framework'}` : type
    let sum = this.sums.get(key)
    if (sum === undefined) {
      sum = { about: aboutOf(content), first: Number.POSITIVE_INFINITY, entries: 0 }
      this.sums.set(key, sum)
    }
    return sum
  }
}

const PAGE = 1_000

/** What a file adds to the ledger, and what of it waits for a second person instead. */
export class TotalsApart {
  readonly recorded = new Totals()
  readonly waiting = new Totals()

  of(waits: boolean): Totals {
    return waits ? this.waiting : this.recorded
  }
}

/**
 * The entries a file added to the ledger, or would add, by kind; however many there are, not only those that are listed. What
 * was recorded has been added up on the way, and is told also of an import that stopped; what is only new is looked up.
 */
export async function totalsOf(
  imported: ImportRows,
  recorded: TotalsApart,
  waits: (contract: string) => boolean,
): Promise<TotalsApart> {
  if (imported.counts().recorded > 0) return recorded
  const totals = new TotalsApart()
  for (let after = 0; ; ) {
    const page = imported.rows(after, PAGE)
    if (page.length === 0) return totals
    for (const row of page) if (row.state === 'new') totals.of(waits(row.contract)).add(row.n, addedBy(row))
    after = page[page.length - 1].n
    if (turnIsOver()) await nextTurn()
  }
}

/** Of a row that is on the ledger in part only the rest. */
function addedBy({ contents, outcome }: ImportRow): readonly EngagementContent[] {
  return outcome?.is === 'new' ? outcome.contents : contents
}

function aboutOf(content: EngagementContent): About {
  if (content.type !== 'ContractSigned') return { type: content.type }
  const { taxBasis, kind } = content.data
  return { type: content.type, taxBasis, ...(kind === 'framework' && { framework: true }) }
}
