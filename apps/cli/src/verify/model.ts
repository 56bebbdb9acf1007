import type { EventLog, RecordedEvent } from '@pilot-ledger/event-log'
import { differences, PageStore, Projector, sourceOf, Tables } from '@pilot-ledger/figures'
import { ledgerEntry, ledgerLog } from '@pilot-ledger/service/ledger-log'

/** Makes the figures of a log anew, entry by entry, and holds a stored read model against them where it stands. */
export class ModelCheck {
  /** What the log makes. */
  readonly tables = new Tables()
  private readonly projector: Projector
  private readonly store: PageStore | undefined
  private readonly stored: Tables | undefined
  private readonly faults: string[] = []
  private unreadable = false

  /**
   * @param log as it was stored
   * @param file of the stored read model, if there is one
   */
  constructor(log: EventLog, file: string | undefined) {
    this.projector = new Projector(this.tables, sourceOf(ledgerLog(log)))
    try {
      this.store = file === undefined ? undefined : new PageStore(file)
      this.stored = this.store?.loadOfOneMoment()
    } catch (error) {
      this.faults.push(ofModel((error as Error).message))
    }
  }

  async take(entries: readonly RecordedEvent[]): Promise<void> {
    if (this.unreadable) return
    const { tables, stored, projector } = this
    try {
      for (const it of entries) {
        const pending = projector.apply(ledgerEntry(it))
        if (pending) await pending
        if (tables.sequence === stored?.sequence) this.faults.push(...differences(stored, tables).map(ofModel))
      }
    } catch (error) {
      this.unreadable = true
      this.faults.push(`统计 figures: ${(error as Error).message}`)
    }
  }

  end(): readonly string[] {
    const ahead = this.stored !== undefined && this.stored.sequence > this.tables.sequence
    return ahead ? [...this.faults, ofModel('超出账本 is ahead of the log')] : this.faults
  }

  close(): void {
    this.store?.close()
  }
}

const ofModel = (what: string) => `统计库 read model: ${what}`
