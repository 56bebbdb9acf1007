import { DEFAULT_THRESHOLDS, roundingUsedBy, type WarningThresholds } from '@pilot-ledger/engagements'
import { account, FACT, NONE, type Question, sumBits } from '@pilot-ledger/figures'
import { dayNumber, partyKey, type Window } from '@pilot-ledger/kernel'
import type { ContractFile, ContractFiles } from './contract-files'
import type { Doubles } from './doubles'

type Accounted = Parameters<typeof account>[1]
const bit = (warning: number) => 1 << (warning - 1)
const PPQ = 'batchKind:工艺验证'
const WITHOUT_TAX = 2

/**
 * W1–W18 of contracts as they stood at a cut: what their own entries tell by the very rules of the read model, and what rests
 * on others from the facts that held then. The same cut gives the same warnings for ever, so a sample may be drawn by them.
 */
export class WarningsAtCut {
  private readonly batches = new Map<number, { readonly ppq: boolean; readonly completed?: number }[]>()
  private readonly approvals = new Map<number, { readonly product: number; readonly day: number }[]>()

  constructor(
    private readonly question: Question,
    private readonly files: ContractFiles,
    private readonly doubles: Doubles,
    /** Day number of the cut (W16). */
    private readonly today: number,
    private readonly window: Window = question.window,
    private readonly thresholds: WarningThresholds = DEFAULT_THRESHOLDS,
  ) {
    const { kind, key, date, detail, contract, product } = question.tables.facts.columns
    const ppq = question.tables.keys.find(PPQ)
    question.eachRow((row) => {
      if (kind[row] === FACT.batchStarted) add(this.batches, key[row], { ppq: false })
      if (kind[row] === FACT.batchCompleted)
        add(this.batches, key[row], { ppq: detail[row] === ppq, completed: date[row] })
      if (kind[row] === FACT.approval) add(this.approvals, contract[row], { product: product[row], day: date[row] })
    })
  }

  /** Bits: W1 is bit 0. 0 for a contract that was voided then. */
  async of(contract: number): Promise<number> {
    const file = await this.files.of(contract)
    if (!file.terms) return 0
    const it = this.accounted(contract, file)
    let bits = it.warnings | sumBits(it, this.today, this.thresholds)
    if (it.tax === WITHOUT_TAX && roundingUsedBy([...file.entries.values()].map(({ content }) => content)))
      bits |= bit(18)
    if (this.doubles.sameDeal(contract).length > 0) bits |= bit(5)
    if (this.question.relatedOn(it.client, it.signedOn)) bits |= bit(6)
    for (const { product, day } of this.approvals.get(contract) ?? []) bits |= this.ofApproval(product, day)
    if (this.signedLate(it)) bits |= bit(11)
    if (it.evidence === 0) bits |= bit(14)
    return bits
  }

  /** The contract's own entries, as the read model accounts for them when they come in. */
  private accounted(contract: number, { terms, entries }: ContractFile): Accounted {
    const { tables } = this.question
    const { contracts } = tables
    const signedOn = dayNumber((terms as NonNullable<typeof terms>).signedOn)
    const client = this.question.tables.findScoped(
      this.question.platform as number,
      tables.keys.find(clientKey(terms)) ?? NONE,
    )
    const row: Accounted = {
      ...contracts.row(contract),
      ...NOTHING_YET,
      tax: terms?.taxBasis === 'exclusive' ? WITHOUT_TAX : 1,
      client: client ?? NONE,
      signedOn,
    }
    for (const { content, first } of entries.values()) account(tables, row, content, first.recordedAt, this.thresholds)
    return row
  }

  private ofApproval(product: number, day: number): number {
    const batches = this.batches.get(product) ?? []
    const validated = batches.filter((it) => it.ppq && it.completed !== undefined && it.completed <= day)
    return (batches.length === 0 ? bit(7) : 0) | (validated.length < this.thresholds.ppqBatches ? bit(9) : 0)
  }

  private signedLate({ signedOn, lastActivityOn }: Accounted): boolean {
    const [from, to] = [dayNumber(this.window.from), dayNumber(this.window.to)]
    return (
      signedOn >= from &&
      signedOn <= to &&
      to - signedOn < this.thresholds.lastDaysOfWindow &&
      lastActivityOn <= signedOn
    )
  }
}

/** What a contract's row starts from before its entries are told. */
const NOTHING_YET = {
  state: 0,
  completedOn: 0,
  lastActivityOn: 0,
  original: 0,
  current: 0,
  invoiced: 0,
  received: 0,
  deal: -1,
  evidence: 0,
  approvals: 0,
  warnings: 0,
}

function clientKey(terms: ContractFile['terms']): string {
  return terms ? `party:${partyKey(terms.client.id)}` : ''
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const same = map.get(key)
  if (same) same.push(value)
  else map.set(key, [value])
}
