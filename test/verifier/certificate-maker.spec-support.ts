import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { canonicalJson, type Json } from '@pilot-ledger/kernel'

/**
 * Makes certificates after docs/certificate.md: an operator with a log, a key and, where a test wants it, a lie. Nothing of the
 * verifier is used here, so that one misreading is not made twice.
 */
const sha256 = (...parts: (Buffer | string)[]) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((it) => Buffer.from(it as string))))
    .digest()
const hashes = new Map<string, Buffer>()
/** Each is made once: the same entries are shown many times. */
export function leafHash(text: string): Buffer {
  const hash = hashes.get(text) ?? sha256(Buffer.of(0), text)
  hashes.set(text, hash)
  return hash
}
const node = (left: Buffer, right: Buffer) => sha256(Buffer.of(1), left, right)
const half = (n: number) => 2 ** (Math.ceil(Math.log2(n)) - 1)

export function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return leaves[0]
  const k = half(leaves.length)
  return node(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}

/** The hashes that a tree's root needs beside these leaves, from left to right. */
export function proofOf(leaves: readonly Buffer[], shown: ReadonlySet<number>, start = 0): Buffer[] {
  if (!leaves.some((_, i) => shown.has(start + i))) return [rootOf(leaves)]
  if (leaves.length === 1) return []
  const k = half(leaves.length)
  return [...proofOf(leaves.slice(0, k), shown, start), ...proofOf(leaves.slice(k), shown, start + k)]
}

const base64 = (bytes: Buffer) => bytes.toString('base64')
// biome-ignore lint/suspicious/noExplicitAny: tests change any part of a certificate.
export type Loose = any

/** A key made of a number, and its signatures. */
export class Signer {
  private readonly secret: KeyObject
  readonly vkey: string
  private readonly id: Buffer

  constructor(
    readonly name: string,
    seed: number,
    private readonly type: 1 | 4 = 1,
  ) {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)])
    this.secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    const spki = createPublicKey(this.secret).export({ format: 'der', type: 'spki' })
    const material = Buffer.concat([Buffer.of(type), spki.subarray(-32)])
    this.id = sha256(name, '\n', material).subarray(0, 4)
    this.vkey = `${name}+${this.id.toString('hex')}+${base64(material)}`
  }

  line(text: string, time: number | bigint = 1_764_000_000): string {
    const stamp = Buffer.alloc(8)
    stamp.writeBigUInt64BE(BigInt(time))
    const message = this.type === 4 ? `cosignature/v1\ntime ${time}\n${text}` : text
    const signature = sign(null, Buffer.from(message), this.secret)
    const parts = this.type === 4 ? [this.id, stamp, signature] : [this.id, signature]
    return `— ${this.name} ${base64(Buffer.concat(parts))}\n`
  }

  note = (text: string) => `${text}\n${this.line(text)}`
}

export interface Question {
  readonly code: string
  readonly version: number
  readonly of: { platform: string } | { platforms: 'all' | string[] } | { programme: string }
  readonly from: string
  readonly to: string
  readonly cut: number
  readonly value: Json
}

/** What a certificate of any format says: its own members, and of which keys of the map (or beginnings of keys) it is made. */
export interface Saying {
  readonly format: string
  readonly cut: number
  readonly needed: readonly string[]
  readonly members: Readonly<Record<string, Json>>
}

const texts = new WeakMap<RecordedEvent, Map<number, string>>()
/** The leaf's text; each is made once, for the same entries are shown many times. */
export function textOf(event: RecordedEvent, index: number): string {
  const known = texts.get(event) ?? new Map<number, string>()
  texts.set(event, known)
  const text = known.get(index) ?? freshText(event, index)
  known.set(index, text)
  return text
}
const whole = ({ id, stream, revision, type, version, data, metadata, recordedAt }: RecordedEvent, index: number) => ({
  ...{ id, stream, revision, type, version, data, metadata, recordedAt },
  sequence: index + 1,
})
const wholeText = (event: RecordedEvent, index: number) => canonicalJson(whole(event, index) as never)
const freshText = (event: RecordedEvent, index: number) => canonicalJson(hidden(whole(event, index)) as never)

