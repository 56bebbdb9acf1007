import { isObject, type JsonObject } from '../json/json'
import { Failure } from '../verdict/failure'
import { readContent } from './contents'
import { Fields } from './fields'

/** An entry of the log as it stands there. */
export interface Entry {
  /** 0, 1, 2 … in the log. */
  readonly index: number
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  readonly version: number
  readonly data: JsonObject
  /** Milliseconds since 1970; along the log it never goes back. */
  readonly recordedAt: number
  /** Only what it may tell outsiders is shown of it: `data` hold tokens for whom and what it names. */
  readonly masked?: boolean
}

/** What counts: content, and the entry that gave it. */
export type Live<Content> = Content & { readonly index: number }

/** They wait for a second person, or are his answer: what they lead to is an entry of its own. */
const PROPOSALS = ['ChangeProposed', 'ChangeApproved', 'ChangeRejected', 'ChangeWithdrawn']

/** The entries of one stream that count, a correction in the place of what it corrects. */
export function liveOf<Content>(
  entries: readonly Entry[],
  table: Parameters<typeof readContent>[0],
): readonly Live<Content>[] {
  const list: { readonly id: string; readonly live: Live<Content> }[] = []
  for (const entry of entries) {
    const at = placeOf(entry)
    const read = (it: { type: string; version: number; data: JsonObject }): Live<Content> => ({
      ...readContent<Content>(table, it, at),
      index: entry.index,
    })
    if (PROPOSALS.includes(entry.type)) continue
    if (entry.type !== 'EntryCorrected' && entry.type !== 'EntryVoided') {
      list.push({ id: entry.id, live: read(entry) })
      continue
    }
    if (entry.version !== 1) throw new Failure('entry-newer', at, { type: entry.type, version: entry.version })
    const data = new Fields(entry.data, at)
    const target = data.text(entry.type === 'EntryCorrected' ? 'corrects' : 'voids')
    const place = list.findIndex((it) => it.id === target)
    if (place === -1) throw new Failure('corrects-nothing', at)
    if (entry.type === 'EntryVoided') list.splice(place, 1)
    else {
      const { type, version = 1, data: its } = data.object('content')
      if (typeof type !== 'string' || typeof version !== 'number' || !isObject(its))
        throw new Failure('entry-unreadable', at, { field: 'content' })
      list[place] = { id: entry.id, live: read({ type, version, data: its }) }
    }
  }
  return list.map((it) => it.live)
}

/** As people count entries: the first is 1. */
export const placeOf = (entry: { readonly index: number }) => `entry ${entry.index + 1}`

/** By stream, in the order of the log. */
export function byStream(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const streams = new Map<string, Entry[]>()
  for (const it of entries) {
    const list = streams.get(it.stream)
    if (list) list.push(it)
    else streams.set(it.stream, [it])
  }
  return streams
}
