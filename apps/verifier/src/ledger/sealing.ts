import { toHex, utf8 } from '../crypto/bytes'
import { sha256 } from '../crypto/sha2'
import { canonical } from '../json/canonical'
import { isObject, type Json } from '../json/json'
import { Failure } from '../verdict/failure'
import { Fields } from './fields'
import type { Ledger } from './ledger'
import { type Entry, placeOf } from './live'
import { firstDay, type Window } from './platform'
import { type Round, roundAt, type Sealed } from './rounds'
import { readScheme, type Scheme } from './scheme'

/** One sealing of a round as its entries tell it, and the round as it stood just before. */
export interface Sealing {
  readonly round: Round
  readonly sealNo: number
  readonly results: readonly Sealed[]
  readonly scheme: Scheme
  /** The entry that sealed the first of the results. */
  readonly entry: Entry
}

export function sealingIn(entries: readonly Entry[], id: string, sealNo: number): Sealing {
  const results = roundAt(entries, id, Number.MAX_SAFE_INTEGER)?.seals.get(sealNo)
  if (!results) throw new Failure('seal-unknown', '/of', { round: id, seal: sealNo })
  const [{ entry }] = results
  const round = roundAt(entries, id, entry.index) as Round
  return { round, sealNo, results, entry, scheme: schemeOf(entries, round) }
}

/** The scheme's version that the round was opened under. */
export function schemeOf(entries: readonly Entry[], { opened: { scheme } }: Round): Scheme {
  for (const { stream, type, version, data, index } of entries) {
    if (stream !== `scheme-${scheme.id}` || data.version !== scheme.version) continue
    const at = placeOf({ index })
    if (type !== 'SchemePublished') throw new Failure('entry-unknown', at, { type })
    if (version !== 1) throw new Failure('entry-newer', at, { type, version })
    const { content } = data
    if (!isObject(content)) break
    const hash = toHex(sha256(utf8(canonical(content))))
    if (hash !== data.contentHash || hash !== scheme.said.contentHash) throw new Failure('scheme-unknown', at)
    return readScheme(new Fields(content, at))
  }
  throw new Failure('scheme-unknown', '/of/scheme', { scheme: scheme.id, version: scheme.version })
}

const DAY_MS = 86_400_000

/** 截止: how many entries the round's figures are made of, by its rule, as far as the entries shown tell when they were recorded. */
export function cutOf({ round, scheme, results, entry }: Sealing, entries: readonly Entry[]): number {
  const { rule, sequence, day } = round.opened.cut
  const stated = new Set(results.map(({ snapshot }) => canonical(snapshot.cut as Json)))
  const said = new Fields(results[0].snapshot, placeOf(entry)).part('cut')
  const cut = said.whole('sequence')
  const differs = () => new Failure('cut-differs', placeOf(entry), { cut })
  if (stated.size !== 1 || cut > entry.index) throw differs()
  // The round was opened as its scheme has it.
  if (rule !== scheme.cut.kind || day !== scheme.cut.day) throw differs()
  const recordedAt = Date.parse(said.text('recordedAt'))
  for (const it of entries)
    if (it.index < cut - 1 ? it.recordedAt > recordedAt : it.index === cut - 1 && it.recordedAt !== recordedAt)
      throw differs()
  if (rule === 'opening') {
    if (cut !== sequence || cut > round.openedAt.index) throw differs()
    return cut
  }
  const end = Date.parse(`${rule === 'day' ? day : round.selfAssessment}T00:00:00+08:00`) + DAY_MS
  if (entries.some((it) => it.index < cut !== it.recordedAt < end)) throw differs()
  return cut
}

/** 统计期 of a platform. */
export function windowOf({ round, scheme }: Sealing, ledger: Ledger, platform: string, at: string): Window {
  const { kind, from, to = '', years = 1 } = scheme.window
  if (kind === 'fixed' && from !== undefined) return { from, to }
  if (kind === 'calendarYear' && round.opened.year !== undefined)
    return { from: `${round.opened.year - years + 1}-01-01`, to: `${round.opened.year}-12-31` }
  const recognised: { tier: string; on: string; revoked: boolean }[] = []
  for (const it of ledger.registers.get(platform) ?? []) {
    if (it.type === 'PlatformRecognized') recognised.push({ ...it.data, on: firstDay(it.data.on), revoked: false })
    const last = recognised.findLast((of) => it.type === 'RecognitionRevoked' && of.tier === it.data.tier)
    if (last) last.revoked = true
  }
  const [first] = recognised.flatMap((it) => (it.revoked ? [] : it.on)).sort()
  if (kind !== 'sinceRecognition' || first === undefined) throw new Failure('entry-unreadable', at, { field: 'window' })
  return { from: first, to }
}