const digest = (value: Loose) => base64(sha256(canonicalJson(value)))
/** The same with commitments where the entry says that values may be masked. */
export function hidden(entry: Loose): Loose {
  if (!entry.metadata.masked) return entry
  const { data, metadata } = structuredClone({ data: entry.data, metadata: entry.metadata })
  const { fields, salt } = metadata.masked
  const commitment = (path: string, value: Loose) => digest([digest([salt, path]), value])
  for (const path of fields) {
    const names = path.split('/')
    const of = names.slice(0, -1).reduce((it: Loose, name: string) => it[name], data)
    of[names.at(-1)] = commitment(path, of[names.at(-1)])
  }
  const { idempotencyKey, requestHash, ...open } = metadata
  const request = commitment('', JSON.parse(JSON.stringify({ idempotencyKey, requestHash })))
  return { ...entry, data, metadata: { ...open, masked: { fields, request } } }
}

export interface Group {
  readonly key: string
  readonly entries: number[]
}
const EMPTY = rootOf([])
const FIGURE = 'pilot-ledger/figure-certificate@1'

export class Operator {
  readonly signer: Signer
  /** Where a lying operator puts his hand in: the groups of the map before it is recorded. */
  groupsSaid = (groups: Group[]): Group[] => groups

  constructor(
    readonly log: readonly RecordedEvent[],
    readonly origin = 'ledger.example/zhongshan',
    seed = 7,
    readonly witnesses: readonly Signer[] = [],
  ) {
    this.signer = new Signer(origin, seed)
  }

  /** To which key each entry belongs. */
  groups(cut: number): Group[] {
    const groups = new Map<string, number[]>([
      ['notices', []],
      ['other', []],
    ])
    const firsts = new Map<string, RecordedEvent>()
    for (const [index, event] of this.log.slice(0, cut).entries()) {
      const first = firsts.get(event.stream) ?? event
      firsts.set(event.stream, first)
      const key = groupOf(first)
      const entries = groups.get(key) ?? []
      entries.push(index)
      groups.set(key, entries)
    }
    return this.groupsSaid(
      [...groups].map(([key, entries]) => ({ key, entries })).sort((a, b) => (a.key < b.key ? -1 : 1)),
    )
  }

  /** The parts of a figure's certificate, not signed yet. `more`: entries recorded between the cut and the map. */
  certificate(question: Question, shownKeys?: (key: string) => boolean, more = 0): Loose {
    const { code, version, of, from, to, cut, value } = question
    const text = { zh: '定义', en: 'definition' }
    const definition = { code, version, zh: '指标', en: 'Figure', text }
    const members = { definition, of, window: { from, to }, value }
    return this.certified({ format: FIGURE, cut, needed: neededBy(question), members }, shownKeys, more)
  }

  certified({ format, cut, needed, members }: Saying, shownKeys = wantedBy(needed), more = 0): Loose {
    const groups = this.groups(cut)
    const mapTexts = groups.map(({ key, entries }) => canonicalJson(this.leaf(key, entries) as never))
    const mapHashes = mapTexts.map(leafHash)
    const mapEntry: RecordedEvent = {
      id: '00000000-0000-5000-9000-000000000001',
      stream: 'completeness',
      revision: 0,
      type: 'CompletenessMapRecorded',
      version: 1,
      data: { cut, keys: groups.length, root: base64(rootOf(mapHashes)) },
      metadata: { actor: 'ledger', correlationId: 'map' },
      recordedAt: 1_764_000_000_000,
      position: '0',
    }
    const log = [...this.log.slice(0, cut + more), mapEntry, ...this.log.slice(cut + more)]
    const hashes = log.map((it, index) => leafHash(textOf(it, index)))
    const at = cut + more
    const shown = groups
      .filter(({ key }) => shownKeys(key))
      .flatMap((it) => it.entries)
      .sort((a, b) => a - b)
    const streams = new Map<string, Loose[]>()
    for (const index of shown) {
      const { stream, revision: _, ...entry } = JSON.parse(wholeText(log[index], index))
      streams.set(stream, [...(streams.get(stream) ?? []), entry])
    }
    const leaves = this.leavesShown(groups, shownKeys, needed)
    const body = `${this.origin}\n${log.length}\n${base64(rootOf(hashes))}\n`
    return {
      format,
      ...members,
      cut,
      streams: [...streams].map(([stream, entries]) => ({ stream, entries })),
      map: {
        entry: JSON.parse(textOf(mapEntry, at)),
        leaves: leaves.map((index) => ({ index, ...this.leaf(groups[index].key, groups[index].entries) })),
        proof: base64(Buffer.concat(proofOf(mapHashes, new Set(leaves)))),
      },
      proof: base64(Buffer.concat(proofOf(hashes, new Set([...shown, at])))),
      key: this.signer.vkey,
      checkpoint: this.signer.note(body) + this.witnesses.map((it) => it.line(body)).join(''),
    }
  }

