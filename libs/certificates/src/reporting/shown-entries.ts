import type { EventLog } from '@pilot-ledger/event-log'
import type { ReadModel } from '@pilot-ledger/figures'
import { canonicalJson, nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { wholeOf } from '@pilot-ledger/proof'
import { isWhole, maskedEntry } from '../masked/masked-entry'
import type { Tokens } from '../masked/tokens'
import { Pieces } from './pieces'

/** A stream as far as a certificate shows it. */
export interface StreamShown {
  readonly stream: string
  /** Of its entries, from the first on. */
  readonly sequences: readonly number[]
}

/** Entries of one stream that are read at once. */
const PAGE = 100

/** The entries of a certificate as it writes them, read and written stream by stream, others being served in between. */
export class ShownEntries {
  /** @param stored the store's own log, in the shapes that were stored */
  constructor(
    private readonly model: ReadModel,
    private readonly stored: EventLog,
  ) {}

  /**
   * The member `streams`, and how many of the entries name somebody as they are.
   * @param tokens for outsiders: what stands for whom
   */
  async written(
    streams: readonly StreamShown[],
    tokens?: Tokens,
  ): Promise<{ readonly text: readonly Buffer[]; readonly whole: number }> {
    const text = new Pieces()
    let whole = 0
    let before = '['
    for (const { stream, sequences } of streams) {
      let opening = `${before}{"entries":[`
      for (let from = 0; from < sequences.length; from += PAGE) {
        if (turnIsOver()) await nextTurn()
        const limit = Math.min(PAGE, sequences.length - from)
        const { events } = await this.stored.readStream(stream, { from, limit })
        for (const it of events) {
          const sequence = sequences[it.revision]
          // As readers of the log have it: times do not go back.
          const entry = { ...it, recordedAt: this.model.tables.recordedAt(sequence) }
          const shown = tokens ? maskedEntry(entry, sequence, tokens) : wholeOf(entry, sequence)
          text.write(`${opening}${canonicalJson({ ...shown, stream: undefined, revision: undefined })}`)
          if (isWhole(it)) whole++
          opening = ','
          if (turnIsOver()) await nextTurn()
        }
      }
      text.write(`],"stream":${canonicalJson(stream)}}`)
      before = ','
    }
    text.write(before === '[' ? '[]' : ']')
    return { text: text.bytes, whole }
  }
}
