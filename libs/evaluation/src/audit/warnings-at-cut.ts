import {
  DEFAULT_THRESHOLDS,
  seenOf,
  type WarningNo,
  type WarningThresholds,
  warningsOf,
} from '@pilot-ledger/engagements'
import { Neighbours, type Question } from '@pilot-ledger/figures'
import type { Window } from '@pilot-ledger/kernel'
import type { ContractFiles } from './contract-files'

/**
 * W1–W18 of contracts as they stood at a cut: what their own entries say by the log, what rests on others by the facts that
 * held then. The same cut gives the same warnings for ever, so a sample may be drawn by them.
 */
export class WarningsAtCut {
  private readonly neighbours: Neighbours

  constructor(
    question: Question,
    private readonly files: ContractFiles,
    /** Day number of the cut (W16). */
    private readonly today: number,
    private readonly window: Window = question.window,
    private readonly thresholds: WarningThresholds = DEFAULT_THRESHOLDS,
  ) {
    this.neighbours = new Neighbours(question, thresholds)
  }

  /** In their order; none for a contract that was voided then. */
  async of(contract: number): Promise<readonly WarningNo[]> {
    const { history } = await this.files.of(contract)
    const seen = seenOf(history, this.thresholds)
    const deal = this.neighbours.deal(contract)
    if (!seen || !deal) return []
    const parents = await this.files.parentsOf([deal, ...this.neighbours.near(deal)].map((it) => it.contract))
    const beside = this.neighbours.of(contract, (it) => parents.get(it))
    return warningsOf({ ...seen, ...beside }, this.today, this.window, this.thresholds)
  }
}
