import type { Position } from '../port'

/** Where an entry stands in the store's log: byte offsets, growing, not dense. */
export interface StorePosition {
  readonly commit: bigint
  readonly prepare: bigint
}

/** `commit/prepare`, or one number where they are the same. */
export function positionText(commit: bigint | string, prepare: bigint | string): Position {
  return commit === prepare ? String(commit) : `${commit}/${prepare}`
}

const POSITION = /^(\d{1,19})(?:\/(\d{1,19}))?$/

/** TypeError for what is no position of this store. */
export function parsePosition(position: Position): StorePosition {
  const match = POSITION.exec(position)
  if (!match) throw new TypeError(`not a position of this log: ${position}`)
  return { commit: BigInt(match[1]), prepare: BigInt(match[2] ?? match[1]) }
}

/** As numbers, not as texts: "9" is before "10". */
export function comparePositions(a: Position, b: Position): number {
  if (a === b) return 0
  const [x, y] = [parsePosition(a), parsePosition(b)]
  const difference = x.commit === y.commit ? x.prepare - y.prepare : x.commit - y.commit
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
