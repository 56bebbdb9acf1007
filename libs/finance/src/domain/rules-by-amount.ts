import {
  dayNumber,
  dayOfNumber,
  flatInSteps,
  grouped,
  groupedInSteps,
  nameKey,
  type Steps,
  sortedInSteps,
} from '@pilot-ledger/kernel'
import { sumsOf } from './document-sums'
import type { MatchingSettings, OpenLine, OpenTarget, Option } from './matching-terms'
import { byOpen, documentsOf, nearest, type OpenDocument, sumOf, wholly } from './option-groups'

/**
 * Rule 3: the same payer and the same amount. What the ledger has received comes before what it has only invoiced. One line
 * may be several documents of the payer, and several lines of one day one document.
 */
export function* byAmountAndPayer(
  lines: readonly OpenLine[],
  targets: readonly OpenTarget[],
  { tolerance }: MatchingSettings,
): Steps<Option[]> {
  const byPayer = yield* groupedInSteps(targets, (it) => `${it.direction}\n${nameKey(it.payer.name)}`)
  const linesByPayer = yield* groupedInSteps(lines, (it) =>
    it.payer === undefined ? undefined : `${it.direction}\n${it.payer}`,
  )
  const options: Option[][] = []
  for (const [key, ours] of linesByPayer) {
    const documents = yield* sides(byPayer.get(key) ?? [])
    if (documents.every((it) => it.length === 0)) continue
    const ordered = yield* inOrder(documents)
    const left: OpenLine[] = []
    const found = yield* flatInSteps(ours, (line) => {
      const fitting = firstFound(ordered, (them) => singles(line, them, tolerance))
      if (fitting.length === 0) left.push(line)
      return fitting
    })
    options.push(found)
    if (left.length > 0) options.push(yield* ofSeveral(left, documents, found))
  }
  return options.flat()
}

function* ofSeveral(
  lines: readonly OpenLine[],
  sides: readonly (readonly OpenDocument[])[],
  found: readonly Option[],
): Steps<Option[]> {
  const taken = new Set(found.flatMap((it) => it.targets.map(({ target }) => target.id)))
  const isFree = (it: OpenDocument) => !it.targets.some(({ id }) => taken.has(id))
  const free: OpenDocument[][] = []
  const sums: ReturnType<typeof sumsOf>[] = []
  for (const documents of sides) {
    const them = yield* flatInSteps(documents, (it) => (isFree(it) ? [it] : []))
    free.push(them)
    sums.push(sumsOf(them))
  }
  return yield* flatInSteps(grouped(lines, (it) => it.day).values(), (day) => {
    const sum = sumOf(day)
    const together =
      day.length < 2
        ? []
        : firstFound(free, (documents) =>
            documents.filter((it) => it.open === sum).map((it) => wholly(day, it.targets)),
          )
    if (together.length > 0) return together
    return day.flatMap((line) => firstFound(sums, (ofDocuments) => ofDocuments(line)))
  })
}

/** Rule 4: the same amount within so many days; nothing else is known, so it is never more than suggested. */
export function* byAmountAndDay(
  lines: readonly OpenLine[],
  targets: readonly OpenTarget[],
  { tolerance, days }: MatchingSettings,
): Steps<Option[]> {
  const sorted = new Map<string, readonly OpenDocument[][]>()
  for (const [direction, them] of yield* groupedInSteps(targets, (it) => it.direction))
    sorted.set(direction, yield* inOrder(yield* sides(them)))
  const spans = new Map<string, { from: string; to: string }>()
  const between = (line: OpenLine) => {
    const day = dayNumber(line.day)
    const span = spans.get(line.day) ?? { from: dayOfNumber(day - days), to: dayOfNumber(day + days) }
    spans.set(line.day, span)
    return span
  }
  return yield* flatInSteps(lines, (line) => {
    const { from, to } = between(line)
    return firstFound(sorted.get(line.direction) ?? [], (documents) =>
      nearest(documents, line.open, tolerance, { from, to })
        .filter((it) => it.targets.every(({ day }) => from <= day && day <= to))
        .map((it) => wholly([line], it.targets)),
    )
  })
}

const singles = (line: OpenLine, documents: readonly OpenDocument[], tolerance: bigint) =>
  nearest(documents, line.open, tolerance).map((it) => wholly([line], it.targets))

/** Receipts and refunds, then invoices. */
function* sides(targets: readonly OpenTarget[]): Steps<[OpenDocument[], OpenDocument[]]> {
  return [
    yield* documentsOf(targets.filter((it) => it.kind !== 'invoice')),
    yield* documentsOf(targets.filter((it) => it.kind === 'invoice')),
  ]
}

function* inOrder(sides: readonly OpenDocument[][]): Steps<OpenDocument[][]> {
  const ordered: OpenDocument[][] = []
  for (const documents of sides) ordered.push(yield* sortedInSteps(documents, byOpen))
  return ordered
}

function firstFound<Side>(sides: readonly Side[], find: (side: Side) => Option[]): Option[] {
  for (const side of sides) {
    const found = find(side)
    if (found.length > 0) return found
  }
  return []
}
