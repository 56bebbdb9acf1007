import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common'
import type { ReadModel } from '@pilot-ledger/figures'
import type { LedgerProof } from '@pilot-ledger/proof'
import type { RecordedMaps } from './recorded-maps'

/** Entries between two maps that are recorded though nobody asks. */
export const REGULARLY = 10_000

/**
 * Records a completeness map at every ten thousandth entry, whoever asks for certificates: what belongs to whom is said before
 * anybody knows what will be asked. What was there when the service started is not gone through for it.
 */
export class RegularMaps implements OnApplicationBootstrap, OnApplicationShutdown {
  private last = 0
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
    this.last = this.dueAt(this.proof.signedSize)
    this.silence = this.proof.onSigned((size) => this.signed(size))
  }

  async onApplicationShutdown(): Promise<void> {
    this.silence?.()
    await this.recording
  }

  /** The cut of the last map that is due of so many entries. */
  private dueAt(size: number): number {
    return size - (size % this.regularly)
  }

  /** What fails is tried again with the next checkpoint. */
  private signed(size: number): void {
    const due = this.dueAt(Math.min(size, this.model.tables.sequence))
    if (due <= this.last || this.recording) return
    this.recording = this.maps
      .at(due)
      .then(() => {
        this.last = due
      })
      .catch((error: Error) => this.onNote(`完整性映射 completeness map: ${error.message}`))
      .finally(() => {
        this.recording = undefined
      })
  }
}
