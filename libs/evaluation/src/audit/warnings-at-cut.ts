import {
  DEFAULT_THRESHOLDS,
  type Deal,
  isSameDeal,
  seenOf,
  type WarningNo,
  type WarningThresholds,
  warningsOf,
} from '@pilot-ledger/engagements'
import { Neighbours, type Question } from '@pilot-ledger/figures'
import { inTurns, type Window } from '@pilot-ledger/kernel'
import type { ContractFiles } from './contract-files'

/**
 * Warnings of contracts as they stood at a cut: what their own entries say by the log, what rests on others by the facts that
 * held then. The same cut gives the same warnings for ever, so a sample may be drawn by them.
 */
export class WarningsAtCut {
  private neighbours: Promise<Neighbours> | undefined

  constructor(
    private readonly question: Question,
    private readonly files: ContractFiles,
    /** Day number of the cut (W16). */
    private readonly today: number,
    private readonly window: Window = question.window,
    private readonly thresholds: WarningThresholds = DEFAULT_THRESHOLDS,
  ) {}

  /** In their order; none for a contract that was voided then. */
  async of(contract: number): Promise<readonly WarningNo[]> {
    const { history } = await this.files.of(contract)
    const seen = seenOf(history, this.thresholds)
    this.neighbours ??= inTurns(Neighbours.of(this.question, this.thresholds))
    const neighbours = await this.neighbours
    const deal = neighbours.deal(contract)
    if (!seen || !deal) return []
    const parents = await this.parentsNear(deal, neighbours)
    const beside = neighbours.of(contract, (it) => parents.get(it))
    return warningsOf({ ...seen, ...beside }, this.today, this.window, this.thresholds)
  }
  /** Frameworks of a deal and of those near it, up to the first that is the same deal: W5 asks for no other. */
  private async parentsNear(deal: Deal, neighbours: Neighbours): Promise<ReadonlyMap<number, number>> {
    const parents = new Map(await this.files.parentsOf([deal.contract]))
    const withParent = (it: Deal): Deal => ({ ...it, parent: parents.get(it.contract) })
    for (const it of neighbours.near(deal)) {
      for (const [callOff, framework] of await this.files.parentsOf([it.contract])) parents.set(callOff, framework)
      if (isSameDeal(withParent(deal), withParent(it), this.thresholds)) break
    }
    return parents
  }
}
