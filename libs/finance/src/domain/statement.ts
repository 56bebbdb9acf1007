import {
  type BusinessDate,
  type Checked,
  day,
  type Fen,
  fenOf,
  formatAmount,
  maybe,
  money,
  refuse,
  type ShapeOf,
  type Steps,
  shape,
  text,
  whole,
} from '@pilot-ledger/kernel'

/** One movement as the bank tells it. */
export const MOVEMENT_FIELDS = {
  /** 1, 2, 3 … in the order of the running balance: oldest first. */
  ordinal: whole,
  day,
  /** Yuan: came in without a sign, went out with minus. */
  amount: money,
  /** What was in the account after it. */
  balance: maybe(money),
  /** The bank's own number of the movement. */
  reference: maybe(text),
  counterparty: maybe(text),
  counterpartyAccount: maybe(text),
  purpose: maybe(text),
  /** The number that who paid gave it, where it is not the reference already. */
  endToEndId: maybe(text),
}
export const STATEMENT_LINE = shape(MOVEMENT_FIELDS)
export type StatementLine = ShapeOf<typeof STATEMENT_LINE>

export const STATEMENT_FORMATS = ['csv', 'xlsx', 'camt.053'] as const
export type StatementFormat = (typeof STATEMENT_FORMATS)[number]

/** 对账单 as a file tells it, before anything is checked. */
export interface StatementDraft {
  readonly account: string
  /** Of the file, lower-case hex. */
  readonly sha256: string
  readonly fileName: string
  readonly format: StatementFormat
  /** The bank's own number of the statement, where it gives one. */
  readonly bankStatementId?: string
  readonly from: BusinessDate
  readonly to: BusinessDate
  readonly opening: string
  readonly closing: string
  readonly lines: readonly StatementLine[]
  /** Where each line stands in the file, for what is said of faults; not kept. */
  readonly rows: readonly number[]
}

export interface StatementTotals {
  readonly credits: Fen
  readonly debits: Fen
}

/** What came and what went, both without sign. */
export function totalsOf(lines: readonly StatementLine[]): StatementTotals {
  let [credits, debits] = [0n, 0n]
  for (const { amount } of lines) {
    const fen = fenOf(amount)
    if (fen >= 0n) credits += fen
    else debits -= fen
  }
  return { credits, debits }
}

/**
 * A statement holds together: days inside its span, every running balance the one before plus the movement, and
 * opening + movements = closing to the fen. Refusals: `statement-line-outside`, `statement-line-empty`,
 * `statement-balance-breaks` (each names the row), `statement-does-not-tie`, `dates-out-of-order`.
 */
export function checkStatement(draft: StatementDraft): Checked<StatementDraft> {
  if (draft.from > draft.to) {
    return refuse('dates-out-of-order', {
      pointer: '/to',
      zh: '对账单截止日早于起始日',
      en: 'the statement ends before it starts',
      facts: { from: draft.from, to: draft.to },
    })
  }
  let balance = fenOf(draft.opening)
  for (const [i, line] of draft.lines.entries()) {
    const row = String(draft.rows[i] ?? line.ordinal)
    if (line.day < draft.from || line.day > draft.to) {
      return refuse('statement-line-outside', {
        zh: `第 ${row} 行的日期不在对账单期间内`,
        en: `the day of row ${row} is outside the statement`,
        facts: { row, day: line.day, from: draft.from, to: draft.to },
      })
    }
    const amount = fenOf(line.amount)
    if (amount === 0n) {
      return refuse('statement-line-empty', {
        zh: `第 ${row} 行没有金额`,
        en: `row ${row} moves nothing`,
        facts: { row },
      })
    }
    balance += amount
    if (line.balance !== undefined && fenOf(line.balance) !== balance) {
      return refuse('statement-balance-breaks', {
        zh: `第 ${row} 行的余额与上一行余额加发生额不符`,
        en: `the balance of row ${row} is not the one before plus its movement`,
        facts: { row, stated: line.balance, computed: formatAmount(balance) },
      })
    }
  }
  if (balance === fenOf(draft.closing)) return draft
  const difference = fenOf(draft.closing) - balance
  return refuse('statement-does-not-tie', {
    zh: '期初余额加发生额不等于期末余额',
    en: 'opening + movements is not closing',
    facts: {
      opening: draft.opening,
      movements: formatAmount(balance - fenOf(draft.opening)),
      closing: draft.closing,
      difference: formatAmount(difference),
    },
  })
}

/** Lines as they go into one entry: an entry must fit an append of the store (1 MiB) with room for what rides along. */
const MOST_BYTES = 700_000
const UTF8 = new TextEncoder()

/** Splits the lines so that each part fits one append; one part at least. */
export function* partsOf(lines: readonly StatementLine[]): Steps<readonly (readonly StatementLine[])[]> {
  const parts: StatementLine[][] = [[]]
  let bytes = 0
  for (const line of lines) {
    yield
    const size = UTF8.encode(JSON.stringify(line)).length + 1
    if (bytes + size > MOST_BYTES && parts[parts.length - 1].length > 0) {
      parts.push([])
      bytes = 0
    }
    parts[parts.length - 1].push(line)
    bytes += size
  }
  return parts
}
