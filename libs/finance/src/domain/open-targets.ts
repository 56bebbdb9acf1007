import { addTo, type Fen, fenOf, numberKey, type Steps } from '@pilot-ledger/kernel'
import type { Book, BookMatch } from './book'
import { coverInvoices } from './invoice-cover'
import type { Target } from './targets'

/** A line matched to an invoice, as far as no receipt on the ledger tells of its money. */
export interface Unreceipted {
  readonly match: BookMatch
  readonly invoice: Target
  readonly amount: Fen
}
export interface OneMoney {
  /** By receipt: what a line bears out that was matched to an invoice of the same contract under the receipt's own number. */
  readonly borne: ReadonlyMap<string, Fen>
  readonly unreceipted: readonly Unreceipted[]
}

/**
 * A line was matched to an invoice before its receipt was recorded. Once the contract has a receipt under the line's number,
 * it is one money: the receipt is not missing at the bank, nor may another line pay it.
 */
export function* oneMoney(book: Book, targets: Iterable<Target>): Steps<OneMoney> {
  const [known, left] = [new Map<string, Target>(), new Map<string, Fen>()]
  const receipts = new Map<string, Target[]>()
  for (const it of targets) {
    yield
    known.set(it.id, it)
    if (it.kind !== 'payment' || it.reference === undefined) continue
    left.set(it.id, it.amount - (book.allocated.get(it.id) ?? 0n))
    addTo(receipts, `${it.contract}\n${it.reference}`, it)
  }
  const borne = new Map<string, Fen>()
  const unreceipted: Unreceipted[] = []
  for (const match of book.matches.values()) {
    yield
    if (match.state !== 'confirmed') continue
    const lines = roomOf(book, match)
    for (const allocation of match.targets) {
      const invoice = known.get(allocation.target)
      if (allocation.kind !== 'invoice' || !invoice) continue
      let amount = fenOf(allocation.amount)
      for (const line of lines) {
        for (const receipt of receipts.get(`${invoice.contract}\n${line.reference}`) ?? []) {
          const taken = least(least(amount, line.room), left.get(receipt.id) ?? 0n)
          if (taken <= 0n) continue
          amount -= taken
          line.room -= taken
          left.set(receipt.id, (left.get(receipt.id) ?? 0n) - taken)
          borne.set(receipt.id, (borne.get(receipt.id) ?? 0n) + taken)
        }
      }
      if (amount > 0n) unreceipted.push({ match, invoice, amount })
    }
  }
  return { borne, unreceipted }
}

/** What each line of a match can bear out; one line alone bears out all that was matched, differences being explained. */
function roomOf(book: Book, match: BookMatch) {
  const all = match.targets.reduce((sum, it) => sum + fenOf(it.amount), 0n)
  return match.lines.flatMap(({ line, amount }) => {
    const reference = book.lines.get(line)?.reference
    if (reference === undefined) return []
    return [{ reference: numberKey(reference), room: match.lines.length === 1 ? all : fenOf(amount) }]
  })
}

/**
 * What of each target a line can still be matched to: of an invoice less what the bank or the ledger has received for it
 * already, of a receipt less what lines bear out. Never negative.
 */
export function* openTargets(book: Book, targets: readonly Target[]): Steps<ReadonlyMap<string, Fen>> {
  const covered = yield* coverInvoices(book, targets, undefined)
  const { borne } = yield* oneMoney(book, targets)
  const open = new Map<string, Fen>()
  for (const it of targets) {
    yield
    const allocated = book.allocated.get(it.id) ?? 0n
    const taken = it.kind === 'invoice' ? (covered.get(it.id) ?? 0n) : allocated + (borne.get(it.id) ?? 0n)
    // What is matched beyond an invoice's amount of today (`brokenMatch`) leaves nothing open.
    open.set(it.id, it.amount > taken ? it.amount - taken : 0n)
  }
  return open
}

const least = (a: Fen, b: Fen) => (a < b ? a : b)
