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
  /** Whether every page of the stored one was read. */
  private compared = false

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
        if (stored && tables.sequence === stored.sequence) this.hold(() => differences(stored, tables))
      }
    } catch (error) {
      this.unreadable = true
      this.faults.push(`统计 figures: ${(error as Error).message}`)
    }
  }

  end(): readonly string[] {
    const { store, stored, tables } = this
    if (!store || !stored || this.compared) return this.faults
    // Where the entries do not lead to: what lies there is looked at all the same.
    this.hold(() => {
      store.checkPages(stored)
      return stored.sequence > tables.sequence ? ['超出账本 is ahead of the log'] : []
    })
    return this.faults
  }

  /** A damaged page names itself, and nothing else is said of a model that has one. */
  private hold(look: () => readonly string[]): void {
    this.compared = true
    try {
      this.faults.push(...look().map(ofModel))
    } catch (error) {
      this.faults.push(ofModel((error as Error).message))
    }
  }

  close(): void {
    this.store?.close()
  }
}

const ofModel = (what: string) => `统计库 read model: ${what}`
