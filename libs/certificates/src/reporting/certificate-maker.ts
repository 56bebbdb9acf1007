import { hash } from 'node:crypto'
import { ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import { type EventLog, Unavailable } from '@pilot-ledger/event-log'
import type { ReadModel, Tables } from '@pilot-ledger/figures'
import { SequencedLog } from '@pilot-ledger/figures/reporting'
import { RefusalException } from '@pilot-ledger/http'
import { canonicalJson, type Json, type JsonObject, mapInTurns, refuse, SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { type LedgerProof, multiProof, toBase64, wholeOf } from '@pilot-ledger/proof'
import { platformOfContracts, streamOfKey } from '../completeness/keys'
import { isWhole, maskedEntry } from '../masked/masked-entry'
import type { Tokens } from '../masked/tokens'
import { Allowance } from './allowance'
import type { RecordedMaps } from './recorded-maps'

/** Some 12 MB. */
const MOST_ENTRIES = 20_000

/** What is certified. */
export interface Certified {
  /** `pilot-ledger/…@1`: a page of docs/certificate.md. */
  readonly format: string
  /** How many entries count. */
  readonly cut: number
  /** Keys of the completeness map all of whose entries are shown; what ends with a slash stands for all that begins so. */
  readonly needed: readonly string[]
  /** The members that the format has of its own: what is stated. */
  readonly stated: JsonObject
  /** For outsiders: what stands for whom and what the entries name. Absent: entries are shown whole. */
  readonly tokens?: Tokens
}

/** Entries of the ledger's own book-keeping: of whom nothing is certified. */
const BOOK_KEEPING: readonly string[] = [SINGLE_STREAMS.completeness, SINGLE_STREAMS.access]

/**
 * Makes certificates (docs/certificate.md): whatever a format states, with every entry before the cut that it is made of, the proof
 * that they stand in the log and that there are no others, under the log's last checkpoint and signed as a whole.
 */
export class CertificateMaker {
  private readonly log: SequencedLog

  /** @param stored the store's own log, in the shapes that were stored */
  constructor(
    private readonly model: ReadModel,
    stored: EventLog,
    private readonly proof: LedgerProof,
    private readonly maps: RecordedMaps,
    private readonly allowance = new Allowance(),
  ) {
    this.log = new SequencedLog(model, stored)
  }

  /** Where the ledger stands, without what it noted of itself since: so two certificates in a row are of one cut, with one map. */
  now(): number {
    const { tables } = this.model
    let cut = tables.sequence
    while (cut > 0 && BOOK_KEEPING.includes(tables.streamAt(cut))) cut--
    return cut
  }

  /** The file, byte for byte. Throws `Unavailable` where no checkpoint comes in time. */
  async make({ format, cut, needed, stated, tokens }: Certified): Promise<Buffer> {
    await this.proof.signedTo(cut)
    if (cut < this.now() && !(await this.maps.has(cut))) this.allowance.take()
    const { map, entry } = await this.maps.at(cut)
    const leaves = map.of(needed)
    refuseTooMany(leaves.reduce((sum, { count }) => sum + count, 0))
    const sequence = Number(entry.position)
    const checkpoint = await this.proof.checkpointOf(sequence)
    const streams = await this.streams(leaves, cut, checkpoint.size, tokens)
    const indices = [...streams.flatMap((it) => it.sequences), sequence].map((it) => it - 1).sort((a, b) => a - b)
    const members: JsonObject = {
      ...stated,
      ...(tokens && { whole: streams.reduce((sum, it) => sum + it.whole, 0) }),
      format,
      cut,
      streams: streams.map(({ stream, entries }) => ({ stream, entries })),
      map: { entry: wholeOf(entry, sequence), ...map.part(needed) },
      proof: toBase64(Buffer.concat(multiProof(this.proof.tree, indices, checkpoint.size))),
      key: this.proof.verifierKey,
      checkpoint: checkpoint.note,
    }
    // Each is written once: the signature is over them, and stands among them.
    const texts = new Map(Object.entries(members).map(([name, it]) => [name, canonicalJson(it as Json)]))
    const digest = hash('sha256', objectOf(texts), 'buffer')
    texts.set('signature', canonicalJson(this.proof.statement(format, digest)))
    return Buffer.from(objectOf(texts))
  }

  /** Every entry before the cut of these keys, stream by stream; streams by their first entries. Notices up to the checkpoint. */
  private async streams(
    keys: readonly { readonly key: string; readonly count: number }[],
    cut: number,
    size: number,
    tokens?: Tokens,
  ) {
    const { tables } = this.model
    const named = keys.flatMap(({ key }) => streamsOf(tables, key))
    const endOf = (stream: string) => (stream === SINGLE_STREAMS.notices ? size : cut)
    const streams = named
      .map((stream) => ({ stream, sequences: tables.sequencesOf(stream).filter((it) => it <= endOf(stream)) }))
      .filter((it) => it.sequences.length > 0)
      .sort((a, b) => a.sequences[0] - b.sequences[0])
    const due = keys.reduce((sum, { count }) => sum + count, 0)
    const found = streams.reduce((sum, { sequences }) => sum + sequences.filter((it) => it <= cut).length, 0)
    if (found !== due) throw new Unavailable('damaged', `${found} entries of ${due} that the map tells`)
    return mapInTurns(streams, async ({ stream, sequences }) => {
      const { events } = await this.log.readStream(stream, { limit: sequences.length })
      const entries = events.map((it, i) => {
        const shown = tokens ? maskedEntry(it, sequences[i], tokens) : wholeOf(it, sequences[i])
        const { stream: _, revision: __, ...entry } = shown
        return entry
      })
      return { stream, sequences, entries, whole: events.filter(isWhole).length }
    })
  }
}

/** The object with these members, in their canonical order. */
const objectOf = (texts: ReadonlyMap<string, string>) => {
  const names = [...texts.keys()].sort()
  return `{${names.map((it) => `${JSON.stringify(it)}:${texts.get(it)}`).join(',')}}`
}

/** Refusal `certificate-too-large`: a file that nobody could open, and whose making would take the service's memory. */
function refuseTooMany(entries: number): void {
  if (entries <= MOST_ENTRIES) return
  throw new RefusalException([
    refuse('certificate-too-large', {
      zh: '构成该数字的记录过多，一份证书装不下；请缩小范围，如分平台',
      en: 'the figure is made of more entries than one certificate holds; ask for less, such as one platform',
      facts: { entries: String(entries), most: String(MOST_ENTRIES) },
    }),
  ])
}

function streamsOf(tables: Tables, key: string): readonly string[] {
  const own = streamOfKey(key)
  if (own !== undefined) return [own]
  const platform = tables.platformIds.find(platformOfContracts(key) ?? '')
  if (platform === undefined) throw new TypeError(`no certificate shows ${key}`)
  return tables.contractsOf(platform).map((it) => ENGAGEMENT_STREAM_PREFIX + tables.contractIds.text(it))
}
