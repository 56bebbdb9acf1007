import { type Fen, fenOf, formatAmount } from '@pilot-ledger/kernel'
import type { ReadLine } from './line-in-row'

/** Lines with the rows in which they stand. */
export interface Ordered {
  readonly lines: readonly ReadLine[]
  readonly rows: readonly number[]
}
interface At {
  readonly line: ReadLine
  readonly row: number
}

/**
 * Lines in the order in which the money moved. Banks print the oldest first, or the newest; some the days one way and the movements of
 * a day the other. Where each line has the balance after it the balances tell; else the days do, and within a day the file.
 */
export function oldestFirst(lines: readonly ReadLine[], rows: readonly number[], opening: string | undefined): Ordered {
  const given = lines.map((line, i): At => ({ line, row: rows[i] }))
  const reported = (all: readonly At[]) => ({ lines: all.map((it) => it.line), rows: all.map((it) => it.row) })
  if (lines.length < 2) return { lines, rows }
  const backwards = [...given].reverse()
  if (lines.every((it) => it.balance !== undefined)) {
    // Few movements may fit both ways: then the days decide.
    const fitting = [given, backwards].filter((it) => carries(it, opening))
    return reported(fitting.find(ascends) ?? fitting[0] ?? chained(given, opening) ?? given)
  }
  const isDescending = lines.every((it, i) => i === 0 || it.day <= lines[i - 1].day)
  return reported(byDay(isDescending && lines[0].day > lines[lines.length - 1].day ? backwards : given))
}

/**
 * Movements of one day that take back each other in turn (money swept to a head office) carry on from both ends, and open and close with
 * different balances: nothing in them tells which is the first.
 */
export function isEitherWay(lines: readonly ReadLine[]): boolean {
  const given = lines.map((line, row): At => ({ line, row }))
  if (lines.length < 2 || lines.some((it) => it.balance === undefined || it.day !== lines[0].day)) return false
  const backwards = [...given].reverse()
  const differ = beforeOf(lines[0]) !== beforeOf(lines[lines.length - 1])
  return differ && [given, backwards].every((it) => carries(it, undefined))
}

export const openingOf = (first: ReadLine | undefined) =>
  first?.balance === undefined ? undefined : formatAmount(beforeOf(first))

const beforeOf = (line: ReadLine): Fen => fenOf(line.balance ?? '0.00') - fenOf(line.amount)

const ascends = (all: readonly At[]) => all.every(({ line }, i) => i === 0 || all[i - 1].line.day <= line.day)

function carries(all: readonly At[], opening: string | undefined): boolean {
  let balance = opening === undefined ? beforeOf(all[0].line) : fenOf(opening)
  return all.every(({ line }) => {
    const fits = beforeOf(line) === balance
    balance = fenOf(line.balance ?? '0.00')
    return fits
  })
}

const byDay = (all: readonly At[]): At[] =>
  [...all].sort((a, b) => (a.line.day < b.line.day ? -1 : a.line.day > b.line.day ? 1 : 0))

function addTo<Key>(groups: Map<Key, At[]>, key: Key, it: At): void {
  const known = groups.get(key)
  if (known) known.push(it)
  else groups.set(key, [it])
}

/** Day after day, each day’s lines as one chain of balances; undefined where there is none. */
function chained(given: readonly At[], opening: string | undefined): At[] | undefined {
  const days = new Map<string, At[]>()
  for (const it of byDay(given)) addTo(days, it.line.day, it)
  let balance = opening === undefined ? startOfAll([...days.values()]) : fenOf(opening)
  const order: At[] = []
  for (const its of days.values()) {
    const chain = chainOf(its, balance)
    if (!chain) return undefined
    order.push(...chain)
    balance = fenOf(chain[chain.length - 1].line.balance ?? '0.00')
  }
  return order
}

/** A day that ends where it began tells nothing of where that is, and the next one begins there too. */
function startOfAll(days: readonly (readonly At[])[]): Fen {
  for (const its of days) {
    const start = startOf(its)
    if (start !== undefined) return start
  }
  return beforeOf(days[0][days[0].length - 1].line)
}

/** The balance from which one more line sets out than comes to it. */
function startOf(its: readonly At[]): Fen | undefined {
  const out = new Map<Fen, number>()
  for (const { line } of its) {
    const [from, to] = [beforeOf(line), fenOf(line.balance ?? '0.00')]
    out.set(from, (out.get(from) ?? 0) + 1)
    out.set(to, (out.get(to) ?? 0) - 1)
  }
  return [...out].find(([, more]) => more > 0)?.[0]
}

/** Every line once, each from the balance the one before came to (Hierholzer); among several the file’s last first. */
function chainOf(its: readonly At[], start: Fen): At[] | undefined {
  const from = new Map<Fen, At[]>()
  for (const it of its) addTo(from, beforeOf(it.line), it)
  const way: { readonly at: Fen; readonly by?: At }[] = [{ at: start }]
  const back: At[] = []
  while (way.length > 0) {
    const { at, by } = way[way.length - 1]
    const next = from.get(at)?.pop()
    if (next) way.push({ at: fenOf(next.line.balance ?? '0.00'), by: next })
    else {
      way.pop()
      if (by) back.push(by)
    }
  }
  const chain = back.reverse()
  const holds =
    chain.length === its.length &&
    chain.every((it, i) => beforeOf(it.line) === (i === 0 ? start : fenOf(chain[i - 1].line.balance ?? '0.00')))
  return holds ? chain : undefined
}
