import { dayNumber, type Window } from '@pilot-ledger/kernel'
import { NONE } from '../columns/index-chain'
import { bit } from '../projection/contract-account'
import { CONTRACT_STATE, FACT, OPEN, TAX, type Tables } from '../read-model/tables'
import { Question } from './question'

/** When a warning is raised: configuration (general practice, not law). */
export interface WarningThresholds {
  readonly lateEntryDays: number
  readonly largeAmendmentPercent: number
  /** W5: days between two contracts of one client and amount. */
  readonly duplicateDays: number
  /** W9. */
  readonly ppqBatches: number
  /** W11. */
  readonly lastDaysOfWindow: number
  /** W16. */
  readonly unpaidDays: number
}

export const DEFAULT_THRESHOLDS: WarningThresholds = {
  lateEntryDays: 30,
  largeAmendmentPercent: 50,
  duplicateDays: 30,
  ppqBatches: 3,
  lastDaysOfWindow: 7,
  unpaidDays: 180,
}

export const WARNINGS: Readonly<Record<number, { readonly zh: string; readonly en: string }>> = {
  1: { zh: '先做后签：工作日期早于签订日期', en: 'work dated before signing' },
  2: { zh: '统一社会信用代码校验位不符', en: 'a credit code fails its check digit' },
  3: { zh: '到账大于开票或大于合同金额', en: 'received more than invoiced, or than the contract' },
  4: { zh: '付款方不是委托方', en: 'the payer is not the client' },
  5: { zh: '疑似重复：同一客户、同一金额、日期相近', en: 'same client, amount and nearby date under two numbers' },
  6: { zh: '委托方与平台有关联或共建关系', en: 'the client is related to, or co-building with, the platform' },
  7: { zh: '获批产品在账上没有批次', en: 'an approval for a product with no batch on the ledger' },
  8: { zh: '收率超出 0–100%', en: 'a yield outside 0–100 %' },
  9: { zh: '获批前工艺验证批不足', en: 'too few PPQ batches before an approval' },
  10: { zh: '补录：登记晚于发生日期过久', en: 'recorded long after it happened' },
  11: { zh: '统计期末签订且其后无活动', en: 'signed in the last days of the window, with no later activity' },
  12: { zh: '补充协议变动幅度过大', en: 'a large amendment' },
  13: { zh: '批准年份与批准文号年份不符', en: 'the year of approval is not the year in the number' },
  14: { zh: '无佐证材料', en: 'no evidence' },
  15: { zh: '技术合同登记金额与合同金额不符', en: 'the registered amount is not the contract’s' },
  16: { zh: '完成已久仍无到账', en: 'completed long ago, nothing received' },
}

/**
 * The warnings of contracts as they stand now. What the contract's own entries tell was noted as they came (W1, W2, W4, W8,
 * W10, W12, W13); the rest depends on other contracts, on relations, on a window or on the day, and is worked out here.
 */
export class WarningSight {
  private readonly duplicates = new Map<number, Set<number>>()
  private readonly questions = new Map<number, Question>()

  constructor(
    private readonly tables: Tables,
    /** Day number of the day asked for (W16). */
    private readonly today: number,
    private readonly window?: Window,
    private readonly thresholds: WarningThresholds = DEFAULT_THRESHOLDS,
  ) {}

  /** Bits: W1 is bit 0. 0 for a contract that is voided. */
  of(contract: number): number {
    const { columns: it } = this.tables.contracts
    if (it.state[contract] === CONTRACT_STATE.none) return 0
    const { thresholds } = this
    let bits = it.warnings[contract]
    const received = it.received[contract]
    // Money comes in with tax: it is held against a contract's amount only where that has it too.
    const overContract = it.tax[contract] !== TAX.exclusive && received > it.current[contract]
    if (received > it.invoiced[contract] || overContract) bits |= bit(3)
    if (this.duplicatesOf(it.platform[contract]).has(contract)) bits |= bit(5)
    if (this.related(contract)) bits |= bit(6)
    if (it.approvals[contract] > 0) bits |= this.approvalBits(contract)
    if (this.window && this.signedLate(contract, this.window)) bits |= bit(11)
    if (it.evidence[contract] === 0) bits |= bit(14)
    if (it.deal[contract] >= 0 && it.deal[contract] !== it.current[contract]) bits |= bit(15)
    const completed = it.state[contract] === CONTRACT_STATE.completed
    if (completed && received === 0 && this.today - it.completedOn[contract] >= thresholds.unpaidDays) bits |= bit(16)
    return bits
  }

