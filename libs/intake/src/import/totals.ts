import type { EngagementContent } from '@pilot-ledger/engagements'
import { fenOf, formatAmount } from '@pilot-ledger/kernel'
import { Breath } from './breath'
import { amountOf } from './order'
import type { Spool, SpooledRow } from './spool'

/** What is new of one kind. Only what may be added is added: signings apart by tax basis (H12), frameworks from what they call off (H11). */
export interface KindTotal {
  readonly type: EngagementContent['type']
  readonly taxBasis?: 'inclusive' | 'exclusive'
  readonly framework?: true
  readonly entries: number
  /** Absent for what is not about money, and for amendments, whose tax basis is their contract's. */
  readonly amount?: string
}

const PAGE = 1_000

/** The entries a file added to the ledger, or would add, by kind; however many there are, not only those that are listed. */
export async function totalsOf(spool: Spool): Promise<readonly KindTotal[]> {
  const sums = new Map<string, { about: Omit<KindTotal, 'entries' | 'amount'>; entries: number; fen?: bigint }>()
  const breath = new Breath()
  // Where something was recorded, that is told, also of an import that stopped on its way.
  const told = spool.counts().recorded > 0 ? 'recorded' : 'new'
  for (let after = 0; ; ) {
    const page = spool.rows(after, PAGE)
    if (page.length === 0) break
    for (const content of page.filter((it) => it.state === told).flatMap(addedBy)) {
      const about = aboutOf(content)
      const key = JSON.stringify(about)
      const sum = sums.get(key) ?? { about, entries: 0 }
      sum.entries++
      const amount = content.type === 'ContractAmended' ? undefined : amountOf(content)
      if (amount !== undefined) sum.fen = (sum.fen ?? 0n) + fenOf(amount)
      sums.set(key, sum)
    }
    after = page[page.length - 1].n
    await breath.take()
  }
  return [...sums.values()].map(({ about, entries, fen }) => ({
    ...about,
    entries,
    ...(fen !== undefined && { amount: formatAmount(fen) }),
  }))
}

/** Of a row that is on the ledger in part only the rest. */
function addedBy({ contents, outcome }: SpooledRow): readonly EngagementContent[] {
  return outcome?.is === 'new' ? outcome.contents : contents
}

function aboutOf(content: EngagementContent): Omit<KindTotal, 'entries' | 'amount'> {
  if (content.type !== 'ContractSigned') return { type: content.type }
  const { taxBasis, kind } = content.data
  return { type: content.type, taxBasis, ...(kind === 'framework' && { framework: true }) }
}
