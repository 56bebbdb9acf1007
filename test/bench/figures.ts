import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type EventLog, openSqliteEventLog } from '@pilot-ledger/event-log'
import { answer, answerAll, MAIN_FIGURES, Question, ReadModel, type Tables } from '@pilot-ledger/figures'
import { dayNumber, dayOfNumber, type Window } from '@pilot-ledger/kernel'
import { FIGURES_BUILDER, ledgerLog } from '@pilot-ledger/service'
import { Chance } from './chance'
import { Latencies, type Line, perSecond } from './measure'
import { syntheticLedger } from './synthetic-ledger'

/** Appends in flight while filling: enough to share syncs, few enough to need little memory. */
const IN_FLIGHT = 512

/** Fills a log with invented contracts. Appends to one stream follow one another; others go at the same time. */
export async function fill(log: EventLog, entries: number, progress: (done: number) => void): Promise<number> {
  const running = new Map<string, Promise<unknown>>()
  let stored = 0
  for (const { stream, expected, events } of syntheticLedger(new Chance(20_250_831), entries)) {
    while (running.has(stream) || running.size >= IN_FLIGHT) await Promise.race(running.values())
    const append = log.append(stream, expected, events)
    running.set(
      stream,
      append.then(() => running.delete(stream)),
    )
    stored += events.length
    if (stored % 50_000 < events.length) progress(stored)
  }
  await Promise.all(running.values())
  return stored
}

/** Rebuild, from no file to a model that is level and served, against reading alone in one thread, and the answers for one platform and for all. */
export async function measureFigures(folder: string): Promise<Line[]> {
  const log = await openSqliteEventLog({ folder })
  try {
    let read = 0
    const readStart = performance.now()
    for await (const page of log.readAll()) read += page.length
    const reading = perSecond(read, performance.now() - readStart)

    const file = join(folder, 'bench-rebuild.db')
    for (const side of ['', '-wal', '-shm']) rmSync(file + side, { force: true })
    const buildStart = performance.now()
    const model = await ReadModel.open(ledgerLog(log), { file, builder: FIGURES_BUILDER })
    await model.start()
    const rebuilding = perSecond(read, performance.now() - buildStart)
    const { tables } = model
    const lines: Line[] = [
      {
        what: `rebuild of every projection, ${read.toLocaleString('en-US')} entries`,
        measured: rebuilding,
        unit: 'entries/s',
        limit: { what: 'reading and parsing the log alone', value: reading },
        aim: '≥ 0.8 of it',
        met: rebuilding >= 0.8 * reading,
        perEntry: { of: 'rebuild', entries: read, microseconds: 1e6 / rebuilding },
      },
      onePlatform(tables),
      allPlatforms(tables),
    ]
    await model.stop()
    process.stderr.write(`read model: ${Math.round(statSync(file).size / 1e6)} MB\n`)
    return lines
  } finally {
    await log.close()
  }
}

function onePlatform(tables: Tables): Line {
  const chance = new Chance(1)
  const latencies = new Latencies()
  const count = 3_000
  for (let i = -100; i < count; i++) {
    const platform = chance.skewed(tables.platformIds.length)
    const [window, cut] = [anyWindow(chance), anyCut(chance, tables)]
    const ask = () => answer(new Question(tables, window, cut, platform), MAIN_FIGURES)
    if (i < 0) ask()
    else latencies.time(ask)
  }
  const latency = latencies.percentiles()
  return {
    what: "one platform's figures, any window and cut",
    measured: latency.p99,
    unit: 'ms p99',
    latency,
    aim: '< 5 ms',
    met: latency.p99 < 5,
    perEntry: {
      of: 'figures of one platform',
      entries: tables.sequence,
      microseconds: (latency.p50 * 1000) / tables.sequence,
    },
  }
}

function allPlatforms(tables: Tables): Line {
  const chance = new Chance(2)
  const latencies = new Latencies()
  for (let i = -5; i < 150; i++) {
    const [window, cut] = [anyWindow(chance), anyCut(chance, tables)]
    const ask = () => answerAll(new Question(tables, window, cut, undefined), MAIN_FIGURES)
    if (i < 0) ask()
    else latencies.time(ask)
  }
  const latency = latencies.percentiles()
  return {
    what: "every platform's figures at once, any window and cut",
    measured: latency.p99,
    unit: 'ms p99',
    latency,
    aim: '< 100 ms',
    met: latency.p99 < 100,
  }
}

const FIRST = dayNumber('2023-01-01')
const LAST = dayNumber('2026-06-30')

export function anyWindow(chance: Chance): Window {
  const [a, b] = [FIRST + chance.below(LAST - FIRST), FIRST + chance.below(LAST - FIRST)]
  return { from: dayOfNumber(Math.min(a, b)), to: dayOfNumber(Math.max(a, b)) } as Window
}

/** Half the questions ask for now, half for an earlier moment. */
function anyCut(chance: Chance, tables: Tables): number {
  return chance.maybe(0.5) ? tables.sequence : 1 + chance.below(tables.sequence)
}
