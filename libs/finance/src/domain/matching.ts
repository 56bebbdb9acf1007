import { atOnce, type Fen, type Steps } from '@pilot-ledger/kernel'
import { MATCHING_RULES, type MatchingRule } from '../definitions/reconciliation'
import { byBankCharge } from './bank-charges'
import { type Book, openOf } from './book'
import { bearersOf, type Doubt, doubtsOf, isUndoneBefore, pairOf, undonePairs } from './certain-match'
import type { MatchingSettings, OpenLine, OpenTarget, Option } from './matching-terms'
import { openTargets } from './open-targets'
import { returnedPayments } from './returned-payments'
import { byAmountAndDay, byAmountAndPayer } from './rules-by-amount'
import { byInvoiceKey } from './rules-by-invoice'
import { byReference } from './rules-by-reference'
import type { Target } from './targets'

export interface Proposal extends Option {
  readonly rule: MatchingRule
  readonly difference: Fen
  /** The bank's own charge, or by its own reference to the fen, and nothing speaks against it: may stand without a person. */
  readonly certain: boolean
  /** Why it may not: of a match by reference what speaks against it, of any that a person has taken it apart before. */
  readonly doubts: readonly Doubt[]
}
export interface Ambiguity {
  readonly line: OpenLine
  readonly rule: MatchingRule
  readonly options: readonly Option[]
}
export interface Matching {
  readonly proposals: readonly Proposal[]
  readonly ambiguous: readonly Ambiguity[]
}
type RuleOf = (
  lines: readonly OpenLine[],
  targets: readonly OpenTarget[],
  settings: MatchingSettings,
) => Steps<Option[]>

const RULES: Readonly<Record<MatchingRule, RuleOf>> = {
  reference: byReference,
  invoiceKey: byInvoiceKey,
  bankCharge: byBankCharge,
  amountAndPayer: byAmountAndPayer,
  amountAndDay: byAmountAndDay,
}

export interface OpenSides {
  readonly lines: OpenLine[]
  readonly targets: OpenTarget[]
  /** By reference how many lines and entries bear it, of all years and whatever became of them. */
  readonly bearers: ReadonlyMap<string, number>
  readonly undone: ReadonlySet<string>
}

/** A book never changes: rules and queues of one question look at the same sides. */
const known = new WeakMap<Book, { readonly all: readonly Target[]; readonly sides: OpenSides }>()

/**
 * Lines and targets of a book that are open. What repeats an earlier line waits for a person, and so do what is suggested and a
 * payment that was returned, with its pair.
 */
export function* openSides(book: Book, all: readonly Target[]): Steps<OpenSides> {
  const before = known.get(book)
  if (before?.all === all) return before.sides
  const sides = yield* sidesOf(book, all)
  known.set(book, { all, sides })
  return sides
}

function* sidesOf(book: Book, all: readonly Target[]): Steps<OpenSides> {
  const suggested = [...book.matches.values()].filter((it) => it.state === 'suggested')
  const heldLines = new Set(suggested.flatMap((it) => it.lines.map((line) => line.line)))
  const heldTargets = new Set(suggested.flatMap((it) => it.targets.map((target) => target.target)))
  yield
  const undone = undonePairs(book.matches.values())
  const returned = new Set(returnedPayments(book).flatMap(({ line, original }) => [line.id, original.id]))
  const lines: OpenLine[] = []
  for (const it of book.lines.values()) {
    yield
    const open = openOf(it)
    if (open <= 0n || it.repeats !== undefined || heldLines.has(it.id) || returned.has(it.id)) continue
    lines.push({
      id: it.id,
      direction: it.direction,
      day: it.day,
      open,
      ...it.compared,
      // A part of it was settled by a person, or a person took it for something else: it is not the rule's.
      charge: open === it.amount && !undone.has(pairOf(it.id, '')) ? it.compared.charge : undefined,
    })
  }
  const left = yield* openTargets(book, all)
  // An invoice that was received stays, with nothing open: a purpose that names it leads to its receipt.
  const targets: OpenTarget[] = []
  for (const it of all) {
    yield
    const open = left.get(it.id) ?? 0n
    const named = it.kind === 'invoice' && it.amount > (book.allocated.get(it.id) ?? 0n)
    if ((open > 0n || named) && !heldTargets.has(it.id)) targets.push({ ...it, open })
  }
  const bearers = yield* bearersOf(
    [...book.lines.values()].filter((it) => it.repeats === undefined),
    all,
  )
  return { lines, targets, bearers, undone }
}

