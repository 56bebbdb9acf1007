import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type EventLog, openSqliteEventLog } from '@pilot-ledger/event-log'
import { PageStore, ReadModel, Tables } from '@pilot-ledger/figures'
import { FIGURES_BUILDER, ledgerLog } from '@pilot-ledger/service'
import { Chance } from './chance'
import { type Line, perSecond } from './measure'
import { measureAfterEntries, measureQuestions } from './questions'
import { syntheticLedger } from './synthetic-ledger'

/** Appends in flight while filling: enough to share syncs, few enough to need little memory. */
const IN_FLIGHT = 512

/** Fills a log with invented contracts. Appends to one stream follow one another; others go at the same time. */
export async function fill(
  log: EventLog,
  entries: number,
  progress: (done: number) => void,
  platforms?: number,
): Promise<number> {
  const running = new Map<string, Promise<unknown>>()
  let stored = 0
  for (const { stream, expected, events } of syntheticLedger(new Chance(20_250_831), entries, platforms)) {
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
      ...(await measureQuestions(tables)),
    ]
    await model.stop()
    const store = new PageStore(file)
    lines.push(await measureAfterEntries(store.load(new Tables()).tables))
    store.close()
    process.stderr.write(`read model: ${Math.round(statSync(file).size / 1e6)} MB\n`)
    return lines
  } finally {
    await log.close()
  }
}
