import { atOnce, type Checked, type Fen, fenOf, formatAmount, isRefusal, refuse, shortened } from '@pilot-ledger/kernel'
import type {
  AdjustmentKind,
  ContentOf,
  LineAllocation,
  ReconciliationContent,
  TargetAllocation,
} from '../definitions/reconciliation'
import type { Book, BookMatch } from './book'
import { DOUBTS } from './certain-match'
import type { Proposal } from './matching'
import { openTargets } from './open-targets'
import { openLine } from './statement-commands'
import type { Target } from './targets'

type Decided = Checked<readonly ReconciliationContent[]>
type Targets = ReadonlyMap<string, Target>
export interface Explanation {
  readonly kind: AdjustmentKind
  readonly reason: string
}
export interface RequestedMatch {
  readonly match: string
  readonly lines: readonly LineAllocation[]
  readonly targets: readonly { readonly target: string; readonly amount: string }[]
  /** Explains the difference; needed when there is one. */
  readonly adjustment?: Explanation
  readonly note?: string
}

/**
 * A person matches. Refusals: `unknown-line`, `unknown-target`, `match-mixes-directions`, `line-over-allocated`,
 * `target-over-allocated`, `match-names-twice`, `difference-needs-adjustment`, `adjustment-without-difference`.
 */
export function decideMatch(book: Book, targets: Targets, requested: RequestedMatch): Decided {
  const data = matchOf(targets, requested)
  if (isRefusal(data)) return data
  return refuseMatch(book, targets, data) ?? confirmed(data, requested.adjustment)
}

/** A suggestion becomes a match; judged anew, since much may have happened. Also `match-not-suggested`, `match-outdated`. */
export function decideConfirmation(book: Book, targets: Targets, match: string, adjustment?: Explanation): Decided {
  const known = matchIn(book, match)
  if (isRefusal(known)) return known
  if (known.state !== 'suggested') {
    return refuse('match-not-suggested', {
      zh: '该匹配不是待确认的建议',
      en: 'the match is no suggestion that waits',
      facts: { match, state: known.state },
    })
  }
  const changed = known.targets.find((it) => targets.get(it.target)?.entry !== it.entry)
  if (changed) {
    return refuse('match-outdated', {
      zh: '所匹配的记录已更正或作废，请撤销后重新匹配',
      en: 'an entry it names has been corrected or voided; undo it and match anew',
      facts: { match, entry: changed.entry },
    })
  }
  const fault = refuseMatch(book, targets, known)
  if (fault) return fault
  const explained = explanation(match, known.difference, adjustment)
  return isRefusal(explained) ? explained : [{ type: 'MatchConfirmed', data: { match } }, ...explained]
}

/** Takes a match or a suggestion out, with its adjustment: its lines and targets are open again. */
export function decideUndoing(book: Book, match: string, reason: string): Decided {
  const known = matchIn(book, match)
  if (isRefusal(known)) return known
  if (known.state !== 'undone') return [{ type: 'MatchUndone', data: { match, reason } }]
  return refuse('match-undone', { zh: '该匹配已撤销', en: 'the match has been undone already', facts: { match } })
}

/** A part of a line that is no contract's: a fee, interest, a rounding. Refusals: those of `openLine`, `line-over-allocated`. */
export function decideLineAdjustment(book: Book, line: string, amount: string, explained: Explanation): Decided {
  const open = openLine(book, line)
  if (isRefusal(open)) return open
  if (fenOf(amount) > open) return overAllocated('line', '/amount', line, open, fenOf(amount))
  return [{ type: 'AdjustmentRecorded', data: { line, amount, ...explained } }]
}

/** What the rules found, as it goes on the ledger: what is certain stands, the rest waits for a person. */
export function matchedBy(proposal: Proposal, match: string, tolerance: Fen): readonly ReconciliationContent[] {
  const matched = linesMatched(proposal, match, tolerance)
  const charge = proposal.rule === 'bankCharge' ? proposal.lines[0]?.line.charge : undefined
  if (charge === undefined) return [matched]
  const amount = formatAmount(proposal.difference)
  return [
    matched,
    { type: 'AdjustmentRecorded', data: { match, amount, kind: charge, reason: `按规则：银行${charge}` } },
  ]
}

function linesMatched(proposal: Proposal, match: string, tolerance: Fen): ReconciliationContent {
  const allocation = ({ target, amount }: Proposal['targets'][number]): TargetAllocation => ({
    target: target.id,
    entry: target.entry,
    kind: target.kind,
    contract: target.contract,
    amount: formatAmount(amount),
  })
  return {
    type: 'LinesMatched',
    data: {
      match,
      lines: proposal.lines.map(({ line, amount }) => ({ line: line.id, amount: formatAmount(amount) })),
      targets: proposal.targets.map(allocation),
      rule: proposal.rule,
      difference: formatAmount(proposal.difference),
      tolerance: formatAmount(tolerance),
      state: proposal.certain ? 'confirmed' : 'suggested',
      ...(proposal.doubts.length === 0 ? {} : { note: proposal.doubts.map((it) => DOUBTS[it]).join('；') }),
    },
  }
}

