import {
  type CountedRow,
  contribution,
  counts,
  dayOf,
  type FigureDefinition,
  keyOf,
  type Question,
} from '@pilot-ledger/figures'

/** How many rows are put in order at once: a few hundred kilobytes, whatever the length of the list. */
const PAGE = 8_192

type Behind = Omit<CountedRow, 'key'>

/**
 * The rows behind figures of one platform, with what each contributes, in the order of day and entry: as `countedRows`
 * tells them, but never all at once. Each page is the smallest rows after the last one told, found by looking through all
 * facts again: that takes milliseconds a page, and a list of 100,000 rows needs no more memory than one of 1,000. What
 * remains is one bit for each key of a figure that counts keys.
 */
export function* countedInOrder(
  question: Question,
  figures: readonly FigureDefinition[],
  page = PAGE,
): Generator<Behind> {
  const seen = figures.map((it) => (it.measure === 'distinct' ? firstTimes(question.tables.keyCount) : null))
  const figureOf = (row: number) => figures.findIndex((it) => counts(question, it, row))
  const day = (row: number) => dayOf(question, figures[figureOf(row)], row)
  for (const row of inOrder(question, (it) => figureOf(it) >= 0, day, page)) {
    const at = figureOf(row)
    const figure = figures[at]
    const first = seen[at]?.(keyOf(question, figure, row)) ?? true
    const value = first ? contribution(question, figure, row) : 0
    yield { row, day: day(row), value }
  }
}

/** Calls for each row of the question's platform that holds at the cut and counts in the figure, oldest first. */
export function eachCounted(question: Question, figure: FigureDefinition, visit: (row: number) => void): void {
  question.eachRow((row) => {
    if (counts(question, figure, row)) visit(row)
  })
}

/** Whether a number is met for the first time; one bit a number. */
export function firstTimes(numbers: number): (number: number) => boolean {
  const bits = new Uint8Array((numbers >> 3) + 1)
  return (number) => {
    const mask = 1 << (number & 7)
    const first = (bits[number >> 3] & mask) === 0
    bits[number >> 3] |= mask
    return first
  }
}

/** Earlier by day, then by entry, then by row: no two rows are equal. */
export function earlier(question: Question, day: (row: number) => number): (a: number, b: number) => number {
  const entry = (row: number) => question.tables.fact(row).entry
  return (a, b) => day(a) - day(b) || entry(a) - entry(b) || a - b
}

function* inOrder(
  question: Question,
  selected: (row: number) => boolean,
  day: (row: number) => number,
  page: number,
): Generator<number> {
  const order = earlier(question, day)
  let last: number | undefined
  for (;;) {
    const held = smallestAfter(last, question, selected, order, page)
    yield* held
    if (held.length < page) return
    last = held[page - 1]
  }
}

function smallestAfter(
  last: number | undefined,
  question: Question,
  selected: (row: number) => boolean,
  order: (a: number, b: number) => number,
  page: number,
): number[] {
  const held: number[] = []
  let bound: number | undefined
  const cut = () => {
    held.sort(order)
    if (held.length < page) return
    held.length = page
    bound = held[page - 1]
  }
  // Oldest first: a ledger is written roughly in the order of its days, so the bound is soon a low one.
  question.eachRow((row) => {
    if (!selected(row) || (last !== undefined && order(row, last) <= 0)) return
    if (bound !== undefined && order(row, bound) > 0) return
    held.push(row)
    if (held.length === 2 * page) cut()
  })
  cut()
  return held
}
