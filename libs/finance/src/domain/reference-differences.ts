import { type Fen, formatAmount, groupedInSteps, type Steps } from '@pilot-ledger/kernel'
import { type Book, openOf } from './book'
import { type Matching, openSides } from './matching'
import { sumOf } from './option-groups'
import type { QueueItem } from './queue-item'
import type { Target } from './targets'

/** Lines and entries under one reference whose sums differ: the same money, of which too much or too little came. */
export interface ReferenceDifferences {
  readonly items: readonly QueueItem[]
  /** Told by them, so that they are not told again as lines and entries without each other. */
  readonly lines: ReadonlySet<string>
  readonly targets: ReadonlySet<string>
}

export function* referenceDifferences(
  book: Book,
  all: readonly Target[],
  matching: Matching,
): Steps<ReferenceDifferences> {
  const sides = yield* openSides(book, all)
  const settled = new Set([
    ...matching.proposals.flatMap((it) => it.lines.map(({ line }) => line.id)),
    ...matching.ambiguous.map((it) => it.line.id),
  ])
  const proposed = new Set(matching.proposals.flatMap((it) => it.targets.map(({ target }) => target.id)))
  const keyOf = (it: { direction: string; reference?: string }) =>
    it.reference === undefined ? undefined : `${it.direction}\n${it.reference}`
  yield
  const theirs = yield* groupedInSteps(
    sides.targets.filter((it) => !proposed.has(it.id)),
    keyOf,
  )
  const items: QueueItem[] = []
  const [lines, targets] = [new Set<string>(), new Set<string>()]
  // A line of which a part is matched already is overpaid by itself.
  const whole = sides.lines.filter((it) => !settled.has(it.id) && openOfWhole(book, it.id))
  for (const [key, ours] of yield* groupedInSteps(whole, keyOf)) {
    yield
    const entries = (theirs.get(key) ?? []).filter((it) => (book.allocated.get(it.id) ?? 0n) === 0n)
    const difference = sumOf(ours) - sumOf(entries)
    if (entries.length === 0 || difference === 0n) continue
    for (const it of ours) lines.add(it.id)
    for (const it of entries) targets.add(it.id)
    items.push({
      ...reported(difference, ours[0].reference as string),
      id: `${difference > 0n ? 'overpaid' : 'underpaid'}:${named(ours.map((it) => it.id))}:${formatAmount(difference)}`,
      finding: `${difference > 0n ? 'overpaid' : 'underpaid'}:${named(ours.map((it) => it.id))}`,
      day: ours[0].day,
      lines: ours.map((it) => it.id),
      entries: entries.map((it) => it.entry),
    })
  }
  return { items, lines, targets }
}

/** Of very many the first, the last and how many: an id is to be sent back. */
const named = (ids: readonly string[]) =>
  ids.length < 4 ? ids.join('+') : `${ids[0]}+${ids.length}+${ids[ids.length - 1]}`

function openOfWhole(book: Book, id: string): boolean {
  const line = book.lines.get(id)
  return line !== undefined && openOf(line) === line.amount
}

function reported(difference: Fen, reference: string): Pick<QueueItem, 'kind' | 'amount' | 'zh' | 'en'> {
  const more = difference > 0n
  const amount = formatAmount(more ? difference : -difference)
  return {
    kind: more ? 'overpaid' : 'underpaid',
    amount,
    zh: `回单 ${reference}：银行比台账${more ? '多' : '少'} ${amount}`,
    en: `slip ${reference}: the bank has ${amount} ${more ? 'more' : 'less'} than the ledger`,
  }
}
