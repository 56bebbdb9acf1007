import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common'
import type { ReadModel } from '@pilot-ledger/figures'
import type { LedgerProof } from '@pilot-ledger/proof'
import type { RecordedMaps } from './recorded-maps'

/** Entries between two maps that are recorded though nobody asks. */
export const REGULARLY = 10_000

/**
 * Records a completeness map at every ten thousandth entry, whoever asks for certificates: what belongs to whom is said before
 * anybody knows what will be asked. It goes on from the last one in the log; in one that has none, with the last that is due at the start.
 */
export class RegularMaps implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Undefined until the log was asked. */
  private last: number | undefined
  /** Where it begins in a log that has none: at the start the last one is due. */
  private begin = 0
  private stopped = false
  private recording: Promise<void> | undefined
  private silence: (() => void) | undefined

  constructor(
    private readonly maps: RecordedMaps,
    private readonly model: ReadModel,
    private readonly proof: LedgerProof,
    private readonly onNote: (text: string) => void = () => undefined,
    private readonly regularly = REGULARLY,
  ) {}

  onApplicationBootstrap(): void {
    this.begin = Math.max(0, this.dueAt(this.proof.signedSize) - this.regularly)
    this.silence = this.proof.onSigned((size) => this.signed(size))
  }

  async onApplicationShutdown(): Promise<void> {
    this.silence?.()
    this.stopped = true
    await this.recording
  }

  /** The cut of the last map that is due of so many entries. */
  private dueAt(size: number): number {
    return size - (size % this.regularly)
  }

  /** What fails is tried again with the next checkpoint. */
  private signed(size: number): void {
    const due = this.dueAt(Math.min(size, this.model.tables.sequence))
    if (due <= (this.last ?? 0) || this.recording) return
    this.recording = this.record(due)
      .catch((error: Error) => this.onNote(`完整性映射 completeness map: ${error.message}`))
      .finally(() => {
        this.recording = undefined
      })
  }

  private async record(due: number): Promise<void> {
    this.last ??= (await this.maps.last(this.regularly)) || this.begin
    while (this.last < due && !this.stopped) {
      const cut: number = this.last + this.regularly
      if (!(await this.maps.has(cut))) await this.maps.at(cut)
      this.last = cut
    }
  }
}
