import type { EventLog, RecordedEvent } from '@pilot-ledger/event-log'
import { faultOf, namedBy, type PaperFault } from '@pilot-ledger/evidence/keeping'
import { ledgerEntry, ledgerLog } from '@pilot-ledger/service'
import { saidOfPapers } from '../papers/namings'
import { openToRead, type Place } from '../papers/places'
import type { Progress } from '../progress'

/** Holds every file that an entry says was stored against its hash, once, however many entries name it. */
export class PapersCheck {
  private readonly sizes = new Map<string, number>()
  private entries = 0

  /** @param place undefined where nobody said where they are */
  constructor(
    private readonly place: Place | undefined,
    private readonly progress: Progress,
  ) {}

  /** Each entry of the log, in their order, as it was stored. */
  add(event: RecordedEvent): void {
    this.entries++
    const named = event.type === 'EvidenceStored' && namedBy(ledgerEntry(event), this.entries)
    if (named) this.sizes.set(named.sha256, named.size)
  }

  /** What is wrong with them, and what has to be known of them. */
  async end(log: EventLog): Promise<{ readonly faults: readonly string[]; readonly told: readonly string[] }> {
    const { sizes, place } = this
    if (sizes.size === 0) return { faults: [], told: [] }
    if (place === undefined)
      return {
        faults: [],
        told: [`佐证材料 ${sizes.size} 个文件未核对，见 --evidence · files of papers not looked at`],
      }
    const step = this.progress('核对佐证材料 Verifying papers')
    const store = await openToRead(place)
    const faults: PaperFault[] = []
    let done = 0
    try {
      for (const [sha256, size] of sizes) {
        const fault = await faultOf(store, { sha256, size })
        if (fault) faults.push(fault)
        step(++done, sizes.size)
      }
    } finally {
      await store.close()
    }
    return {
      faults: await saidOfPapers(ledgerLog(log), faults),
      told: [`佐证材料 ${sizes.size} 个文件 files of papers`],
    }
  }
}
