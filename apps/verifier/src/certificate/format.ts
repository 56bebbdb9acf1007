import { canonical, canonicalOf, membersOf } from '../json/canonical'
import { isObject, type Json, type JsonObject } from '../json/json'
import { readJson, readText } from '../json/strict-json'
import type { Entry } from '../ledger/live'
import type { MapLeaf } from '../log/key-map'
import { type Hash, leafHash } from '../log/tree'
import { Failure } from '../verdict/failure'
import type { Claim } from './claim'
import { closeClaim } from './close'
import { type EntryReader, maskedEntries, wholeEntry } from './entries'
import { figureClaim } from './figure'
import { masked } from './masked'
import { sealClaim } from './seal'
import { Shape } from './shape'
import { statementClaim } from './statement'

/** Those in which entries are not shown whole. */
const MASKED: Readonly<Record<string, (its: Shape) => Claim>> = {
  'pilot-ledger/masked-certificate@1': masked(figureClaim),
  'pilot-ledger/masked-close-certificate@1': masked(closeClaim),
  'pilot-ledger/masked-statement-certificate@1': masked(statementClaim),
}

/** What is known of, by its name, and how what is its own is read. */
const FORMATS: Readonly<Record<string, (its: Shape) => Claim>> = {
  ...MASKED,
  'pilot-ledger/figure-certificate@1': figureClaim,
  'pilot-ledger/close-certificate@1': closeClaim,
  'pilot-ledger/seal-certificate@1': sealClaim,
  'pilot-ledger/statement-certificate@1': statementClaim,
}

/** An entry, and the hash of its leaf: over the canonical text of all of it. */
export interface Shown extends Entry {
  readonly leaf: Hash
}

/** docs/certificate.md says what each member means. */
export interface Certificate {
  readonly format: string
  readonly claim: Claim
  readonly cut: number
  readonly streams: readonly { readonly stream: string; readonly entries: readonly Shown[] }[]
  readonly map: { readonly entry: Shown; readonly leaves: readonly MapLeaf[]; readonly proof: readonly Hash[] }
  readonly proof: readonly Hash[]
  /** As written. */
  readonly key: string
  /** Signed notes. */
  readonly checkpoint: string
  readonly signature: string
  /** All of it but the signature, as one text. */
  readonly signedText: string
}

/** Reads a file; fails where a byte is not as it must be. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const text = readText(bytes)
  const json = readJson(text)
  const members = new Map(isObject(json) ? membersOf(json) : [])
  if ((isObject(json) ? canonicalOf(members) : canonical(json)) !== text) throw new Failure('not-canonical')
  members.delete('signature')
  const { format } = isObject(json) ? json : {}
  if (!isObject(json) || typeof format !== 'string' || !Object.hasOwn(FORMATS, format))
    throw new Failure('format-unknown', '/format')
  const { format: _, ...rest } = json
  return Shape.of(rest, '', (it) => {
    const claim = FORMATS[format](it)
    const reader = Object.hasOwn(MASKED, format) ? maskedEntries(claim.figure) : wholeEntry
    return {
      format,
      claim,
      cut: it.whole('cut'),
      streams: it.list('streams', (value, at) => Shape.of(value, at, (its) => streamIn(its, reader))),
      map: it.part('map', (its) => ({
        entry: shown(its.member('entry'), '/map/entry', wholeEntry),
        leaves: its.list('leaves', leafIn),
        proof: its.hashes('proof'),
      })),
      proof: it.hashes('proof'),
      key: it.text('key'),
      checkpoint: it.text('checkpoint'),
      signature: it.text('signature'),
      signedText: canonicalOf(members),
    }
  })
}

/** The entries of a stream, from its first on: the revision of each is its place. */
function streamIn(its: Shape, reader: EntryReader): Certificate['streams'][number] {
  const stream = its.text('stream')
  const entries = its.list('entries', (value, at) => {
    if (!isObject(value) || 'stream' in value || 'revision' in value) throw new Failure('format-shape', at)
    return { value, at }
  })
  if (entries.length === 0) throw new Failure('format-shape', its.at)
  return {
    stream,
    entries: entries.map(({ value, at }, revision) => shown({ ...value, stream, revision }, at, reader)),
  }
}

function shown(value: JsonObject, at: string, reader: EntryReader): Shown {
  const { tree, data, masked } = reader(value, at)
  return Shape.of(tree, at, (its) => {
    its.member('data')
    its.member('metadata')
    const index = its.whole('sequence') - 1
    if (index < 0) throw new Failure('format-shape', `${at}/sequence`)
    return {
      index,
      stream: its.text('stream'),
      revision: its.whole('revision'),
      id: its.text('id'),
      type: its.text('type'),
      version: its.whole('version'),
      data,
      masked,
      recordedAt: its.whole('recordedAt'),
      leaf: leafHash(canonical(tree)),
    }
  })
}

const leafIn = (value: Json, at: string): MapLeaf =>
  Shape.of(value, at, (its) => ({
    index: its.whole('index'),
    key: its.text('key'),
    count: its.whole('count'),
    root: its.text('root'),
  }))
