import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'

/** The turns of the kernel, as questions ask for them. */
export class Turn {
  get isOver(): boolean {
    return turnIsOver()
  }

  pass(): Promise<void> {
    return nextTurn()
  }
}
