import { dayNumber, dayOfNumber, grouped } from '@pilot-ledger/kernel'
import {
  accountsOf,
  amountText,
  COUNTED,
  type ControlTotal,
  type Journal,
  type Posting,
  type Transaction,
} from './journal'

/** The programs a journal is written for; each also ends the file's name. */
export const JOURNAL_FORMATS = ['hledger', 'ledger', 'beancount'] as const
export type JournalFormat = (typeof JOURNAL_FORMATS)[number]

/** What one program wants otherwise than the others: all else is laid out the same. */
interface Format {
  /** What checks the file. */
  readonly run: string
  /** What is declared before the accounts. */
  declared(journal: Journal): readonly string[]
  account(name: string): string
  transaction(it: Transaction): readonly string[]
  /** Of one day. */
  controls(its: readonly ControlTotal[]): readonly string[]
}

/** Before every day an entry can be dated to. */
const OPENED_ON = '1950-01-01'
const UNITS = Object.keys(COUNTED)
const unitFirst = (posting: Posting) => `${posting.commodity} ${amountText(posting)}`
const unitLast = (posting: Posting) => `${amountText(posting)} ${posting.commodity}`
const nothing = (posting: Posting) => unitFirst({ ...posting, amount: 0n })
const legs = ({ postings }: Transaction) => postings.map((it) => `    ${it.account}  ${unitFirst(it)}`)

const FORMATS: Readonly<Record<JournalFormat, Format>> = {
  /**
   * hledger 1.25 and later, strict: every account and commodity declared. Always exactly two decimals of CNY, because hledger
   * balances at the precision of the commodity's line. Control totals are transactions of nothing with `==*` assertions: the
   * account with all under it holds just this, and nothing else.
   */
  hledger: {
    run: 'LC_ALL=C.UTF-8 hledger -f FILE check -s',
    declared: () => ['commodity CNY 1000.00', ...UNITS.map((it) => `commodity ${it} 1000.`)],
    account: (name) => `account ${name}`,
    transaction: (it) => [`${it.day} * (${it.entry}) ${it.text}  ; seq:${it.sequence}`, ...legs(it)],
    controls: (its) => [
      `${its[0].day} * control totals`,
      ...its.map((it) => `    ${it.account}  ${nothing(it)} ==* ${unitFirst(it)}`),
    ],
  },
  /**
   * ledger 3.3, `--strict --pedantic`: every account and commodity declared, and no comment behind a declaration, which ledger
   * would take for a part of the name. Control totals are `assert` directives; ledger checks them where they stand in the file,
   * so everything is written in the order of days. A total of nothing has no commodity, hence `+ CNY 0.00`.
   */
  ledger: {
    run: 'ledger --strict --pedantic -f FILE balance',
    declared: () => ['CNY', ...UNITS].map((it) => `commodity ${it}`),
    account: (name) => `account ${name}`,
    transaction: (it) => [`${it.day} * (${it.entry}) ${it.text}`, `    ; sequence ${it.sequence}`, ...legs(it)],
    controls: (its) => its.map((it) => `assert (account("${it.account}").total + ${nothing(it)}) == ${unitFirst(it)}`),
  },
  /**
   * beancount 2. A `balance` is of the start of its day, hence the day after; `~ 0` because without it beancount lets a
   * difference of one fen pass. The accounts above are opened too: a balance of them takes in all under them.
   */
  beancount: {
    run: 'bean-check FILE',
    declared: ({ platform, asOf }) => [
      `option "title" "pilot ledger ${platform.id} at ${asOf.sequence}"`,
      'option "operating_currency" "CNY"',
    ],
    account: (name) => `${OPENED_ON} open ${name}`,
    transaction: ({ day, text, entry, sequence, postings }) => [
      `${day} * "${text}"`,
      `  entry: "${entry}"`,
      `  sequence: ${sequence}`,
      ...postings.map((it) => `  ${it.account}  ${unitLast(it)}`),
    ],
    controls: (its) =>
      its.map(
        (it) => `${dayOfNumber(dayNumber(it.day) + 1)} balance ${it.account}  ${amountText(it)} ~ 0 ${it.commodity}`,
      ),
  },
}

const LINES_AT_ONCE = 500

/** The journal's text in pieces, so that a long one is sent while it is written. */
export function* journalText(journal: Journal, format: JournalFormat): Generator<string> {
  let lines: string[] = []
  for (const line of linesOf(journal, FORMATS[format])) {
    lines.push(line)
    if (lines.length < LINES_AT_ONCE) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  yield `${lines.join('\n')}\n`
}

/** Day by day: a control stands after everything of its day. */
function* linesOf(journal: Journal, format: Format): Generator<string> {
  for (const line of headOf(journal, format.run)) yield `; ${line}`
  yield ''
  yield* format.declared(journal)
  for (const account of accountsOf(journal)) yield format.account(account)
  const controls = [...grouped(journal.controls, (it) => it.day)].sort(([a], [b]) => (a < b ? -1 : 1))
  let at = 0
  for (const transaction of journal.transactions) {
    for (; at < controls.length && controls[at][0] < transaction.day; at++)
      yield* ['', ...format.controls(controls[at][1])]
    yield* ['', ...format.transaction(transaction)]
  }
  for (; at < controls.length; at++) yield* ['', ...format.controls(controls[at][1])]
}

/** What stands at the head of a journal, without amounts: a number in a comment is one that no tool checks. */
function headOf({ platform, asOf, ledger, lastEntry, suspended }: Journal, run: string): string[] {
  return [
    `中试服务台账 journal of platform ${platform.id} ${platform.name}${platform.synthetic ? ' 演示数据 synthetic' : ''}`,
    `ledger ${ledger ?? '-'} as of sequence ${asOf.sequence} recorded ${asOf.recordedAt ?? '-'} last entry ${lastEntry ?? '-'}`,
    `to reconcile: ${run}`,
    ...suspended.map((it) => `framework ${it}: its call-offs count in its place (H11)`),
  ]
}

/** `journal-<platform>-<sequence>.<format>`. */
export function journalFileName({ platform, asOf }: Journal, format: JournalFormat): string {
  return `journal-${platform.id}-${asOf.sequence}.${format}`
}