  private leaf(key: string, entries: readonly number[]) {
    const hashes = entries.map((index) => leafHash(textOf(this.log[index], index)))
    return { key, count: entries.length, root: base64(entries.length === 0 ? EMPTY : rootOf(hashes)) }
  }

  /** The leaves asked for, and beside every key that has none those between which it would stand. */
  private leavesShown(
    groups: readonly Group[],
    shownKeys: (key: string) => boolean,
    needed: readonly string[],
  ): number[] {
    const keys = groups.map((it) => it.key)
    const found = new Set(keys.flatMap((key, i) => (shownKeys(key) ? [i] : [])))
    for (const bound of boundsOf(needed)) {
      const behind = keys.findIndex((key) => key >= bound)
      const at = behind === -1 ? keys.length : behind
      if (keys[at] === bound) continue
      for (const i of [at - 1, at]) if (i >= 0 && i < keys.length) found.add(i)
    }
    return [...found].sort((a, b) => a - b)
  }

  /** As a file: canonical, with the signature over all of it. */
  file(certificate: Loose, signer = this.signer): Buffer {
    const { signature: _, ...rest } = certificate
    const statement = `${rest.format}\n${this.origin}\n${base64(sha256(canonicalJson(rest)))}\n`
    return Buffer.from(canonicalJson({ ...rest, signature: signer.note(statement) }))
  }
}

function groupOf(first: RecordedEvent): string {
  const [, kind, id] = /^(platform|programme|closing|reconciliation|round|scheme)-(.*)$/.exec(first.stream) ?? []
  if (kind) return `${kind}/${id}`
  if (first.stream === 'notices') return 'notices'
  if (!first.stream.startsWith('engagement-')) return 'other'
  const data = first.data as Loose
  const signing =
    first.type === 'ContractSigned' ? data : data.change.contents.find((it: Loose) => it.type === 'ContractSigned').data
  return `contracts/${signing.platform}`
}

const OF_REGISTER = /^(jointCentres|productionLines|sharedEquipment|libraryProjects)/
const OF_ALL_REGISTERS =
  /^(recognisedPlatforms|provincialPlatforms|cultivatingUnits|platformsWithLibrary|cultivatingApplicants)$/

/** Keys, or beginnings of keys, that a figure needs. */
function neededBy({ code, of }: Question): string[] {
  if ('programme' in of)
    return OF_ALL_REGISTERS.test(code) ? ['platform/', 'programme/'] : [`programme/${of.programme}`]
  const kinds = OF_REGISTER.test(code) ? ['platform/'] : ['contracts/', 'platform/']
  const ids = 'platform' in of ? [of.platform] : of.platforms === 'all' ? [''] : of.platforms
  return ids.flatMap((id) => kinds.map((it) => it + id))
}
const wantedBy = (needed: readonly string[]) => (key: string) =>
  key === 'notices' || needed.some((it) => (it.endsWith('/') ? key.startsWith(it) : key === it))
const boundsOf = (needed: readonly string[]) => needed.flatMap((it) => (it.endsWith('/') ? [it, `${it}\uffff`] : [it]))
