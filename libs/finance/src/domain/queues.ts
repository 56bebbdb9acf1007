import {
  type BusinessDate,
  type Fen,
  fenOf,
  flatInSteps,
  formatAmount,
  nameKey,
  type Steps,
  sortedInSteps,
} from '@pilot-ledger/kernel'
import { type Book, type BookLine, type BookMatch, openOf } from './book'
import { coverInvoices } from './invoice-cover'
import type { Ambiguity, Matching } from './matching'
import { oneMoney } from './open-targets'
import { findingOf, QUEUE_KINDS, type QueueItem } from './queue-item'
import { referenceDifferences } from './reference-differences'
import { returnedItems } from './returned-payments'
import { statementItems } from './statement-order'
import type { Target } from './targets'
import { unreceiptedItems } from './unreceipted-items'
import { holds } from './waiver-terms'

export interface QueuesRequested {
  readonly book: Book
  readonly targets: readonly Target[]
  /** What the rules find in them (`propose`). */
  readonly matching: Matching
  /** Items dated later are left out. */
  readonly upTo?: BusinessDate
  /** Whether an account whose statements end before `upTo` is an item: at a close it is, in the middle of a month it is not. */
  readonly statementsToTheEnd?: boolean
}

/** Every queue, in the order of `QUEUE_KINDS`, in each by day and id. */
export function* queueItems({
  book,
  targets,
  matching,
  upTo,
  statementsToTheEnd,
}: QueuesRequested): Steps<QueueItem[]> {
  const differences = yield* referenceDifferences(book, targets, matching)
  const money = yield* oneMoney(book, targets)
  const returned = returnedItems(book)
  yield
  const reportedLines = new Set([...differences.lines, ...returned.flatMap((it) => it.lines)])
  const items = [
    ...(yield* lineItems(book, matching.ambiguous, reportedLines)),
    ...(yield* targetItems(book, targets, upTo, differences.targets, money.borne)),
    ...unreceiptedItems(book, targets, money),
    ...differences.items,
    ...(yield* payerItems(book, targets)),
    ...statementItems(book, statementsToTheEnd ? upTo : undefined),
    ...returned,
    ...(yield* brokenItems(book, targets)),
  ]
  const byKind = new Map(QUEUE_KINDS.map((kind): [string, QueueItem[]] => [kind, []]))
  for (const it of items) {
    yield
    if (upTo !== undefined && it.day > upTo) continue
    const waiver = book.waivers.get(findingOf(it)) ?? book.waivers.get(it.id)
    if (waiver === undefined || !holds(waiver, it.amount, upTo)) byKind.get(it.kind)?.push(it)
    else {
      const { entry, reason, until } = waiver
      byKind.get(it.kind)?.push({ ...it, waived: { entry, reason, ...(until === undefined ? {} : { until }) } })
    }
  }
  const sorted: QueueItem[][] = []
  for (const own of byKind.values())
    sorted.push(yield* sortedInSteps(own, (a, b) => compare(a.day, b.day) || compare(a.id, b.id)))
  return sorted.flat()
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const yuan = (fen: Fen) => formatAmount(fen)

function* lineItems(book: Book, ambiguous: readonly Ambiguity[], reported: ReadonlySet<string>): Steps<QueueItem[]> {
  const doubtful = new Map(ambiguous.map((it) => [it.line.id, it]))
  return yield* flatInSteps(book.lines.values(), (line): QueueItem[] => {
    const open = openOf(line)
    if (line.repeats !== undefined && open > 0n) return [repeated(line, open)]
    if (open === 0n || reported.has(line.id)) return []
    const doubt = doubtful.get(line.id)
    if (doubt) return [ambiguousItem(line, open, doubt)]
    const about = { day: line.day, amount: yuan(open), lines: [line.id], entries: [] }
    if (open < line.amount) {
      const [finding, id] = [`overpaid:${line.id}`, `overpaid:${line.id}:${yuan(open)}`]
      const zh = `${who(line)}：流水 ${yuan(line.amount)}，尚余 ${yuan(open)} 未处理`
      return [
        {
          ...about,
          id,
          finding,
          kind: 'overpaid',
          zh,
          en: `${yuan(open)} of ${yuan(line.amount)} is left of this line`,
        },
      ]
    }
    const way = line.direction === 'credit' ? '收款' : '付款'
    const zh = `${who(line)}：${way} ${yuan(open)} 未匹配`
    return [{ ...about, id: `unmatchedLine:${line.id}`, kind: 'unmatchedLine', zh, en: 'a line without an entry' }]
  })
}

const who = (line: BookLine) => line.counterparty ?? line.purpose ?? line.reference ?? line.day

function repeated(line: BookLine, open: Fen): QueueItem {
  return {
    id: `repeatedLine:${line.id}`,
    kind: 'repeatedLine',
    day: line.day,
    amount: yuan(open),
    zh: `${who(line)}：与先前对账单中的流水相同`,
    en: 'the same line as in a statement brought earlier',
    lines: [line.id, line.repeats as string],
    entries: [],
  }
}

function ambiguousItem(line: BookLine, open: Fen, doubt: Ambiguity): QueueItem {
  const candidates = doubt.options.map((it) => ({
    entries: it.targets.map(({ target }) => target.entry),
    rule: doubt.rule,
  }))
  return {
    id: `ambiguous:${line.id}`,
    kind: 'ambiguous',
    day: line.day,
    amount: yuan(open),
    zh: `${who(line)}：不止一种可能，请选择`,
    en: 'more than one fits; choose',
    lines: [line.id],
    entries: [...new Set(candidates.flatMap((it) => it.entries))],
    candidates,
  }
}

function* targetItems(
  book: Book,
  targets: readonly Target[],
  upTo: BusinessDate | undefined,
  reported: ReadonlySet<string>,
  borne: ReadonlyMap<string, Fen>,
): Steps<QueueItem[]> {
  const covered = yield* coverInvoices(book, targets, upTo)
  return yield* flatInSteps(targets, (it): QueueItem[] => {
    const matched = (book.allocated.get(it.id) ?? 0n) + (borne.get(it.id) ?? 0n)
    const taken = it.kind === 'invoice' ? (covered.get(it.id) ?? 0n) : matched
    const open = it.amount - taken
    if (open <= 0n || reported.has(it.id)) return []
    // Partly settled, or corrected, it is the same that is wanted.
    const about = { day: it.day, amount: yuan(open), lines: [], entries: [it.entry], finding: `open:${it.id}` }
    const name = `${it.contractNo} ${WORD[it.kind]} ${it.document.replace(/^\w+:/, '')}`
    if (taken > 0n) {
      const zh = `${name}：${yuan(it.amount)} 中尚缺 ${yuan(open)}`
      const id = `underpaid:${it.id}:${it.entry}:${yuan(open)}`
      return [{ ...about, id, kind: 'underpaid', zh, en: `${yuan(open)} of ${yuan(it.amount)} is missing` }]
    }
    const kind = it.kind === 'invoice' ? 'unmatchedInvoice' : 'unmatchedPayment'
    const en = it.kind === 'invoice' ? 'nothing received for this invoice' : 'on the ledger, not at the bank'
    const zh = `${name}：${it.kind === 'invoice' ? '尚无到账' : '银行流水中没有'}`
    return [{ ...about, id: `${kind}:${it.id}:${it.entry}`, kind, zh, en }]
  })
}
const WORD = { payment: '到账', refund: '退款', invoice: '发票' } as const

/** Who paid is not who signed: as the bank tells it where there is a line, else as the ledger has it. */
function* payerItems(book: Book, targets: readonly Target[]): Steps<QueueItem[]> {
  const paidBy = new Map<string, { line: BookLine; match: string }[]>()
  for (const match of confirmedIn(book)) {
    yield
    const lines = match.lines.flatMap(({ line }) => book.lines.get(line) ?? [])
    for (const { target } of match.targets)
      paidBy.set(target, [...(paidBy.get(target) ?? []), ...lines.map((line) => ({ line, match: match.match }))])
  }
  return yield* flatInSteps(targets, (it): QueueItem[] => {
    if (it.direction === 'debit') return []
    const paid = paidBy.get(it.id) ?? []
    const client = nameKey(it.client.name)
    const item = (payer: string): QueueItem => ({
      id: `thirdPartyPayer:${it.id}:${it.entry}`,
      finding: `thirdPartyPayer:${it.id}:${nameKey(payer)}`,
      kind: 'thirdPartyPayer',
      day: it.day,
      amount: yuan(it.amount),
      zh: `${it.contractNo}：付款单位 ${payer}，委托单位 ${it.client.name}`,
      en: `paid by ${payer}, signed by ${it.client.name}`,
      lines: [],
      entries: [it.entry],
    })
    const named = paid.filter(({ line }) => line.counterparty !== undefined)
    if (named.length === 0) return nameKey(it.payer.name) === client ? [] : [item(it.payer.name)]
    // Each that paid is told by itself: a reason given for one is none for another.
    const strange = new Map(named.map((one) => [nameKey(one.line.counterparty ?? ''), one] as const).reverse())
    strange.delete(client)
    return [...strange.values()].map(({ line, match }) => {
      const about = item(line.counterparty ?? '')
      return { ...about, id: `${about.id}:${line.id}`, lines: [line.id], match }
    })
  })
}

const confirmedIn = (book: Book): BookMatch[] => [...book.matches.values()].filter((it) => it.state === 'confirmed')

/** What was matched is another entry now, is gone, or has become less than what was matched to it. */
function* brokenItems(book: Book, targets: readonly Target[]): Steps<QueueItem[]> {
  const now = new Map<string, Target>()
  const refunded = new Map<string, Fen>()
  for (const it of targets) {
    yield
    now.set(it.id, it)
    if (it.kind === 'refund') refunded.set(it.contract, (refunded.get(it.contract) ?? 0n) + it.amount)
  }
  // What went back may come again, and be matched to the invoice once more.
  const room = (it: Target) => it.amount + (it.kind === 'invoice' ? (refunded.get(it.contract) ?? 0n) : 0n)
  return yield* flatInSteps(confirmedIn(book), (match) =>
    match.targets.flatMap((matched) => {
      const live = now.get(matched.target)
      const tooMuch = live && (book.allocated.get(live.id) ?? 0n) > room(live)
      if (live && live.entry === matched.entry && !tooMuch) return []
      const days = match.lines.flatMap(({ line }) => book.lines.get(line)?.day ?? [])
      const what: BrokenWords = live ? (tooMuch ? LESS : CHANGED) : GONE
      return [
        {
          id: `brokenMatch:${match.match}:${matched.target}:${live ? `${live.entry}:${yuan(live.amount)}` : 'void'}`,
          // Less once more is another thing to look at.
          ...(tooMuch ? {} : { finding: `brokenMatch:${match.match}:${matched.target}:${live ? 'changed' : 'void'}` }),
          kind: 'brokenMatch' as const,
          day: days.sort()[0] ?? live?.day ?? '1950-01-01',
          amount: yuan(fenOf(matched.amount)),
          ...what,
          lines: match.lines.map((it) => it.line),
          entries: live ? [live.entry] : [],
          match: match.match,
        },
      ]
    }),
  )
}
type BrokenWords = { readonly zh: string; readonly en: string }
const CHANGED: BrokenWords = { zh: '所匹配的记录已更正', en: 'the entry matched has been corrected' }
const LESS: BrokenWords = { zh: '所匹配的金额多于记录现值', en: 'more is matched than the entry now amounts to' }
const GONE: BrokenWords = { zh: '所匹配的记录已作废', en: 'the entry matched has been voided' }
