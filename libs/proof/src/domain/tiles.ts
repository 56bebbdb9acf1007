import type { Checked } from '@pilot-ledger/kernel'
import { fromDecimal } from './base64'
import { fault } from './fault'

/** Hashes in a full tile: a subtree of height 8 (c2sp.org/tlog-tiles). */
export const TILE_WIDTH = 256
export const TILE_HEIGHT = 8
const HIGHEST_LEVEL = 63

export interface Tile {
  /** 0 for hashes of leaves; one more for each 8 levels of the tree. `entries`: what the leaves are made of. */
  readonly level: number | 'entries'
  readonly index: number
  /** Hashes or entries in it, 1 to 256. */
  readonly width: number
}

/** How many a tile holds in a tree of `size`; 0 where there is none. */
export function widthOf(level: Tile['level'], index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level))
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH))
}

/** What follows the log's address: `tile/0/x001/234.p/56`. `data`: entries behind lengths of four bytes. */
export function tilePath({ level, index, width }: Omit<Tile, 'level'> & { level: Tile['level'] | 'data' }): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) as string[]
  const path = groups.map((it, i) => (i < groups.length - 1 ? `x${it}` : it)).join('/')
  return `tile/${level}/${path}${width < TILE_WIDTH ? `.p/${width}` : ''}`
}

/** The tile of a path; only the one path that it has is taken. */
export function parseTilePath(path: string): Checked<Tile> {
  const [, named, groups, partial] =
    /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? []
  if (named === undefined) return fault('tile-path-malformed')
  const level: Tile['level'] | undefined = named === 'entries' ? named : fromDecimal(named)
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const width = partial === undefined ? TILE_WIDTH : fromDecimal(partial)
  if (level === undefined || width === undefined || !Number.isSafeInteger(index)) return fault('tile-path-malformed')
  const tile: Tile = { level, index, width }
  const within = (level === 'entries' || level <= HIGHEST_LEVEL) && width > 0
  return within && tilePath(tile) === path ? tile : fault('tile-path-malformed')
}

/** Bytes of the length before an entry: as C2SP has it, and for logs with entries that do not fit. */
export type LengthBytes = 2 | 4

/** Entries one behind the other, each after its length. */
export function entryBundle(entries: readonly Uint8Array[], lengthBytes: LengthBytes = 2): Checked<Buffer> {
  const parts: Uint8Array[] = []
  for (const [at, entry] of entries.entries()) {
    if (entry.length >= 256 ** lengthBytes) return fault('entry-too-long', { at, bytes: entry.length })
    const length = Buffer.alloc(lengthBytes)
    length.writeUIntBE(entry.length, 0, lengthBytes)
    parts.push(length, entry)
  }
  return Buffer.concat(parts)
}
