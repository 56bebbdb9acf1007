import { type Fen, flatInSteps, isNoReference, numberKey, type Steps } from '@pilot-ledger/kernel'
import type { StatementLine } from './statement'

/** A line as far as it is known again. */
interface KnownLine extends Pick<StatementLine, 'day' | 'endToEndId'> {
  readonly id: string
  readonly account: string
  readonly direction: string
  readonly amount: Fen
  readonly balance?: Fen
  readonly compared: { readonly reference?: string; readonly payer?: string }
}
/** Where lines are looked for, and where a line can be found: from what tells most to what tells least. */
interface Marks {
  readonly looked: readonly string[]
  readonly found: readonly string[]
}

/**
 * Which lines of a statement are lines of an earlier one. Two exports that overlap tell one movement twice: known by the balance after
 * it, and by the bank's number of it where one of the two has no balance; another balance, or another number, is another movement.
 * Day and amount alone never tell: two equal receipts of a day are two. Each earlier line is repeated by one line of a statement, so
 * that of three equal ones that follow two, one is new.
 */
export class LinesSeen {
  private readonly seen = new Map<string, KnownLine[]>();

  /** By the id of a line, the earlier line it repeats. */
  *repeatedBy(lines: readonly KnownLine[]): Steps<ReadonlyMap<string, string>> {
    const left = new Map<string, KnownLine[]>()
    const taken = new Set<KnownLine>()
    const repeated = new Map<string, string>()
    const take = (mark: string): KnownLine | undefined => {
      const pool = left.get(mark) ?? [...(this.seen.get(mark) ?? [])].reverse()
      left.set(mark, pool)
      for (let it = pool.pop(); it !== undefined; it = pool.pop()) if (!taken.has(it)) return it
      return undefined
    }
    const marks = yield* flatInSteps(lines, (line) => [{ line, looked: marksOf(line).looked }])
    // All that tells most first: a line known for certain is not taken by one that might be it.
    for (let step = 0; step < 3; step++) {
      for (const { line, looked } of marks) {
        yield
        if (looked[step] === undefined || looked[step] === '' || repeated.has(line.id)) continue
        const earlier = take(looked[step])
        if (!earlier) continue
        taken.add(earlier)
        repeated.set(line.id, earlier.id)
      }
    }
    return repeated
  }

  *remember(lines: Iterable<KnownLine>): Steps<void> {
    for (const line of lines) {
      yield
      for (const mark of marksOf(line).found) {
        const known = this.seen.get(mark)
        if (known) known.push(line)
        else this.seen.set(mark, [line])
      }
    }
  }
}

function marksOf({ account, day, direction, amount, balance, compared, endToEndId }: KnownLine): Marks {
  const start = `${numberKey(account)}\n${day}\n${direction}${amount}\n`
  const number = compared.reference ?? (isNoReference(endToEndId) ? undefined : numberKey(endToEndId ?? ''))
  const payer = compared.payer ?? ''
  const withBoth = `${start}both ${balance}\n${number}`
  const anyPayer = `${start}balance ${balance}\n${payer}`
  const unnumbered = `${start}balance alone ${balance}\n${payer}`
  const numbered = `${start}number ${number}`
  const unbalanced = `${start}number alone ${number}`
  if (balance === undefined)
    return number === undefined ? NONE : { looked: ['', '', numbered], found: [numbered, unbalanced] }
  if (number === undefined) return { looked: [unnumbered, anyPayer], found: [unnumbered, anyPayer] }
  return { looked: [withBoth, unnumbered, unbalanced], found: [withBoth, anyPayer, numbered] }
}
const NONE: Marks = { looked: [], found: [] }