/** What the rules find in a book: for a preview, a run and the queues the same. */
export function* proposing(book: Book, targets: readonly Target[], settings: MatchingSettings): Steps<Matching> {
  const { lines, targets: open, bearers, undone } = yield* openSides(book, targets)
  return yield* proposed(lines, open, settings, bearers, undone)
}

/**
 * The rules in their order, each on what the ones before left. What a rule finds stands only if nothing else it found has a
 * line or a target in common; otherwise its lines are ambiguous and no weaker rule decides on them. The same input gives the
 * same answer.
 */
export const propose = (...requested: Parameters<typeof proposed>) => atOnce(proposed(...requested))

/** The same in steps. */
export function* proposed(
  openLines: readonly OpenLine[],
  openTargets: readonly OpenTarget[],
  settings: MatchingSettings,
  bornBy?: ReadonlyMap<string, number>,
  undone: ReadonlySet<string> = new Set(),
): Steps<Matching> {
  const bearers =
    bornBy ??
    (yield* bearersOf(
      openLines.map((it) => ({ compared: it })),
      openTargets,
    ))
  const proposals: Proposal[] = []
  const ambiguous: Ambiguity[] = []
  let [lines, targets] = [openLines, openTargets]
  for (const rule of MATCHING_RULES) {
    const fitting = rule === 'invoiceKey' ? targets : targets.filter((it) => it.open > 0n)
    yield
    const options = yield* RULES[rule](lines, fitting, settings)
    const usesOfLine = yield* countedBy(options, (it) => it.lines.map(({ line }) => line.id))
    const usesOfTarget = yield* countedBy(options, (it) => it.targets.map(({ target }) => target.id))
    const done = new Set<string>()
    const contested = new Map<string, { line: OpenLine; options: Option[] }>()
    for (const option of options) {
      yield
      const sole =
        option.lines.every(({ line }) => usesOfLine.get(line.id) === 1) &&
        option.targets.every(({ target }) => usesOfTarget.get(target.id) === 1)
      for (const { line } of option.lines) {
        done.add(line.id)
        if (sole) continue
        const known = contested.get(line.id)
        if (known) known.options.push(option)
        else contested.set(line.id, { line, options: [option] })
      }
      for (const { target } of option.targets) done.add(target.id)
      if (sole) proposals.push(proposalOf(rule, option, settings, bearers, undone))
    }
    for (const it of contested.values()) ambiguous.push({ ...it, rule })
    lines = lines.filter((it) => !done.has(it.id))
    yield
    targets = targets.filter((it) => !done.has(it.id))
  }
  return { proposals, ambiguous }
}

function proposalOf(
  rule: MatchingRule,
  option: Option,
  { certain: terms }: MatchingSettings,
  bearers: ReadonlyMap<string, number>,
  undone: ReadonlySet<string>,
): Proposal {
  const sum = (amounts: readonly { amount: Fen }[]) => amounts.reduce((total, it) => total + it.amount, 0n)
  const difference = sum(option.lines) - sum(option.targets)
  const doubts: Doubt[] = rule === 'reference' ? doubtsOf(option, terms, bearers) : []
  if (isUndoneBefore(option, undone)) doubts.push('undoneBefore')
  return {
    ...option,
    rule,
    difference,
    doubts,
    certain: (rule === 'bankCharge' || (rule === 'reference' && difference === 0n)) && doubts.length === 0,
  }
}

function* countedBy(
  options: readonly Option[],
  ids: (option: Option) => readonly string[],
): Steps<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const option of options) {
    yield
    for (const id of ids(option)) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}
