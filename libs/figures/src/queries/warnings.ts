import {
  DEFAULT_THRESHOLDS,
  WARNINGS,
  type WarningNo,
  type WarningThresholds,
  warningsOfSums,
  warningWords,
} from '@pilot-ledger/engagements'
import { dayNumber, type Window } from '@pilot-ledger/kernel'
import { NONE } from '../columns/index-chain'
import { bit } from '../projection/contract-account'
import { CONTRACT_STATE, type ContractRow, FACT, OPEN, TAX, type Tables } from '../read-model/tables'
import { Question } from './question'

/**
 * The warnings of contracts as they stand now. What the contract's own entries tell was noted as they came (W1, W2, W4, W8,
 * W10, W12, W13, W17, W18); the rest depends on other contracts, on relations, on a window or on the day, and is worked out here.
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
    let bits = it.warnings[contract] | sumBits(this.tables.contracts.row(contract), this.today, this.thresholds)
    if (this.duplicatesOf(it.platform[contract]).has(contract)) bits |= bit(5)
    if (this.related(contract)) bits |= bit(6)
    if (it.approvals[contract] > 0) bits |= this.approvalBits(contract)
    if (this.window && this.signedLate(contract, this.window)) bits |= bit(11)
    if (it.evidence[contract] === 0) bits |= bit(14)
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

/** Bits of what a contract's sums raise, by the rules that the recording side tells beforehand. */
export function sumBits(
  row: Pick<ContractRow, 'tax' | 'current' | 'invoiced' | 'received' | 'deal' | 'state' | 'completedOn'>,
  today: number,
  thresholds: WarningThresholds,
): number {
  const { tax, current: amount, invoiced, received, deal, state, completedOn } = row
  const sums = {
    taxBasis: tax === TAX.exclusive ? ('exclusive' as const) : ('inclusive' as const),
    amount,
    invoiced,
    received,
    ...(deal >= 0 && { deal }),
    ...(state === CONTRACT_STATE.completed && { completedOn }),
  }
  return warningsOfSums(sums, today, thresholds).reduce<number>((bits, it) => bits | bit(it), 0)
}

/** `['W1', 'W14']` with their words. */
export function warningList(bits: number) {
  const numbers = Object.keys(WARNINGS).map((it) => Number(it) as WarningNo)
  return warningWords(numbers.filter((it) => bits & bit(it)))
}
