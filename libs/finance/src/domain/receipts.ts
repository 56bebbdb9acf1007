import type { PaymentReceived } from '@pilot-ledger/engagements'
import {
  type Checked,
  type Fen,
  fenOf,
  formatAmount,
  isNoReference,
  isRefusal,
  nameKey,
  refuse,
} from '@pilot-ledger/kernel'
import type { Book, BookLine } from './book'
import { openLine } from './statement-commands'
import type { Target } from './targets'
import { receiptWaits, recordedOf, type WaitingReceipts, waitingOf } from './waiting-receipts'

/** What of an open invoice a line pays. */
export interface PaidInvoice {
  readonly target: Target
  readonly open: Fen
  readonly share: Fen
}
/** A line of the bank as the receipt that it may be. */
export interface ReceiptProposed {
  readonly line: BookLine
  readonly open: Fen
  /** The open invoices of who paid, the oldest first, as far as the line goes. */
  readonly invoices: readonly PaidInvoice[]
  /** What of the line is left when they are paid: an advance, or another's. */
  readonly rest: Fen
  /** What of it is recorded and waits for a second person. */
  readonly waiting: Fen
}

/** What the ledger has of the platform's receipts and invoices, and what waits to be recorded. */
export interface Recorded {
  readonly targets: readonly Target[]
  readonly openOf: ReadonlyMap<string, Fen>
  readonly waiting: WaitingReceipts
}

/**
 * Whoever paid is who is named by the bank; his open invoices are paid from the oldest on. Pure. Refusals: those of `openLine`,
 * `line-is-no-receipt`, `line-without-reference`, and where nothing of it is left to record `line-receipt-waits`,
 * `line-receipt-recorded`.
 */
export function receiptProposed(book: Book, recorded: Recorded, id: string): Checked<ReceiptProposed> {
  const { targets, openOf } = recorded
  const line = receivedLine(book, recorded, id)
  if (isRefusal(line)) return line
  const invoices: PaidInvoice[] = []
  let rest = line.open
  const ofPayer = targets.filter(
    (it) => it.kind === 'invoice' && isPayer(line.line, it) && (openOf.get(it.id) ?? 0n) > 0n,
  )
  for (const target of oldestInvoices(ofPayer)) {
    const open = openOf.get(target.id) ?? 0n
    const share = open < rest ? open : rest
    invoices.push({ target, open, share })
    rest -= share
  }
  return { ...line, invoices, rest }
}

export interface ReceiptShare {
  readonly contract: string
  readonly amount: string
}
export interface ReceiptOfContract {
  readonly contract: string
  readonly content: PaymentReceived
}

/**
 * The receipts that are recorded of a line, one of each contract. Also refused: `payer-not-client` where the bank names another than the
 * contract's client (W4 is for a person to state, at the contract), `shares-over-line`, `unknown-target` for a contract of which nothing
 * is invoiced.
 */
export function receiptsOf(
  book: Book,
  recorded: Recorded,
  id: string,
  shares: readonly ReceiptShare[],
): Checked<readonly ReceiptOfContract[]> {
  const { targets } = recorded
  const its = receivedLine(book, recorded, id)
  if (isRefusal(its)) return its
  const { line, open, reference } = its
  const sum = shares.reduce((all, it) => all + fenOf(it.amount), 0n)
  if (sum > open) return overLine(sum, open)
  if (new Set(shares.map((it) => it.contract)).size < shares.length) return namedTwice
  const receipts: ReceiptOfContract[] = []
  for (const [i, { contract, amount }] of shares.entries()) {
    const of = targets.find((it) => it.contract === contract)
    if (!of) return unknownContract(i, contract)
    if (!isPayer(line, of)) return payerNotClient(line, of)
    const data = {
      bankReference: reference,
      payer: of.client,
      share: amount,
      total: formatAmount(line.amount),
      receivedOn: line.day,
    }
    receipts.push({ contract, content: { type: 'PaymentReceived', data } })
  }
  return receipts
}

export interface Received {
  readonly line: BookLine
  /** Neither recorded nor waiting. */
  readonly open: Fen
  readonly waiting: Fen
  readonly reference: string
}

/** Refusals: those of `openLine`, and what is said of `receiptProposed`. */
export function receivedLine(book: Book, { targets, openOf, waiting: all }: Recorded, id: string): Checked<Received> {
  const open = openLine(book, id)
  if (isRefusal(open)) return open
  const line = book.lines.get(id) as BookLine
  if (line.direction !== 'credit') return noReceipt
  const { reference } = line
  if (reference === undefined || isNoReference(reference)) return noReference
  const waiting = waitingOf(line, all)
  const left = open - waiting - recordedOf(line, targets, openOf)
  if (left > 0n) return { line, open: left, waiting, reference }
  return waiting > 0n ? receiptWaits(id, waiting) : alreadyRecorded
}

const isPayer = ({ counterparty }: BookLine, { client }: Target) =>
  counterparty !== undefined && nameKey(counterparty) === nameKey(client.name)

/** Invoices in the order in which money settles them. */
export const oldestInvoices = (invoices: readonly Target[]): Target[] =>
  [...invoices].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.sequence - b.sequence))

const noReceipt = refuse('line-is-no-receipt', {
  zh: '该流水为付款，不是到账',
  en: 'the line is money that went out, no receipt',
})
const noReference = refuse('line-without-reference', {
  zh: '该流水没有银行流水号，请在合同中登记到账并填写回单号',
  en: 'the line has no reference of the bank; record the receipt at the contract, with the number of its slip',
})
const alreadyRecorded = refuse('line-receipt-recorded', {
  zh: '台账已有此回单号的到账，请与该流水匹配，不必再登记',
  en: 'the ledger has a receipt under this number; match the line to it instead of recording it again',
})
const namedTwice = refuse('contract-named-twice', {
  pointer: '/shares',
  zh: '同一合同写了两次',
  en: 'a contract is named twice',
})

function overLine(sum: Fen, open: Fen) {
  return refuse('shares-over-line', {
    rule: 'H5',
    pointer: '/shares',
    zh: `份额之和 ${formatAmount(sum)} 超过该流水未处理的 ${formatAmount(open)}`,
    en: `the shares come to ${formatAmount(sum)}, more than the ${formatAmount(open)} that is open of the line`,
    facts: { shares: formatAmount(sum), open: formatAmount(open) },
  })
}

function unknownContract(i: number, contract: string) {
  return refuse('unknown-target', {
    pointer: `/shares/${i}/contract`,
    zh: '本平台没有此合同，或其尚未开票、到账：请在合同中登记到账',
    en: 'no contract of the platform, or nothing is invoiced or received of it yet: record the receipt at the contract',
    facts: { contract },
  })
}

function payerNotClient({ counterparty = '' }: BookLine, { client, contractNo }: Target) {
  return refuse('payer-not-client', {
    zh: `付款方${counterparty}不是合同 ${contractNo} 的委托方${client.name}：第三方付款请在合同中登记到账并写明付款单位`,
    en: `${counterparty} is not ${client.name}, the client of ${contractNo}: record a third party’s payment at the contract, with its payer`,
    facts: { payer: counterparty, client: client.name, contractNo },
  })
}
