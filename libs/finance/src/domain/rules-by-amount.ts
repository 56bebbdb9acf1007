import { dayNumber, dayOfNumber, grouped, nameKey } from '@pilot-ledger/kernel'
import { sumsOf } from './document-sums'
import type { MatchingSettings, OpenLine, OpenTarget, Option } from './matching-terms'
import { documentsOf, inOrder, nearest, type OpenDocument, sumOf, wholly } from './option-groups'

/**
 * Rule 3: the same payer and the same amount. What the ledger has received comes before what it has only invoiced. One line
 * may be several documents of the payer, and several lines of one day one document.
 */
export function byAmountAndPayer(
  lines: readonly OpenLine[],
  targets: readonly OpenTarget[],
  { tolerance }: MatchingSettings,
): Option[] {
  const byPayer = grouped(targets, (it) => `${it.direction}\n${nameKey(it.payer.name)}`)
  const linesByPayer = grouped(lines, (it) => (it.payer === undefined ? undefined : `${it.direction}\n${it.payer}`))
  return [...linesByPayer].flatMap(([key, ours]) => {
    const [received, invoiced] = sides(byPayer.get(key) ?? [])
    if (received.length + invoiced.length === 0) return []
    const left: OpenLine[] = []
    const options: Option[] = []
    const ordered = [inOrder(received), inOrder(invoiced)]
    for (const line of ours) {
      const found = firstFound(ordered, (documents) => singles(line, documents, tolerance))
      options.push(...found)
      if (found.length === 0) left.push(line)
    }
    return [...options, ...ofSeveral(left, [received, invoiced], options)]
  })
}

function ofSeveral(lines: readonly OpenLine[], sides: readonly OpenDocument[][], found: readonly Option[]): Option[] {
  const taken = new Set(found.flatMap((it) => it.targets.map(({ target }) => target.id)))
  const free = sides.map((documents) => documents.filter((it) => !it.targets.some(({ id }) => taken.has(id))))
  const sums = free.map(sumsOf)
  const options: Option[] = []
  for (const day of grouped(lines, (it) => it.day).values()) {
    const together =
      day.length < 2
        ? []
        : firstFound(free, (documents) =>
            documents.filter((it) => it.open === sumOf(day)).map((it) => wholly(day, it.targets)),
          )
    if (together.length > 0) options.push(...together)
    else for (const line of day) options.push(...firstFound(sums, (ofDocuments) => ofDocuments(line)))
  }
  return options
}

/** Rule 4: the same amount within so many days; nothing else is known, so it is never more than suggested. */
export function byAmountAndDay(
  lines: readonly OpenLine[],
  targets: readonly OpenTarget[],
  { tolerance, days }: MatchingSettings,
): Option[] {
  const byDirection = grouped(targets, (it) => it.direction)
  const sorted = new Map([...byDirection].map(([direction, them]) => [direction, sides(them).map(inOrder)]))
  const spans = new Map<string, { from: string; to: string }>()
  const between = (line: OpenLine) => {
    const day = dayNumber(line.day)
    const span = spans.get(line.day) ?? { from: dayOfNumber(day - days), to: dayOfNumber(day + days) }
    spans.set(line.day, span)
    return span
  }
  return lines.flatMap((line) => {
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
function sides(targets: readonly OpenTarget[]): [OpenDocument[], OpenDocument[]] {
  return [
    documentsOf(targets.filter((it) => it.kind !== 'invoice')),
    documentsOf(targets.filter((it) => it.kind === 'invoice')),
  ]
}

function firstFound<Side>(sides: readonly Side[], find: (side: Side) => Option[]): Option[] {
  for (const side of sides) {
    const found = find(side)
    if (found.length > 0) return found
  }
  return []
}
