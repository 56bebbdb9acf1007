import { byDay, Gathered, LARGE, LONG, OF_ENDED, pushEnded, SHORT } from './gathered'
import { ADDED, type InLane, KEYED, LANES, type Laid } from './lane-kinds'

/** Rows that may come after those in lanes before lanes are made longer: few, or a small part. */
const MOST_AFTER = 64
const MOST_AFTER_PART = 1 / 64

/** Earlier than every day, and later; the day of a row that was ended since is in no window that ends before it. */
export const [EVER_BEFORE, EVER_AFTER] = [-(2 ** 30), 2 ** 30]
const NEVER = EVER_AFTER + 1

export type VisitLaid = (columns: Laid, row: number) => void
/** Goes through a platform's rows from the nth on, the oldest first. */
type EachRow = (from: number, visit: VisitLaid) => void

/**
 * The contracts' facts of a platform laid out for figures, kind by kind, in blocks of the order of the log that are each
 * sorted by the day they count by, amounts added up from the beginning of the block. So a figure finds what a window has of
 * a block by two searches, and an earlier cut leaves out whole blocks, but for one whose rows are asked one by one. Kept in
 * memory only, made when first asked for. Rows that were ended lie apart: they are few.
 */
export class Lanes {
  /** Where each lane begins, in `days` and `froms`; of the last its end. */
  private readonly begins = new Int32Array(LANES + 1)
  private readonly blocksFrom = new Int32Array(LANES + 1)
  private readonly sumsFrom = new Int32Array(LANES + 1)
  private readonly keysFrom = new Int32Array(LANES + 1)
  private readonly days: Int32Array
  /** The sequence from which on it holds. */
  private readonly froms: Uint32Array
  /** Of each block the last of them. */
  private readonly known: Uint32Array
  private readonly sums: Float64Array
  readonly keys: Int32Array
  private readonly ended: number[]
  /** A bit for each lane that has rows. */
  private filled = 0

  private constructor(
    private readonly block: number,
    /** How many of the platform's rows are here. */
    readonly count: number,
    fresh: Gathered,
    earlier?: Lanes,
  ) {
    this.ended = [...(earlier?.ended ?? []), ...fresh.ended]
    for (let lane = 0; lane < LANES; lane++) {
      const size = (earlier?.whole(lane) ?? 0) + fresh.days[lane].length
      this.begins[lane + 1] = this.begins[lane] + size
      if (size > 0) this.filled |= 1 << lane
      this.blocksFrom[lane + 1] = this.blocksFrom[lane] + Math.ceil(size / block)
      this.sumsFrom[lane + 1] = this.sumsFrom[lane] + (ADDED[lane] ? size : 0)
      this.keysFrom[lane + 1] = this.keysFrom[lane] + (KEYED[lane] ? size : 0)
    }
    const [rows, blocks, sums, keys] = [this.begins, this.blocksFrom, this.sumsFrom, this.keysFrom].map(
      (it) => it[LANES],
    )
    const room = new ArrayBuffer(8 * sums + 4 * (2 * rows + blocks + keys))
    this.sums = new Float64Array(room, 0, sums)
    this.days = new Int32Array(room, 8 * sums, rows)
    this.froms = new Uint32Array(room, 8 * sums + 4 * rows, rows)
    this.known = new Uint32Array(room, 8 * sums + 8 * rows, blocks)
    this.keys = new Int32Array(room, 8 * sums + 8 * rows + 4 * blocks, keys)
    for (let lane = 0; lane < LANES; lane++) {
      if (earlier) this.takeOver(earlier, lane)
      this.fill(lane, earlier?.whole(lane) ?? 0, fresh)
    }
  }

  /** Of all of a platform's rows, or with those that came since an earlier one was made. */
  static of(each: EachRow, count: number, earlier?: Lanes): Lanes {
    const fresh = new Gathered()
    for (let lane = 0; lane < LANES; lane++) earlier?.giveRest(lane, fresh)
    each(earlier?.count ?? 0, (columns, row) => fresh.add(columns, row))
    const block = fresh.largest > LARGE ? SHORT : LONG
    if (earlier && block < earlier.block) return Lanes.of(each, count)
    return new Lanes(earlier?.block ?? block, count, fresh, earlier)
  }

  /** Rows of a lane's whole blocks. */
  private whole(lane: number): number {
    const size = this.begins[lane + 1] - this.begins[lane]
    return size - (size % this.block)
  }

  private giveRest(lane: number, to: Gathered): void {
    for (let at = this.begins[lane] + this.whole(lane); at < this.begins[lane + 1]; at++)
      if (this.days[at] !== NEVER) to.put(this.at(lane, at))
  }

  private at(lane: number, at: number): InLane {
    const key = KEYED[lane] ? this.keys[this.keyAt(lane, at)] : 0
    return { lane, day: this.days[at], from: this.froms[at], amount: this.sum(lane, at, at + 1), key }
  }

  private takeOver(earlier: Lanes, lane: number): void {
    const whole = earlier.whole(lane)
    const copy = <A extends Int32Array | Uint32Array | Float64Array>(
      of: (it: Lanes) => A,
      from: (it: Lanes) => Int32Array,
      count: number,
    ) => {
      const first = from(earlier)[lane]
      of(this).set(of(earlier).subarray(first, first + count), from(this)[lane])
    }
    copy(
      (it) => it.days,
      (it) => it.begins,
      whole,
    )
    copy(
      (it) => it.froms,
      (it) => it.begins,
      whole,
    )
    copy(
      (it) => it.known,
      (it) => it.blocksFrom,
      whole / this.block,
    )
    if (ADDED[lane])
      copy(
        (it) => it.sums,
        (it) => it.sumsFrom,
        whole,
      )
    if (KEYED[lane])
      copy(
        (it) => it.keys,
        (it) => it.keysFrom,
        whole,
      )
  }

