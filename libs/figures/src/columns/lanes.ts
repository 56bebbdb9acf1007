import { FACT, isOfRegister, TAX } from './fact-kinds'
import { NONE as OPEN } from './index-chain'

/** One for each kind of a contract's facts and tax basis. */
const LANES = 2 * FACT.recognized
export const laneOf = (kind: number, exclusive: 0 | 1): number => 2 * kind + exclusive

/** Kinds that count by their contract's signing day; the others by their own. */
const BY_CONTRACT: ReadonlySet<number> = new Set([FACT.signed, FACT.calledOff, FACT.amended, FACT.product])
export const countsByContract = (kind: number): boolean => BY_CONTRACT.has(kind)

const WITH_AMOUNT: ReadonlySet<number> = new Set([
  ...[FACT.signed, FACT.calledOff, FACT.amended],
  ...[FACT.invoiced, FACT.reversed, FACT.received, FACT.refunded],
])
const WITH_KEY: ReadonlySet<number> = new Set([FACT.signed, FACT.product, FACT.batchStarted, FACT.approval])
export const hasKeys = (kind: number): boolean => WITH_KEY.has(kind)

/** Rows that may come after those in lanes before lanes are made anew: few, or a small part. */
const MOST_AFTER = 64
const MOST_AFTER_PART = 1 / 64

/** The day of a row that was ended since: neither this nor its distance to any day is in a window. */
const NEVER = 2 ** 30 + 1

/** Lanes that are kept in all: those of some ten million entries. */
const MOST_BYTES = 192 * 2 ** 20

/** The columns they are laid out from. */
interface Laid {
  readonly kind: Uint8Array
  readonly tax: Uint8Array
  readonly key: Uint32Array
  readonly date: Int32Array
  readonly contractDate: Int32Array
  readonly amount: Float64Array
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/**
 * The contracts' facts of a platform that nothing had ended when this was made, laid out for figures: kind by kind, in the
 * order of the log, the day they count by, their row, and amount or key where their kind has them. Kept in memory only, made
 * when first asked for. So a figure that sums or counts looks at the days of its own kinds, one after another, and at
 * nothing else; the few rows that were ended, or came since, are asked one by one.
 */
export class Lanes {
  /** Where each lane begins, in `days` and `rows`; of the last its end. */
  readonly begins: number[] = []
  readonly amountsFrom: number[] = []
  readonly keysFrom: number[] = []
  readonly days: Int32Array
  readonly rows: Int32Array
  readonly keys: Int32Array
  readonly amounts: Float64Array
  /** Rows that were ended, each with the cuts at which it held: hardly one holds, and looking it up is dear. */
  private readonly ended: number[] = []
  /** The sequence at which the last of them was added. */
  readonly last: number

  constructor(
    { kind, tax, key, date, contractDate, amount, from, to }: Laid,
    /** Calls for each of the platform's rows, the oldest first. */
    each: (visit: (row: number) => void) => void,
    /** How many of the platform's rows are here, or among `ended`. */
    readonly count: number,
  ) {
    const sizes = new Int32Array(LANES)
    let last = 0
    each((row) => {
      last = from[row]
      if (isOfRegister(kind[row])) return
      if (to[row] === OPEN) sizes[laneAt(kind[row], tax[row])]++
      else this.ended.push(row, from[row], to[row])
    })
    let [begin, amounts, keys] = [0, 0, 0]
    for (let lane = 0; lane < LANES; lane++) {
      this.begins.push(begin)
      this.amountsFrom.push(amounts)
      this.keysFrom.push(keys)
      begin += sizes[lane]
      if (WITH_AMOUNT.has(lane >> 1)) amounts += sizes[lane]
      if (WITH_KEY.has(lane >> 1)) keys += sizes[lane]
    }
    this.begins.push(begin)
    const ints = new Int32Array(2 * begin + keys)
    this.days = ints.subarray(0, begin)
    this.rows = ints.subarray(begin, 2 * begin)
    this.keys = ints.subarray(2 * begin)
    this.amounts = new Float64Array(amounts)
    const filled = new Int32Array(LANES)
    each((row) => {
      if (isOfRegister(kind[row]) || to[row] !== OPEN) return
      const lane = laneAt(kind[row], tax[row])
      const at = filled[lane]++
      this.days[this.begins[lane] + at] = countsByContract(kind[row]) ? contractDate[row] : date[row]
      this.rows[this.begins[lane] + at] = row
      if (WITH_AMOUNT.has(kind[row])) this.amounts[this.amountsFrom[lane] + at] = amount[row]
      if (WITH_KEY.has(kind[row])) this.keys[this.keysFrom[lane] + at] = key[row]
    })
    this.last = last
  }

  /** Rows that were ended since, and held at a cut. */
  eachEnded(cut: number, visit: (row: number) => void): void {
    const { ended } = this
    for (let i = 0; i < ended.length; i += 3) if (ended[i + 1] <= cut && cut < ended[i + 2]) visit(ended[i])
  }

  /** The first of a lane's rows that was not known at a cut. */
  knownAt(cut: number, lane: number, from: Uint32Array): number {
    let [low, high] = [this.begins[lane], this.begins[lane + 1]]
    if (cut >= this.last) return high
    while (low < high) {
      const middle = (low + high) >> 1
      if (from[this.rows[middle]] <= cut) low = middle + 1
      else high = middle
    }
    return low
  }

  /** From a sequence on a row holds no longer: it lies in its lane no more, if it did. */
  end(row: number, lane: number, from: number, to: number): void {
    let [low, high] = [this.begins[lane], this.begins[lane + 1]]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.rows[middle] < row) low = middle + 1
      else high = middle
    }
    if (low === this.begins[lane + 1] || this.rows[low] !== row) return
    this.days[low] = NEVER
    this.ended.push(row, from, to)
  }

  /** Whether they stand for the platform's facts as they are now, but for a few that came since. */
  areNear(count: number): boolean {
    return count - this.count <= Math.max(MOST_AFTER, count * MOST_AFTER_PART)
  }

  get bytes(): number {
    return this.days.buffer.byteLength + this.amounts.byteLength + 8 * this.ended.length
  }
}

/** Platforms' lanes as they were asked for: no more bytes of them than so many, those asked for least lately go first. */
export class KeptLanes {
  private readonly lanes = new Map<number, Lanes>()
  private bytes = 0

  constructor(private readonly most = MOST_BYTES) {}

  of(platform: number, count: number, make: () => Lanes): Lanes {
    const known = this.lanes.get(platform)
    const lanes = known?.areNear(count) ? known : make()
    this.lanes.delete(platform)
    this.lanes.set(platform, lanes)
    if (lanes === known) return lanes
    this.bytes += lanes.bytes - (known?.bytes ?? 0)
    for (const [oldest, its] of this.lanes) {
      if (this.bytes <= this.most) break
      this.bytes -= its.bytes
      this.lanes.delete(oldest)
    }
    return lanes
  }

  end(platform: number, row: number, kind: number, tax: number, from: number, to: number): void {
    const lanes = this.lanes.get(platform)
    if (!lanes || isOfRegister(kind)) return
    this.bytes -= lanes.bytes
    lanes.end(row, laneAt(kind, tax), from, to)
    this.bytes += lanes.bytes
  }
}

const laneAt = (kind: number, tax: number): number => 2 * kind + (tax === TAX.exclusive ? 1 : 0)
