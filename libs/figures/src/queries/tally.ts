import type { FigureDefinition } from '../catalogue/figure'

/** What rows add to a figure: an amount or a number, or of a distinct count one of a key, once however many name it. */
export interface Part {
  readonly value: bigint
  readonly key?: number
}

/** What the entries between two cuts did to a figure: effects (fen, or a number) add up to the difference. */
export interface Moves {
  readonly since: bigint
  readonly until: bigint
  readonly effects: readonly { readonly sequence: number; readonly effect: bigint }[]
}

/** A figure as it goes on from entry to entry, by what each row, or the rows of each contract, add to it. */
export class Tally {
  private readonly parts = new Map<number, readonly Part[]>()
  private readonly keys = new Map<number, number>()
  private readonly values: { sequence: number; value: bigint }[] = []
  private sum = 0n

  constructor(private readonly figure: FigureDefinition) {}

  get value(): bigint {
    return this.figure.measure === 'distinct' ? BigInt(this.keys.size) : this.sum
  }

  /** From a sequence on, never earlier than the last one. */
  replace(sequence: number, of: number, parts: readonly Part[]): void {
    for (const it of this.parts.get(of) ?? []) this.add(it, -1)
    for (const it of parts) this.add(it, 1)
    this.parts.set(of, parts)
    if (this.values.at(-1)?.sequence === sequence) this.values.pop()
    this.values.push({ sequence, value: this.value })
  }

  moves(since: number): Moves {
    const first = this.values[0]?.sequence === since ? this.values[0].value : 0n
    const effects: { sequence: number; effect: bigint }[] = []
    let before = first
    for (const { sequence, value } of this.values) {
      if (value !== before) effects.push({ sequence, effect: value - before })
      before = value
    }
    return { since: first, until: this.value, effects }
  }

  private add({ value, key }: Part, sign: 1 | -1): void {
    this.sum += BigInt(sign) * value
    if (key === undefined) return
    const count = (this.keys.get(key) ?? 0) + sign
    if (count === 0) this.keys.delete(key)
    else this.keys.set(key, count)
  }
}
