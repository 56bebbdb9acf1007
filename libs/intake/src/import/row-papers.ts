import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import type { IntakeRecord, Paper } from '../columns'
import type { ImportRows } from './import-rows'

/** Where the files go that came with rows: each as one that was uploaded. Giving one again changes nothing. */
export type KeepPapers = (papers: readonly Paper[]) => Promise<void>

/** The files that came with rows. They are kept before what they prove is recorded: an entry never names a file that was lost on the way. */
export class RowPapers {
  private readonly byRow = new Map<number, readonly Paper[]>()
  private readonly kept = new Set<string>()

  constructor(private readonly keepAll: KeepPapers) {}

  look(n: number, _: unknown, { papers }: IntakeRecord): void {
    if (papers) this.byRow.set(n, papers)
  }

  /** Of rows that are refused nothing is kept; of those that the ledger has, what it had by name alone until now. */
  async keep(imported: Pick<ImportRows, 'rows'>): Promise<void> {
    const papers = new Map<string, Paper>()
    for (const [n, its] of this.byRow) {
      if (turnIsOver()) await nextTurn()
      const [row] = imported.rows(n - 1, 1)
      if (row.state === 'refused') continue
      for (const it of its) if (!this.kept.has(it.sha256)) papers.set(it.sha256, it)
    }
    if (papers.size === 0) return
    await this.keepAll([...papers.values()])
    for (const it of papers.keys()) this.kept.add(it)
  }
}