function matchOf(
  targets: Targets,
  { match, lines, targets: requested, note }: RequestedMatch,
): Checked<ContentOf<'LinesMatched'>> {
  const allocations: TargetAllocation[] = []
  for (const [i, { target, amount }] of requested.entries()) {
    const known = targets.get(target)
    if (!known) {
      return refuse('unknown-target', {
        pointer: `/targets/${i}/target`,
        zh: '没有此到账、退款或发票记录，或已作废',
        en: 'there is no such receipt, refund or invoice, or it is void',
        facts: { target },
      })
    }
    allocations.push({ target, entry: known.entry, kind: known.kind, contract: known.contract, amount })
  }
  const sum = (them: readonly { amount: string }[]) => them.reduce((total, it) => total + fenOf(it.amount), 0n)
  const difference = formatAmount(sum(lines) - sum(allocations))
  const stated = note === undefined ? {} : { note }
  return {
    match,
    lines,
    targets: allocations,
    rule: 'manual',
    difference,
    tolerance: '0.00',
    state: 'confirmed',
    ...stated,
  }
}

function confirmed(data: ContentOf<'LinesMatched'>, adjustment: Explanation | undefined): Decided {
  const explained = explanation(data.match, fenOf(data.difference), adjustment)
  return isRefusal(explained) ? explained : [{ type: 'LinesMatched', data }, ...explained]
}

/** No fen vanishes: a difference is an adjustment with its reason, and there is none where nothing differs. */
function explanation(match: string, difference: Fen, adjustment: Explanation | undefined): Decided {
  if (difference === 0n && adjustment === undefined) return []
  if (difference !== 0n && adjustment !== undefined)
    return [{ type: 'AdjustmentRecorded', data: { match, amount: formatAmount(difference), ...adjustment } }]
  if (difference === 0n) {
    return refuse('adjustment-without-difference', {
      pointer: '/adjustment',
      zh: '没有差异，无需调整',
      en: 'there is no difference to adjust',
    })
  }
  return refuse('difference-needs-adjustment', {
    pointer: '/adjustment',
    zh: '流水与账面有差异，请说明调整类别与原因',
    en: 'lines and entries differ; say what the difference is',
    facts: { difference: formatAmount(difference) },
  })
}

/** Nothing is allocated beyond what is open, and money that came is not matched to money that went. */
function refuseMatch(book: Book, targets: Targets, match: Pick<ContentOf<'LinesMatched'>, 'lines' | 'targets'>) {
  const directions = new Set<string>()
  const named = new Set<string>()
  const left = atOnce(openTargets(book, [...targets.values()]))
  for (const [i, { line, amount }] of match.lines.entries()) {
    const open = openLine(book, line, `/lines/${i}/line`)
    if (isRefusal(open)) return open
    if (named.has(line)) return namesTwice(`/lines/${i}/line`)
    if (fenOf(amount) > open) return overAllocated('line', `/lines/${i}/amount`, line, open, fenOf(amount))
    named.add(line)
    directions.add(book.lines.get(line)?.direction ?? '')
  }
  for (const [i, { target, amount }] of match.targets.entries()) {
    const known = targets.get(target)
    const open = left.get(target) ?? 0n
    if (named.has(target)) return namesTwice(`/targets/${i}/target`)
    if (fenOf(amount) > open) return overAllocated('target', `/targets/${i}/amount`, target, open, fenOf(amount))
    named.add(target)
    directions.add(known?.direction ?? '')
  }
  if (directions.size === 1) return undefined
  return refuse('match-mixes-directions', {
    zh: '收款流水只能匹配到账或发票，付款流水只能匹配退款',
    en: 'money that came is matched to receipts or invoices, money that went to refunds',
  })
}

function matchIn(book: Book, match: string): Checked<BookMatch> {
  return (
    book.matches.get(match) ??
    refuse('unknown-match', { zh: '没有此匹配', en: 'there is no such match', facts: { match: shortened(match, 64) } })
  )
}

const namesTwice = (pointer: string) =>
  refuse('match-names-twice', { pointer, zh: '同一项重复列出', en: 'the same is named twice' })

function overAllocated(what: 'line' | 'target', pointer: string, id: string, open: Fen, requested: Fen) {
  return refuse(`${what}-over-allocated`, {
    pointer,
    zh:
      what === 'line'
        ? '匹配金额超过流水的未处理余额'
        : '匹配金额超过尚可匹配的金额（已匹配或台账已登记到账的部分已扣除）',
    en:
      what === 'line'
        ? 'more is allocated than is open'
        : 'more than is left: what is matched or received already is taken off',
    facts: { [what]: id, open: formatAmount(open), asked: formatAmount(requested) },
  })
}
