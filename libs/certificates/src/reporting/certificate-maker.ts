import { ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import { type EventLog, Unavailable } from '@pilot-ledger/event-log'
import type { ReadModel, Tables } from '@pilot-ledger/figures'
import { RefusalException } from '@pilot-ledger/http'
import {
  canonicalJson,
  type Json,
  type JsonObject,
  mapInTurns,
  nextTurn,
  refuse,
  SINGLE_STREAMS,
  turnIsOver,
} from '@pilot-ledger/kernel'
import { HASH_BYTES, type LedgerProof, multiProofInSteps, NodesAlong, toBase64, wholeOf } from '@pilot-ledger/proof'
import { platformOfContracts, streamOfKey } from '../completeness/keys'
import type { Tokens } from '../masked/tokens'
import { Allowance } from './allowance'
import { digestIn, objectIn, type Part, Pieces } from './pieces'
import type { RecordedMaps } from './recorded-maps'
import { ShownEntries, type StreamShown } from './shown-entries'

/** Some 12 MB. */
const MOST_ENTRIES = 20_000
/** Hashes that are written together: of three the base64 is whole. */
const IN_BASE64 = 48

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
  private readonly entries: ShownEntries

  /** @param stored the store's own log, in the shapes that were stored */
  constructor(
    private readonly model: ReadModel,
    stored: EventLog,
    private readonly proof: LedgerProof,
    private readonly maps: RecordedMaps,
    private readonly allowance = new Allowance(),
  ) {
    this.entries = new ShownEntries(model, stored)
  }

  /** Where the ledger stands, without what it noted of itself since: so two certificates in a row are of one cut, with one map. */
  now(): number {
    const { tables } = this.model
    let cut = tables.sequence
    while (cut > 0 && BOOK_KEEPING.includes(tables.streamAt(cut))) cut--
    return cut
  }

  /** The file, byte for byte, in pieces. Throws `Unavailable` where no checkpoint comes in time. */
  async make({ format, cut, needed, stated, tokens }: Certified): Promise<readonly Part[]> {
    await this.proof.signedTo(cut)
    if (cut < this.now() && !(await this.maps.has(cut))) this.allowance.take()
    const { map, entry } = await this.maps.at(cut)
    const leaves = map.of(needed)
    refuseTooMany(leaves.reduce((sum, { count }) => sum + count, 0))
    const sequence = Number(entry.position)
    const checkpoint = await this.proof.checkpointOf(sequence)
    const streams = await this.streams(leaves, cut, checkpoint.size)
    const entries = await this.entries.written(streams, tokens)
    const indices = [...streams.flatMap((it) => it.sequences), sequence].map((it) => it - 1).sort((a, b) => a - b)
    const members: JsonObject = {
      ...stated,
      ...(tokens && { whole: entries.whole }),
      format,
      cut,
      map: { entry: wholeOf(entry, sequence), ...map.part(needed) },
      key: this.proof.verifierKey,
      checkpoint: checkpoint.note,
    }
    const texts = new Map<string, Part>()
    for (const [name, it] of Object.entries(members)) texts.set(name, textOf(it as Json))
    texts.set('streams', { pieces: entries.text, areHashes: false })
    texts.set('proof', { pieces: await this.proofOf(indices, checkpoint.size), areHashes: true })
    // Each is written once: the signature is over them, and stands among them.
    const digest = await digestIn(objectIn(texts))
    texts.set('signature', textOf(this.proof.statement(format, digest)))
    return objectIn(texts)
  }

  /** Every stream of these keys that has entries before the cut; streams by their first entries. Notices up to the checkpoint. */
  private async streams(
    keys: readonly { readonly key: string; readonly count: number }[],
    cut: number,
    size: number,
  ): Promise<readonly StreamShown[]> {
    const { tables } = this.model
    const named = (await mapInTurns(keys, ({ key }) => streamsOf(tables, key))).flat()
    const all = await mapInTurns(named, (stream) => {
      const end = stream === SINGLE_STREAMS.notices ? size : cut
      return { stream, sequences: tables.sequencesOf(stream).filter((it) => it <= end) }
    })
    const streams = all.filter((it) => it.sequences.length > 0).sort((a, b) => a.sequences[0] - b.sequences[0])
    const due = keys.reduce((sum, { count }) => sum + count, 0)
    const found = streams.reduce((sum, { sequences }) => sum + sequences.filter((it) => it <= cut).length, 0)
    if (found !== due) throw new Unavailable('damaged', `${found} entries of ${due} that the map tells`)
    return streams
  }

  /** One proof for all of them, in base64. */
  private async proofOf(indices: readonly number[], size: number): Promise<readonly Buffer[]> {
    const text = new Pieces()
    text.write('"')
    const some = Buffer.alloc(IN_BASE64 * HASH_BYTES)
    let filled = 0
    for (const hash of multiProofInSteps(new NodesAlong(this.proof.tree), indices, size)) {
      some.set(hash, filled)
      filled += HASH_BYTES
      if (filled < some.length) continue
      text.write(toBase64(some))
      filled = 0
      if (turnIsOver()) await nextTurn()
    }
    text.write(`${toBase64(some.subarray(0, filled))}"`)
    return text.bytes
  }
}

const textOf = (value: Json): Part => ({ pieces: [Buffer.from(canonicalJson(value))], areHashes: false })

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
