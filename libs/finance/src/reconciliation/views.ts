import { type Fen, formatAmount, numberKey } from '@pilot-ledger/kernel'
import { type Book, type BookLine, type BookMatch, type BookStatement, isWhole, openOf } from '../domain/book'
import type { Matching } from '../domain/matching'
import type { Option } from '../domain/matching-terms'
import { lastStatement } from '../domain/statement-order'
import type { SureReceipt } from '../domain/sure-receipts'
import type { Target } from '../domain/targets'

/** How this room tells of its things; fields without a value are left out. */
export function accountView(book: Book, window: { from?: string; to?: string }) {
  const whole = [...book.statements.values()].filter((it) => isWhole(it) && overlaps(it, window))
  return [...book.accounts.values()].map((it) => {
    const own = whole.filter((statement) => numberKey(statement.account) === numberKey(it.account))
    const last = lastStatement(own)
    return {
      account: it.account,
      bank: it.bank,
      holder: it.holder,
      currency: it.currency,
      columnMap: it.columnMap,
      openedOn: it.openedOn,
      closedOn: it.closedOn,
      statements: own.length,
      ...(last ? { upTo: last.to, balance: last.closing } : {}),
    }
  })
}

export function overlaps(it: { from: string; to: string }, window: { from?: string; to?: string }): boolean {
  return (window.to === undefined || it.from <= window.to) && (window.from === undefined || it.to >= window.from)
}

export function statementView(book: Book, it: BookStatement) {
  const lines = it.lines.flatMap((line) => book.lines.get(`${it.statement}.${line.ordinal}`) ?? [])
  return {
    statement: it.statement,
    entryId: it.entry,
    recordedAt: new Date(it.recordedAt).toISOString(),
    account: it.account,
    fileName: it.fileName,
    sha256: it.sha256,
    format: it.format,
    bankStatementId: it.bankStatementId,
    from: it.from,
    to: it.to,
    opening: it.opening,
    closing: it.closing,
    credits: it.credits,
    debits: it.debits,
    lineCount: it.lineCount,
    whole: it.partsBrought === it.parts,
    voided: it.voided?.reason,
    openLines: lines.filter((line) => openOf(line) > 0n).length,
  }
}

export interface LineExplanation {
  readonly entryId: string
  readonly amount: string
  /** Of an adjustment; what was set aside has none. */
  readonly kind?: string
  readonly reason: string
}

/** By line, what of it was adjusted or set aside: why, and which entry a void would take back. */
export function explanationsOf({ adjustments, setAside }: Book): Map<string, LineExplanation[]> {
  const of = new Map<string, LineExplanation[]>()
  for (const it of [...adjustments, ...setAside]) {
    if (it.line === undefined) continue
    const { entry: entryId, amount, reason } = it
    const kind = 'kind' in it ? { kind: it.kind } : {}
    of.set(it.line, [...(of.get(it.line) ?? []), { entryId, amount, ...kind, reason }])
  }
  return of
}

export function lineView(
  line: BookLine,
  waiting: Fen,
  matches: readonly string[] = [],
  explained: readonly LineExplanation[] = [],
  sure?: SureReceipt,
) {
  const { id, matched, adjusted, setAside, amount, balance, compared: _compared, ...rest } = line
  return {
    line: id,
    ...rest,
    amount: formatAmount(amount),
    ...(balance === undefined ? {} : { balance: formatAmount(balance) }),
    matched: formatAmount(matched),
    adjusted: formatAmount(adjusted),
    setAside: formatAmount(setAside),
    open: formatAmount(openOf(line)),
    waiting: formatAmount(waiting),
    explained,
    matches,
    ...(sure && { receipt: { ...sure, amount: formatAmount(sure.amount) } }),
  }
}

export function targetView(it: Target, open: bigint) {
  return {
    target: it.id,
    entryId: it.entry,
    sequence: it.sequence,
    kind: it.kind,
    direction: it.direction,
    contract: it.contract,
    contractNo: it.contractNo,
    client: it.client.name,
    payer: it.payer.name,
    reference: it.reference,
    document: it.document,
    day: it.day,
    amount: formatAmount(it.amount),
    open: formatAmount(open),
  }
}

