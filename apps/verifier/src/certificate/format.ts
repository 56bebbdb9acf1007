import { canonical } from '../json/canonical'
import { isObject, type Json, type JsonObject } from '../json/json'
import { readJson, readText } from '../json/strict-json'
import { isDay } from '../ledger/day'
import type { Entry } from '../ledger/live'
import type { Window } from '../ledger/platform'
import type { Value } from '../ledger/value'
import type { MapLeaf } from '../log/key-map'
import { type Hash, leafHash } from '../log/tree'
import { Failure } from '../verdict/failure'
import { Shape } from './shape'

export const FORMAT = 'pilot-ledger/figure-certificate@1'

/** An entry, and the hash of its leaf: over the canonical text of all of it. */
export interface Shown extends Entry {
  readonly leaf: Hash
}

export type Scope =
  | { readonly platform: string }
  | { readonly platforms: 'all' | readonly string[] }
  | { readonly programme: string }

/** docs/certificate.md says what each member means. */
export interface Certificate {
  readonly definition: {
    readonly code: string
    readonly version: number
    readonly zh: string
    readonly en: string
    /** In the words of who issued it. */
    readonly text: { readonly zh: string; readonly en: string }
  }
  readonly of: Scope
  readonly window: Window
  readonly cut: number
  readonly value: Value
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

/** A key of the map ends with it. */
const ID = /^[^/]+$/
const NUMBER = /^-?(0|[1-9]\d*)(\.\d{2})?$/

/** Reads a file; fails where a byte is not as it must be. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const text = readText(bytes)
  const json = readJson(text)
  if (canonical(json) !== text) throw new Failure('not-canonical')
  if (!isObject(json) || json.format !== FORMAT) throw new Failure('format-unknown', '/format')
  const { format: _, ...rest } = json
  return Shape.of(rest, '', (it) => ({
    definition: it.part('definition', (its) => ({
      code: its.text('code'),
      version: its.whole('version'),
      zh: its.text('zh'),
      en: its.text('en'),
      text: its.part('text', (words) => ({ zh: words.text('zh'), en: words.text('en') })),
    })),
    of: it.part('of', scopeIn),
    window: it.part('window', (its) => ({ from: its.fitting('from', isDay), to: its.fitting('to', isDay) })),
    cut: it.whole('cut'),
    value: it.isText('value')
      ? it.matching('value', NUMBER)
      : it.part('value', (its) => ({
          exclusive: its.matching('exclusive', NUMBER),
          inclusive: its.matching('inclusive', NUMBER),
        })),
    streams: it.list('streams', (value, at) => Shape.of(value, at, streamIn)),
    map: it.part('map', (its) => ({
      entry: shown(its.member('entry'), '/map/entry'),
      leaves: its.list('leaves', leafIn),
      proof: its.hashes('proof'),
    })),
    proof: it.hashes('proof'),
    key: it.text('key'),
    checkpoint: it.text('checkpoint'),
    signature: it.text('signature'),
    signedText: canonical({ ...json, signature: undefined }),
  }))
}

function scopeIn(its: Shape): Scope {
  if (its.has('programme')) return { programme: its.matching('programme', ID) }
  if (its.has('platform')) return { platform: its.matching('platform', ID) }
  return { platforms: its.isText('platforms') ? its.oneOf('platforms', 'all') : its.sortedTexts('platforms', ID) }
}

/** The entries of a stream, from its first on: the revision of each is its place. */
function streamIn(its: Shape): Certificate['streams'][number] {
  const stream = its.text('stream')
  const entries = its.list('entries', (value, at) => {
    if (!isObject(value) || 'stream' in value || 'revision' in value) throw new Failure('format-shape', at)
    return { value, at }
  })
  if (entries.length === 0) throw new Failure('format-shape', its.at)
  return { stream, entries: entries.map(({ value, at }, revision) => shown({ ...value, stream, revision }, at)) }
}

function shown(value: JsonObject, at: string): Shown {
  return Shape.of(value, at, (its) => {
    its.member('metadata')
    its.whole('recordedAt')
    const index = its.whole('sequence') - 1
    if (index < 0) throw new Failure('format-shape', `${at}/sequence`)
    return {
      index,
      stream: its.text('stream'),
      revision: its.whole('revision'),
      id: its.text('id'),
      type: its.text('type'),
      version: its.whole('version'),
      data: its.member('data'),
      leaf: leafHash(canonical(value)),
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
