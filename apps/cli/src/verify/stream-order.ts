import type { RecordedEvent } from '@pilot-ledger/event-log'

/** Goes along the entries of a log, whichever store has them: the revisions of each stream are 0, 1, 2 …. */
export class StreamOrder {
  entries = 0
  private readonly heads = new Map<string, number>()
  private readonly faults: string[] = []

  add({ stream, revision }: RecordedEvent): void {
    this.entries++
    const due = (this.heads.get(stream) ?? -1) + 1
    this.heads.set(stream, revision)
    if (revision !== due)
      this.faults.push(
        `第 ${this.entries} 条 entry ${this.entries} · ${stream} · 版次为 ${revision}，应为 ${due} is revision ${revision}, expected ${due}`,
      )
  }

  end(): readonly string[] {
    return this.faults
  }
}