  private related(contract: number): boolean {
    // By its terms, not by its rows: a framework beside its call-offs has none that count, and its client is related still.
    const { platform, client, signedOn } = this.tables.contracts.columns
    return this.question(platform[contract]).relatedOn(client[contract], signedOn[contract])
  }

  private signedLate(contract: number, window: Window): boolean {
    const { signedOn, lastActivityOn } = this.tables.contracts.columns
    const to = dayNumber(window.to)
    const signed = signedOn[contract]
    return (
      signed <= to &&
      to - signed < this.thresholds.lastDaysOfWindow &&
      signed >= dayNumber(window.from) &&
      lastActivityOn[contract] <= signed
    )
  }

  /** W7 and W9 look at all batches of the product on the platform: they may belong to an earlier contract. */
  private approvalBits(contract: number): number {
    const { facts, factsOfContract, keys } = this.tables
    const { kind, to, date } = facts.columns
    let bits = 0
    for (let row = factsOfContract.newest(contract); row !== NONE; row = factsOfContract.before(row)) {
      if (kind[row] !== FACT.approval || to[row] !== OPEN) continue
      const batches = this.batchesOf(facts.columns.platform[row], facts.columns.product[row])
      if (batches.length === 0) bits |= bit(7)
      const ppq = keys.find('batchKind:工艺验证')
      const validated = batches.filter(
        (it) => kind[it] === FACT.batchCompleted && facts.columns.detail[it] === ppq && date[it] <= date[row],
      )
      if (validated.length < this.thresholds.ppqBatches) bits |= bit(9)
    }
    return bits
  }

  private batchesOf(platform: number, product: number): number[] {
    const { facts, factsOfPlatform } = this.tables
    const { kind, to, key } = facts.columns
    const rows: number[] = []
    for (let row = factsOfPlatform.newest(platform); row !== NONE; row = factsOfPlatform.before(row)) {
      const batch = kind[row] === FACT.batchStarted || kind[row] === FACT.batchCompleted
      if (batch && to[row] === OPEN && key[row] === product) rows.push(row)
    }
    return rows
  }

  private duplicatesOf(platform: number): Set<number> {
    const known = this.duplicates.get(platform)
    if (known) return known
    const { contracts, contractsOfPlatform } = this.tables
    const { state, client, original, signedOn, parent } = contracts.columns
    // A framework that is called off whole, at once, is one deal on two papers, and is not counted twice.
    const oneDeal = (a: number, b: number) => parent[a] === b || parent[b] === a
    const alike = new Map<string, number[]>()
    for (let at = contractsOfPlatform.newest(platform); at !== NONE; at = contractsOfPlatform.before(at)) {
      if (state[at] === CONTRACT_STATE.none) continue
      const key = `${client[at]} ${original[at]}`
      const same = alike.get(key)
      if (same) same.push(at)
      else alike.set(key, [at])
    }
    const found = new Set<number>()
    for (const same of alike.values()) {
      same.sort((a, b) => signedOn[a] - signedOn[b])
      for (let i = 1; i < same.length; i++) {
        const near = signedOn[same[i]] - signedOn[same[i - 1]] <= this.thresholds.duplicateDays
        if (near && !oneDeal(same[i], same[i - 1])) found.add(same[i - 1]).add(same[i])
      }
    }
    this.duplicates.set(platform, found)
    return found
  }

  private question(platform: number): Question {
    const known = this.questions.get(platform)
    if (known) return known
    const anyWindow = { from: '1970-01-01', to: '2199-12-31' }
    const question = new Question(this.tables, anyWindow, this.tables.sequence, platform)
    this.questions.set(platform, question)
    return question
  }
}

/** `['W1', 'W14']` with their words. */
export function warningList(bits: number) {
  return Object.keys(WARNINGS)
    .map(Number)
    .filter((it) => bits & bit(it))
    .map((it) => ({ code: `W${it}`, ...WARNINGS[it] }))
}
