import { BECAUSE, ENTRY_WARNING } from '@pilot-ledger/engagements/recording'
import {
  anyObject,
  CUT,
  day,
  instant,
  listOf,
  mapOf,
  maybe,
  money,
  named,
  oneOf,
  RECORDED_FIELDS,
  shape,
  text,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import { MATCHING_RULES, TARGET_KINDS } from '../definitions/reconciliation'
import { QUEUE_KINDS } from '../domain/queue-item'

const asOf = CUT
const rule = oneOf(...MATCHING_RULES)
const kind = oneOf(...TARGET_KINDS)
const direction = oneOf('credit', 'debit')

export const STATEMENT_RECORDED = named('RecordedStatement', {
  ...RECORDED_FIELDS,
  statement: text,
  /** Of a file with several, all that it has brought. */
  statements: maybe(listOf(text)),
})
export const MATCH_RECORDED = named('RecordedMatch', { ...RECORDED_FIELDS, match: text })
export const RUN_RECORDED = named('RecordedRun', {
  ...RECORDED_FIELDS,
  matches: listOf(text),
  /** Of them: those that stand, those that are the bank's own charges, and those that wait for a person. */
  confirmed: whole,
  charges: whole,
  suggested: whole,
  /** What the rules find beyond what one run records. */
  left: whole,
})

const movement = {
  ordinal: whole,
  day,
  balance: maybe(money),
  reference: maybe(text),
  counterparty: maybe(text),
  counterpartyAccount: maybe(text),
  purpose: maybe(text),
  endToEndId: maybe(text),
  amount: money,
}
const fault = named('StatementFault', { code: text, pointer: text, zh: text, en: text, facts: mapOf(text) })
const readyMap = named('ReadyMap', { code: text, bank: text, columnMap: anyObject })
export const READY_MAPS = named('ReadyMaps', { readyMaps: listOf(readyMap) })
export const STATEMENT_PREVIEW = named('StatementPreview', {
  account: text,
  fileName: text,
  sha256: text,
  wouldRecord: yesNo,
  faults: listOf(fault),
  /** What is to be known before it is recorded: gaps, overlaps, lines that came before, what was left out. */
  notices: listOf(fault),
  /** Rows of totals that are no movements. */
  totalRows: listOf(whole),
  statement: maybe(
    shape({
      format: text,
      from: day,
      to: day,
      opening: money,
      closing: money,
      credits: money,
      debits: money,
      lineCount: whole,
      /** The first hundred. */
      lines: listOf(shape({ ...movement, row: whole })),
    }),
  ),
  /** The statements that a camt.053 holds: of several one is chosen by its number, or all. */
  inFile: listOf(
    shape({
      bankStatementId: maybe(text),
      account: maybe(text),
      from: maybe(day),
      to: maybe(day),
      opening: maybe(money),
      closing: maybe(money),
      lineCount: whole,
    }),
  ),
  /** The first rows as they stand, where the file could not be read under its map. */
  sample: listOf(shape({ sheet: text, row: whole, cells: listOf(text) })),
  /** Then also: ready maps of banks whose headings it has, the one that fits best first. */
  readyMaps: listOf(readyMap),
})

export const ACCOUNTS = named('BankAccounts', {
  platform: text,
  asOf,
  accounts: listOf(
    shape({
      account: text,
      bank: text,
      holder: text,
      currency: text,
      columnMap: maybe(anyObject),
      openedOn: maybe(day),
      closedOn: maybe(day),
      statements: whole,
      upTo: maybe(day),
      balance: maybe(money),
    }),
  ),
})
export const STATEMENTS = named('BankStatements', {
  platform: text,
  asOf,
  statements: listOf(
    shape({
      statement: text,
      entryId: text,
      recordedAt: instant,
      account: text,
      fileName: text,
      sha256: text,
      format: text,
      bankStatementId: maybe(text),
      from: day,
      to: day,
      opening: money,
      closing: money,
      credits: money,
      debits: money,
      lineCount: whole,
      whole: yesNo,
      voided: maybe(text),
      openLines: whole,
    }),
  ),
})
export const LINES = named('BankLines', {
  platform: text,
  asOf,
  total: whole,
  lines: listOf(
    shape({
      ...movement,
      line: text,
      statement: text,
      account: text,
      direction,
      repeats: maybe(text),
      matched: money,
      adjusted: money,
      setAside: money,
      open: money,
      /** Of what is open: recorded as a receipt that waits for a second person. */
      waiting: money,
      /** What was adjusted (with its kind) or set aside, and the entry that a void takes back. */
      explained: listOf(shape({ entryId: text, amount: money, kind: maybe(text), reason: text })),
      /** Suggested and confirmed ones. */
      matches: listOf(text),
      /** 登记到账, where nothing is left to choose: the contract, the invoice by which it was found, all that is open of the line. */
      receipt: maybe(shape({ contract: text, contractNo: text, invoice: text, amount: money })),
    }),
  ),
  next: maybe(text),
})
const target = {
  target: text,
  entryId: text,
  sequence: whole,
  kind,
  direction,
  contract: text,
  contractNo: text,
  client: text,
  payer: text,
  reference: maybe(text),
  document: text,
  day,
  amount: money,
  open: money,
}
export const TARGETS = named('MatchingTargets', {
  platform: text,
  asOf,
  total: whole,
  targets: listOf(shape(target)),
  next: maybe(text),
})
/** A line as a receipt: the open invoices of who paid, oldest first, with what of the line each takes. */
export const RECEIPT_PROPOSED = named('ReceiptProposed', {
  line: text,
  day,
  reference: maybe(text),
  payer: maybe(text),
  /** Neither recorded under the line's number nor waiting. */
  open: money,
  /** Recorded, and waiting for a second person. */
  waiting: money,
  rest: money,
  invoices: listOf(shape({ ...target, share: money })),
})
export const RECEIPT_RECORDED = named('RecordedReceipt', {
  id: text,
  /** The receipts. */
  entries: listOf(text),
  /** Absent where a receipt waits for a second person. */
  match: maybe(text),
  waits: yesNo,
  position: maybe(text),
  /** 试登记: nothing was recorded; what it would bring, of all of them, and why it would wait. */
  trial: maybe(yesNo),
  warnings: maybe(listOf(ENTRY_WARNING)),
  because: maybe(listOf(BECAUSE)),
})
const lineAmount = named('LineAmount', { line: text, amount: money })
export const MATCHES = named('Matches', {
  platform: text,
  asOf,
  total: whole,
  matches: listOf(
    shape({
      match: text,
      entryId: text,
      recordedAt: instant,
      rule: oneOf(...MATCHING_RULES, 'manual'),
      state: oneOf('suggested', 'confirmed', 'undone'),
      difference: money,
      tolerance: money,
      note: maybe(text),
      undone: maybe(text),
      lines: listOf(
        shape({ line: text, amount: money, day: maybe(day), counterparty: maybe(text), reference: maybe(text) }),
      ),
      targets: listOf(
        shape({
          target: text,
          entry: text,
          kind,
          contract: text,
          amount: money,
          contractNo: maybe(text),
          document: maybe(text),
        }),
      ),
      adjustments: listOf(shape({ entryId: text, amount: money, kind: text, reason: text })),
    }),
  ),
  next: maybe(text),
})
const option = {
  lines: listOf(lineAmount),
  targets: listOf(shape({ target: text, entryId: text, kind, contract: text, contractNo: text, amount: money })),
}
export const SUGGESTIONS = named('Suggestions', {
  platform: text,
  asOf,
  /** Of all that was found; the lists hold the first five hundred each. */
  total: shape({ proposals: whole, ambiguous: whole }),
  proposals: listOf(shape({ rule, state: oneOf('suggested', 'confirmed'), difference: money, ...option })),
  ambiguous: listOf(shape({ line: text, day: maybe(day), open: money, rule, options: listOf(shape(option)) })),
})
export const QUEUES = named('Queues', {
  platform: text,
  asOf,
  upTo: maybe(day),
  counts: mapOf(shape({ open: whole, waived: whole })),
  /** lines = matched + adjusted + setAside + open; matched = matchedEntries + differences. */
  proof: shape({
    lines: money,
    matched: money,
    adjusted: money,
    setAside: money,
    open: money,
    matchedEntries: money,
    differences: money,
  }),
  total: whole,
  items: listOf(
    shape({
      id: text,
      kind: oneOf(...QUEUE_KINDS),
      day,
      amount: maybe(money),
      zh: text,
      en: text,
      lines: listOf(text),
      entries: listOf(text),
      match: maybe(text),
      candidates: maybe(listOf(shape({ entries: listOf(text), rule }))),
      /** Why it may stay open, and until when; without a day until it is settled. */
      waived: maybe(shape({ entry: text, reason: text, until: maybe(day) })),
    }),
  ),
  next: maybe(text),
})
