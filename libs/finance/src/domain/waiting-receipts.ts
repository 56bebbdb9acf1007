import type { EngagementContent } from '@pilot-ledger/engagements'
import { type Fen, fenOf, formatAmount, isNoReference, numberKey, type Refusal, refuse } from '@pilot-ledger/kernel'
import { type Book, type BookLine, openOf } from './book'
import type { Matching } from './matching'
import type { Target } from './targets'

/** Fen of receipts that wait for a second person, by the number of their slip: on no contract yet, and the line's money all the same. */
export type WaitingReceipts = ReadonlyMap<string, Fen>

export function waitingReceipts(contents: Iterable<EngagementContent>): WaitingReceipts {
  const waiting = new Map<string, Fen>()
  for (const { type, data } of contents) {
    if (type !== 'PaymentReceived' || isNoReference(data.bankReference)) continue
    const reference = numberKey(data.bankReference)
    waiting.set(reference, (waiting.get(reference) ?? 0n) + fenOf(data.share))
  }
  return waiting
}

/** What of a line's open amount waits to be recorded as its receipt. */
export function waitingOf(line: BookLine, waiting: WaitingReceipts): Fen {
  const { reference } = line.compared
  const fen = (line.direction === 'credit' && reference !== undefined && waiting.get(reference)) || 0n
  return least(fen, openOf(line))
}

/** What of its open amount the ledger has under the line's number already, not matched to it yet. */
export function recordedOf(line: BookLine, targets: readonly Target[], open: ReadonlyMap<string, Fen>): Fen {
  const its = targets.filter((it) => it.kind === 'payment' && it.reference === line.compared.reference)
  return least(
    its.reduce((sum, it) => sum + (open.get(it.id) ?? 0n), 0n),
    openOf(line),
  )
}

/** What waits is answered first: to settle the line otherwise would leave a receipt without its money. Refusal: `line-receipt-waits`. */
export function refuseWaiting(book: Book, lines: readonly string[], waiting: WaitingReceipts): Refusal | undefined {
  for (const id of lines) {
    const line = book.lines.get(id)
    const fen = line ? waitingOf(line, waiting) : 0n
    if (fen > 0n) return receiptWaits(id, fen)
  }
  return undefined
}

/** What rules find of lines of which nothing waits. */
export function withoutWaiting(matching: Matching, book: Book, waiting: WaitingReceipts): Matching {
  if (waiting.size === 0) return matching
  const proposals = matching.proposals.filter(
    ({ lines }) =>
      !refuseWaiting(
        book,
        lines.map((it) => it.line.id),
        waiting,
      ),
  )
  return { ...matching, proposals }
}

export const receiptWaits = (line: string, fen: Fen) =>
  refuse('line-receipt-waits', {
    zh: `该流水的到账 ${formatAmount(fen)} 已登记，待他人复核：请先复核、退回或撤回`,
    en: `of this line ${formatAmount(fen)} is recorded as a receipt that waits for a second person: have it approved, rejected or withdrawn first`,
    facts: { line, waiting: formatAmount(fen) },
  })

const least = (a: Fen, b: Fen) => (a < b ? a : b)
