import { createHash } from 'node:crypto'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'

/** Bytes of a piece. */
const LONG = 131_072
/** Most bytes that a UTF-16 unit becomes. */
const WIDEST = 3

/** A long text, written bit by bit and held as bytes: as one string it would be put together at once, and that costs more than making it. */
export class Pieces {
  private readonly whole: Buffer[] = []
  private room = Buffer.alloc(0)
  private filled = 0

  write(text: string): void {
    const most = text.length * WIDEST
    if (this.room.length - this.filled < most) {
      this.cut()
      this.room = Buffer.allocUnsafe(Math.max(LONG, most))
    }
    this.filled += this.room.write(text, this.filled)
  }

  /** All of it, when nothing more comes. */
  get bytes(): readonly Buffer[] {
    this.cut()
    return this.whole
  }

  private cut(): void {
    if (this.filled > 0) this.whole.push(this.room.subarray(0, this.filled))
    this.room = this.room.subarray(this.filled)
    this.filled = 0
  }
}

/** Pieces of a file that are alike. */
export interface Part {
  readonly pieces: readonly Buffer[]
  /** In base64: nothing of them comes twice. */
  readonly areHashes: boolean
}

/** The canonical text of an object, by the names of its members, each of which is canonical. Names are plain. */
export function objectIn(members: ReadonlyMap<string, Part>): readonly Part[] {
  const parts: { pieces: Buffer[]; areHashes: boolean }[] = [{ pieces: [], areHashes: false }]
  const add = (pieces: readonly Buffer[], areHashes = false) => {
    const last = parts[parts.length - 1]
    if (last.areHashes === areHashes) last.pieces.push(...pieces)
    else parts.push({ pieces: [...pieces], areHashes })
  }
  for (const [i, name] of [...members.keys()].sort().entries()) {
    add([Buffer.from(`${i === 0 ? '{' : ','}${JSON.stringify(name)}:`)])
    const { pieces, areHashes } = members.get(name) as Part
    add(pieces, areHashes)
  }
  add([Buffer.from('}')])
  return parts
}

/** SHA-256 of all of it, others being served in between. */
export async function digestIn(parts: readonly Part[]): Promise<Buffer> {
  const digest = createHash('sha256')
  for (const it of parts.flatMap(({ pieces }) => pieces)) {
    digest.update(it)
    if (turnIsOver()) await nextTurn()
  }
  return digest.digest()
}