/** Each line and entry with what a person knows it by: a list of matches is read without any other. */
export function matchView(book: Book, targets: ReadonlyMap<string, Target>, it: BookMatch) {
  return {
    match: it.match,
    entryId: it.entry,
    recordedAt: new Date(it.recordedAt).toISOString(),
    rule: it.rule,
    state: it.state,
    difference: formatAmount(it.difference),
    tolerance: it.tolerance,
    note: it.note,
    undone: it.undone,
    lines: it.lines.map((one) => {
      const line = book.lines.get(one.line)
      return { ...one, day: line?.day, counterparty: line?.counterparty, reference: line?.reference }
    }),
    targets: it.targets.map((one) => {
      const known = targets.get(one.target)
      return { ...one, contractNo: known?.contractNo, document: known?.document }
    }),
    adjustments: book.adjustments
      .filter((adjustment) => adjustment.match === it.match)
      .map(({ entry, amount, kind, reason }) => ({ entryId: entry, amount, kind, reason })),
  }
}

function optionView({ lines, targets }: Option) {
  return {
    lines: lines.map(({ line, amount }) => ({ line: line.id, amount: formatAmount(amount) })),
    targets: targets.map(({ target, amount }) => ({
      target: target.id,
      entryId: target.entry,
      kind: target.kind,
      contract: target.contract,
      contractNo: target.contractNo,
      amount: formatAmount(amount),
    })),
  }
}

/** Of very many the first: a year of doubtful lines would be an answer of a hundred megabytes. */
const MOST_SUGGESTIONS = 500

export function suggestionsView({ proposals, ambiguous }: Matching, book: Book) {
  return {
    total: { proposals: proposals.length, ambiguous: ambiguous.length },
    proposals: proposals.slice(0, MOST_SUGGESTIONS).map((it) => ({
      rule: it.rule,
      state: it.certain ? ('confirmed' as const) : ('suggested' as const),
      difference: formatAmount(it.difference),
      ...optionView(it),
    })),
    ambiguous: ambiguous.slice(0, MOST_SUGGESTIONS).map(({ line, rule, options }) => {
      const known = book.lines.get(line.id)
      return {
        line: line.id,
        ...(known ? { day: known.day } : {}),
        open: formatAmount(line.open),
        rule,
        options: options.map(optionView),
      }
    }),
  }
}

/** Σ lines = Σ matched + adjusted + set aside + open, and Σ matched lines = Σ matched entries + differences: to the fen. */
export function proofOf(book: Book) {
  const known = proofs.get(book)
  if (known) return known
  const sum = { lines: 0n, matched: 0n, adjusted: 0n, setAside: 0n, open: 0n }
  for (const it of book.lines.values()) {
    sum.lines += it.amount
    sum.matched += it.matched
    sum.adjusted += it.adjusted
    sum.setAside += it.setAside
    sum.open += openOf(it)
  }
  const confirmed = [...book.matches.values()].filter((it) => it.state === 'confirmed')
  const entries = [...book.allocated.values()].reduce((total, it) => total + it, 0n)
  const proof = {
    lines: formatAmount(sum.lines),
    matched: formatAmount(sum.matched),
    adjusted: formatAmount(sum.adjusted),
    setAside: formatAmount(sum.setAside),
    open: formatAmount(sum.open),
    matchedEntries: formatAmount(entries),
    differences: formatAmount(confirmed.reduce((total, it) => total + it.difference, 0n)),
  }
  proofs.set(book, proof)
  return proof
}

/** A book never changes, so its sums are added up once: every page of a queue tells them. */
const proofs = new WeakMap<Book, Readonly<Record<Sum, string>>>()
type Sum = 'lines' | 'matched' | 'adjusted' | 'setAside' | 'open' | 'matchedEntries' | 'differences'
