/** Of Node; the page, which the kernel serves too, knows no such thing and never calls it. */
declare const setImmediate: (work: () => void) => unknown

/** Most that long work keeps others waiting in one round of the event loop, whoever is at it: many would else add up. */
const MOST_MS = 5

/** Who waits to go on: one of them a round. */
const waiting: (() => void)[] = []
/** When work in this round began, as far as anybody asked. */
let began: number | undefined

/**
 * Long work in one process: whether others should be served now. To be asked after each small piece, for it costs less than a
 * promise; and where it is, `nextTurn` is awaited.
 */
export function turnIsOver(): boolean {
  const now = performance.now()
  if (began === undefined) {
    began = now
    setImmediate(() => {
      began = undefined
    })
  }
  return now - began > MOST_MS
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(goOn)
  })
}

function goOn(): void {
  began = undefined
  const first = waiting.shift()
  if (waiting.length > 0) setImmediate(goOn)
  first?.()
}

/** A pure calculation in small steps: whoever wants its result says whether others have their turn in between. */
export type Steps<T> = Generator<void, T, void>

export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** As `flatMap`, an item a step. */
export function* flatInSteps<T, R>(items: Iterable<T>, to: (item: T) => readonly R[]): Steps<R[]> {
  const made: R[] = []
  for (const item of items) {
    for (const it of to(item)) made.push(it)
    yield
  }
  return made
}

/** As `toSorted`, of however many. */
export function* sortedInSteps<T>(items: readonly T[], compare: (a: T, b: T) => number): Steps<T[]> {
  let runs: T[][] = []
  for (let at = 0; at < items.length; at += RUN) {
    runs.push(items.slice(at, at + RUN).sort(compare))
    yield
  }
  while (runs.length > 1) {
    const longer: T[][] = []
    for (let at = 0; at < runs.length; at += 2)
      longer.push(at + 1 < runs.length ? yield* merged(runs[at], runs[at + 1], compare) : runs[at])
    runs = longer
  }
  return runs[0] ?? []
}
/** Sorted at once, or merged between two steps. */
const RUN = 512

function* merged<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Steps<T[]> {
  const all: T[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (all.length % RUN === 0) yield
    all.push(j === b.length || (i < a.length && compare(a[i], b[j]) <= 0) ? a[i++] : b[j++])
  }
  return all
}

export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next()
  while (!step.done) {
    if (turnIsOver()) await nextTurn()
    step = steps.next()
  }
  return step.value
}

/** A list made of another item by item, others being served in between. */
export async function mapInTurns<T, R>(items: Iterable<T>, to: (item: T, at: number) => R | Promise<R>): Promise<R[]> {
  const made: R[] = []
  for (const item of items) {
    if (turnIsOver()) await nextTurn()
    const next = to(item, made.length)
    // What is there already waits for nothing: a turn of its own for each of thousands is most of the work.
    made.push(next instanceof Promise ? await next : next)
  }
  return made
}
