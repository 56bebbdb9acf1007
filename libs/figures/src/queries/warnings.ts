import {
  type BesideContract,
  type ContractSeen,
  type ContractSums,
  DEFAULT_THRESHOLDS,
  type Deal,
  NOT_UPLOADED,
  WARNING_NUMBERS,
  type WarningNo,
  type WarningThresholds,
  warningsOf,
} from '@pilot-ledger/engagements'
import { addTo, atOnce, grouped, inTurns, type Steps, type Window } from '@pilot-ledger/kernel'
import { CONTRACT_STATE, type ContractRow, FACT, STORE, TAX } from '../columns/store'
import { bit } from '../projection/contract-account'
import type { Tables } from '../read-model/tables'
import { Question } from './question'

const ANY_WINDOW = { from: '1970-01-01', to: '2199-12-31' }

/**
 * The warnings of contracts as they stand now. What the contract's own entries tell was noted as they came (W1, W2, W4, W8,
 * W10, W12, W13, W17, W18); the rest depends on sums, on other contracts, on relations, on a window or on the day.
 */
export class WarningSight {
  private readonly neighbours = new Map<number, Neighbours>()

  constructor(
    private readonly tables: Tables,
    /** Day number of the day asked for (W16). */
    private readonly today: number,
    private readonly window?: Window,
    /** What stands beside the contracts of a platform now, where somebody keeps it. */
    private readonly kept?: (platform: number) => Promise<Neighbours>,
  ) {}

  /** In their order; none for a contract that is voided. */
  of(contract: number): readonly WarningNo[] {
    const doubts = this.doubtsOf(contract)
    return this.isNotUploaded(contract) ? [...doubts, NOT_UPLOADED] : doubts
  }

  /** W19: it goes by what the platform has uploaded, which no entry of a contract says. */
  isNotUploaded(contract: number): boolean {
    const store = this.tables[STORE]
    return store.contracts.at(contract).state[contract] !== CONTRACT_STATE.none && !store.allUploaded(contract)
  }

  /** Those about what is recorded: all but W19. */
  doubtsOf(contract: number): readonly WarningNo[] {
    const seen = this.seen(contract)
    if (!seen) return []
    const beside = this.neighboursOf(contract).of(contract, (it) => this.tables.contract(it).parent)
    return warningsOf({ ...seen, ...beside }, this.today, this.window, DEFAULT_THRESHOLDS)
  }

  private seen(contract: number): ContractSeen | undefined {
    const it = this.tables[STORE].contracts.row(contract)
    if (it.state === CONTRACT_STATE.none) return undefined
    return {
      raised: WARNING_NUMBERS.filter((number) => it.warnings & bit(number)),
      sums: sumsFrom(it),
      signedOn: it.signedOn,
      lastActivityOn: it.lastActivityOn,
      evidence: it.evidence,
    }
  }

  /** Goes through what stands beside a contract in turns, once for its platform: to be awaited where there are many. */
  async prepare(contract: number): Promise<void> {
    const { platform } = this.tables.contract(contract)
    if (this.neighbours.has(platform)) return
    this.neighbours.set(platform, await (this.kept?.(platform) ?? inTurns(neighboursNow(this.tables, platform))))
  }

  private neighboursOf(contract: number): Neighbours {
    const { platform } = this.tables.contract(contract)
    const known = this.neighbours.get(platform)
    // Signed since they were looked at: they are looked at again.
    if (known?.deal(contract)) return known
    const fresh = atOnce(neighboursNow(this.tables, platform))
    this.neighbours.set(platform, fresh)
    return fresh
  }
}

/** What stands beside the contracts of a platform, as it stands now. */
export const neighboursNow = (tables: Tables, platform: number): Steps<Neighbours> =>
  Neighbours.of(new Question(tables, ANY_WINDOW, tables.sequence, platform))

