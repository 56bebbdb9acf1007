import { addTo, type Fen, groupedInSteps, isRefusal, nameKey, type Steps } from '@pilot-ledger/kernel'
import { type Book, type BookLine, openOf } from './book'
import { oldestInvoices, type Recorded, receivedLine } from './receipts'
import type { Target } from './targets'

/** A receipt about which nothing is left to choose: whose contract it is, and the invoice by which it was found. */
export interface SureReceipt {
  readonly contract: string
  readonly contractNo: string
  readonly invoice: string
  /** All that is neither recorded nor waiting of the line. */
  readonly amount: Fen
}

/**
 * Of each line the receipt that it surely is: of what its payer has open one invoice alone is of exactly its money, or all of it is
 * of one contract and takes the whole line. Where a person must choose among contracts, say what the rest is, or which of two like
 * lines came twice, there is none. Pure.
 */
export function* sureReceipts(
  book: Book,
  recorded: Recorded,
  lines: Iterable<BookLine>,
): Steps<ReadonlyMap<string, SureReceipt>> {
  const left = (it: Target) => recorded.openOf.get(it.id) ?? 0n
  const open = recorded.targets.filter((it) => it.kind === 'invoice' && left(it) > 0n)
  const byPayer = yield* groupedInSteps(open, (it) => nameKey(it.client.name))
  const alike = yield* groupedInSteps(book.lines.values(), likeness)
  const byReference = new Map<string, Target[]>()
  for (const it of recorded.targets) {
    yield
    if (it.kind === 'payment' && it.reference !== undefined) addTo(byReference, it.reference, it)
  }
  const sure = new Map<string, SureReceipt>()
  for (const it of lines) {
    yield
    const { reference } = it.compared
    if (it.counterparty === undefined || reference === undefined) continue
    const line = receivedLine(book, { ...recorded, targets: byReference.get(reference) ?? [] }, it.id)
    if (isRefusal(line)) continue
    const ofPayer = oldestInvoices(byPayer.get(nameKey(it.counterparty)) ?? [])
    const invoice = invoiceOf(line.open, ofPayer, left)
    if (!invoice) continue
    const { contract, contractNo, document } = invoice
    const ofContract = ofPayer.reduce((sum, one) => (one.contract === contract ? sum + left(one) : sum), 0n)
    const ofLikeLines = line.open * BigInt(alike.get(likeness(it) ?? '')?.length ?? 1)
    if (ofLikeLines <= ofContract) sure.set(it.id, { contract, contractNo, invoice: document, amount: line.open })
  }
  return sure
}

function invoiceOf(amount: Fen, ofPayer: readonly Target[], left: (it: Target) => Fen): Target | undefined {
  const exact = ofPayer.filter((it) => left(it) === amount)
  const others = ofPayer.filter((it) => it !== exact[0]).map(left)
  if (exact.length === 1 && !comesTo(amount, others)) return exact[0]
  return new Set(ofPayer.map((it) => it.contract)).size === 1 ? ofPayer[0] : undefined
}

/** So many sums are looked at, at most: of more invoices nobody says that only one of them is meant. */
const MOST_SUMS = 4_096

/** Whether some of these may add up to the amount: then the money may be for them as well. */
function comesTo(amount: Fen, of: readonly Fen[]): boolean {
  const sums = new Set<Fen>([0n])
  for (const it of of) {
    for (const sum of [...sums]) if (sum + it <= amount) sums.add(sum + it)
    if (sums.has(amount) || sums.size > MOST_SUMS) return true
  }
  return false
}

/** Open lines of one payer and amount are alike: one of them may be the other, sent again. */
function likeness(it: BookLine): string | undefined {
  const open = openOf(it)
  if (it.direction !== 'credit' || it.counterparty === undefined || open === 0n) return undefined
  return `${nameKey(it.counterparty)}\n${open}`
}