  /** What was gathered, block by block, after so many rows. */
  private fill(lane: number, after: number, { days, froms, amounts, keys }: Gathered): void {
    const gathered = days[lane].length
    for (let first = 0; first < gathered; first += this.block) {
      const size = Math.min(this.block, gathered - first)
      const order = byDay(days[lane], first, size)
      let [sum, last] = [0, 0]
      for (let i = 0; i < size; i++) {
        const from = first + order[i]
        const place = after + first + i
        const at = this.begins[lane] + place
        this.days[at] = days[lane][from]
        this.froms[at] = froms[lane][from]
        last = Math.max(last, froms[lane][from])
        if (ADDED[lane]) {
          sum += amounts[lane][from]
          this.sums[this.sumsFrom[lane] + place] = sum
        }
        if (KEYED[lane]) this.keys[this.keysFrom[lane] + place] = keys[lane][from]
      }
      this.known[this.blocksFrom[lane] + (after + first) / this.block] = last
    }
  }

  /** Whether a lane has rows: most have not, and to look further is to wait for memory. */
  has(lane: number): boolean {
    return (this.filled & (1 << lane)) !== 0
  }

  /**
   * Where the rows of a lane stand that were known at a cut and count by a day from a day to a day: pairs of a first and an
   * end, each pair within one block; how many numbers. `found` is made longer where it is too short.
   */
  find(lane: number, from: number, to: number, cut: number, found: number[]): number {
    const { days, froms, known, block } = this
    const last = this.begins[lane + 1]
    let count = 0
    let at = this.blocksFrom[lane]
    for (let first = this.begins[lane]; first < last; first += block, at++) {
      const end = Math.min(first + block, last)
      const low = from === EVER_BEFORE ? first : notBefore(days, first, end, from)
      const high = notBefore(days, low, end, to + 1)
      if (known[at] <= cut) {
        if (low === high) continue
        found[count++] = low
        found[count++] = high
        continue
      }
      const before = count
      for (let i = low; i < high; i++) {
        if (froms[i] > cut) continue
        if (count > before && found[count - 1] === i) found[count - 1] = i + 1
        else {
          found[count++] = i
          found[count++] = i + 1
        }
      }
      break
    }
    return count
  }

  /** Rows that were ended since, and held at a cut. */
  eachEnded(cut: number, visit: (lane: number, day: number, amount: number, key: number) => void): void {
    const { ended } = this
    for (let i = 0; i < ended.length; i += OF_ENDED)
      if (ended[i + 4] <= cut && cut < ended[i + 5]) visit(ended[i], ended[i + 1], ended[i + 2], ended[i + 3])
  }

  /** Of rows of one block: a whole number below 2^53. */
  sum(lane: number, first: number, end: number): number {
    if (!ADDED[lane] || first === end) return 0
    const from = this.sumsFrom[lane] - this.begins[lane]
    const isFirst = (first - this.begins[lane]) % this.block === 0
    return this.sums[from + end - 1] - (isFirst ? 0 : this.sums[from + first - 1])
  }

  /** Where in `keys` that of a row is. */
  keyAt(lane: number, at: number): number {
    return this.keysFrom[lane] + at - this.begins[lane]
  }

  /** From a sequence on it holds no longer: it lies in its lane no more, if it did. One that says the same is as good. */
  end(fact: InLane, to: number): void {
    const { lane } = fact
    for (
      let first = this.begins[lane], at = this.blocksFrom[lane];
      first < this.begins[lane + 1];
      first += this.block, at++
    ) {
      if (this.known[at] < fact.from) continue
      const end = Math.min(first + this.block, this.begins[lane + 1])
      for (let i = notBefore(this.days, first, end, fact.day); i < end && this.days[i] === fact.day; i++) {
        const { from, amount, key } = this.at(lane, i)
        if (from !== fact.from || (ADDED[lane] && amount !== fact.amount)) continue
        if (KEYED[lane] && key !== fact.key) continue
        this.takeOut(lane, i, end)
        pushEnded(this.ended, fact, to)
        return
      }
    }
  }

  /** Those after it in its block move up; in the last place is nothing. */
  private takeOut(lane: number, at: number, end: number): void {
    const amount = this.sum(lane, at, at + 1)
    this.days.copyWithin(at, at + 1, end)
    this.froms.copyWithin(at, at + 1, end)
    this.days[end - 1] = NEVER
    if (KEYED[lane]) this.keys.copyWithin(this.keyAt(lane, at), this.keyAt(lane, at + 1), this.keyAt(lane, end))
    if (!ADDED[lane]) return
    const shift = this.sumsFrom[lane] - this.begins[lane]
    for (let i = at + shift; i < end - 1 + shift; i++) this.sums[i] = this.sums[i + 1] - amount
  }

  /** Whether they stand for the platform's facts as they are now, but for a few that came since. */
  areNear(count: number): boolean {
    return count - this.count <= Math.max(MOST_AFTER, count * MOST_AFTER_PART)
  }

  get bytes(): number {
    return this.days.buffer.byteLength + 8 * this.ended.length
  }
}

/** The first of sorted days from a place to before another that is not before a day. */
function notBefore(days: Int32Array, first: number, end: number, day: number): number {
  let [low, high] = [first, end]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle] < day) low = middle + 1
    else high = middle
  }
  return low
}