/** As `sumsOf` says them of a history. */
export const sumsFrom = (row: ContractRow): ContractSums<number> => ({
  taxBasis: row.tax === TAX.exclusive ? 'exclusive' : 'inclusive',
  amount: row.current,
  invoiced: row.invoiced,
  received: row.received,
  deal: row.deal < 0 ? undefined : row.deal,
  completedOn: row.state === CONTRACT_STATE.completed ? row.completedOn : undefined,
})

/** What stands beside the contracts of a question's one platform at its cut: gone through once, asked for each of them. */
export class Neighbours {
  private readonly deals = new Map<number, Deal>()
  /** By client and amount, in the order of their signing. */
  private alike: ReadonlyMap<string, readonly Deal[]> = new Map()
  private readonly approvals = new Map<number, { readonly product: number; readonly on: number }[]>()
  private readonly batches = new Map<number, { readonly validatedOn?: number }[]>()

  private constructor(
    private readonly question: Question,
    private readonly thresholds: WarningThresholds,
  ) {}

  static *of(question: Question, thresholds: WarningThresholds = DEFAULT_THRESHOLDS): Steps<Neighbours> {
    const neighbours = new Neighbours(question, thresholds)
    yield* neighbours.lookAround()
    return neighbours
  }

  private *lookAround(): Steps<void> {
    const { question } = this
    const { keys } = question.tables[STORE]
    const { kind, key, date, contractDate, amount, detail, contract } = question.columns
    const ppq = keys.find('batchKind:工艺验证')
    yield* question.eachOwnRow((row) => {
      switch (kind[row]) {
        case FACT.signed:
        case FACT.calledOff:
          this.deals.set(contract[row], {
            contract: contract[row],
            client: question.detail(row, 'client'),
            fen: amount[row],
            signedOn: contractDate[row],
          })
          break
        case FACT.approval:
          addTo(this.approvals, contract[row], { product: question.detail(row, 'product'), on: date[row] })
          break
        case FACT.batchStarted:
          addTo(this.batches, key[row], {})
          break
        case FACT.batchCompleted:
          addTo(this.batches, key[row], detail[row] === ppq ? { validatedOn: date[row] } : {})
          break
      }
    })
    const inOrder = [...this.deals.values()].sort((a, b) => a.signedOn - b.signedOn)
    this.alike = grouped(inOrder, alikeBy)
  }

  /** The contract as W5 sees it; undefined for one that does not stand. */
  deal(contract: number): Deal | undefined {
    return this.deals.get(contract)
  }

  /** Of its client and amount and signed near it, whatever else they are: itself not. */
  *near({ contract, signedOn, ...deal }: Deal): Generator<Deal> {
    const same = this.alike.get(alikeBy(deal)) ?? []
    const { duplicateDays } = this.thresholds
    let at = firstFrom(same, signedOn - duplicateDays)
    for (; at < same.length && same[at].signedOn <= signedOn + duplicateDays; at++)
      if (same[at].contract !== contract) yield same[at]
  }

  of(contract: number, parentOf: (contract: number) => number | undefined): BesideContract {
    const deal = this.deals.get(contract)
    if (!deal) throw new Error(`contract ${contract} does not stand at this cut`)
    const withParent = (it: Deal): Deal => ({ ...it, parent: parentOf(it.contract) })
    return {
      deal: withParent(deal),
      alike: mapped(this.near(deal), withParent),
      related: this.question.relatedOn(deal.client, deal.signedOn),
      approvals: (this.approvals.get(contract) ?? []).map(({ on, product }) => ({
        on,
        batches: this.batches.get(product) ?? [],
      })),
    }
  }
}

const alikeBy = ({ client, fen }: Pick<Deal, 'client' | 'fen'>) => `${client} ${fen}`

/** The first that was signed on the day or later. */
function firstFrom(sorted: readonly Deal[], day: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle].signedOn < day) low = middle + 1
    else high = middle
  }
  return low
}

function* mapped(deals: Iterable<Deal>, to: (deal: Deal) => Deal): Generator<Deal> {
  for (const it of deals) yield to(it)
}
