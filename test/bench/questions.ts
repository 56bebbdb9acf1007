import { monitorEventLoopDelay } from 'node:perf_hooks'
import { engagementStream } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import {
  answer,
  answerAll,
  answerAllInTurns,
  BroughtForward,
  Lately,
  MAIN_FIGURES,
  Projector,
  Question,
  type Tables,
} from '@pilot-ledger/figures'
import { dayNumber, dayOfNumber, engagementIdOf, type Window } from '@pilot-ledger/kernel'
import { Chance } from './chance'
import { Latencies, type Line } from './measure'
import { event, story } from './synthetic-ledger'

const LARGE = 2_000_000

/** What questions of figures take: of one platform, of every one, and how long others wait meanwhile. */
export async function measureQuestions(tables: Tables): Promise<Line[]> {
  const opened = performance.now()
  await answerAllInTurns(anyQuestion(new Chance(3), tables, undefined), MAIN_FIGURES)
  process.stderr.write(`figures first asked after opening: ${Math.round(performance.now() - opened)} ms, in turns\n`)
  return [onePlatform(tables), allPlatforms(tables), await allAtTheHead(tables), await whatOthersWait(tables)]
}

function onePlatform(tables: Tables): Line {
  const chance = new Chance(1)
  const latencies = new Latencies()
  for (let i = -100; i < 3_000; i++) {
    const platform = chance.skewed(tables.platformIds.length)
    const question = () => anyQuestion(chance, tables, platform)
    if (i < 0) answer(question(), MAIN_FIGURES)
    else latencies.time(() => answer(question(), MAIN_FIGURES))
  }
  const line = below(5, "one platform's figures, any window and cut", latencies)
  const microseconds = (latencies.percentiles().p50 * 1000) / tables.sequence
  return { ...line, perEntry: { of: 'figures of one platform', entries: tables.sequence, microseconds } }
}

function allPlatforms(tables: Tables): Line {
  const chance = new Chance(2)
  const latencies = new Latencies()
  for (let i = -5; i < 150; i++) {
    const question = () => anyQuestion(chance, tables, undefined)
    if (i < 0) answerAll(question(), MAIN_FIGURES)
    else latencies.time(() => answerAll(question(), MAIN_FIGURES))
  }
  const aim = tables.sequence > LARGE ? 150 : 30
  return below(aim, "every platform's figures at once, any window and cut", latencies)
}

/** From the first recognition to today, as everybody asks: worked out once, then known. */
async function allAtTheHead(tables: Tables): Promise<Line> {
  const ask = askAtTheHead(tables)
  const latencies = new Latencies()
  for (let i = 0; i < 200; i++) latencies.add(await timed(ask))
  const first = latencies.percentiles().max
  return below(10, `the same at the head, from recognition on, asked again (first: ${Math.round(first)} ms)`, latencies)
}

/** The same when each time an entry came in between. The tables are spoilt for anything else: no log has these entries. */
export async function measureAfterEntries(tables: Tables): Promise<Line> {
  const ask = askAtTheHead(tables)
  await ask()
  const projector = new Projector(tables, async () => [])
  const latencies = new Latencies()
  for (const event of signings(tables, 200)) {
    await projector.apply(event)
    latencies.add(await timed(ask))
  }
  return below(10, 'the same at the head, right after an entry came', latencies)
}

function askAtTheHead(tables: Tables): () => Promise<unknown> {
  const window = { from: dayOfNumber(FIRST), to: dayOfNumber(LAST) }
  const lately = new Lately<BroughtForward>()
  return () => {
    const question = new Question(tables, window, tables.sequence)
    return lately.of(tables, 'head', question.cut, (earlier) =>
      earlier ? earlier.to(question) : BroughtForward.of(question, MAIN_FIGURES),
    )
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Contracts signed with platforms as large and as small as chance will have them. */
function* signings(tables: Tables, count: number): Generator<RecordedEvent> {
  const chance = new Chance(5)
  for (let i = 0; i < count; i++) {
    const platform = tables.platformIds.text(chance.skewed(tables.platformIds.length))
    const [signing] = story(chance, platform, `NEW-${i}`)
    const stream = engagementStream(engagementIdOf(platform, `NEW-${i}`))
    yield {
      ...event(stream, 0, signing),
      stream,
      revision: 0,
      position: `${i}`,
      recordedAt: tables.recordedAt(tables.sequence),
    }
  }
}

/** While every platform's figures are asked, again and again. */
async function whatOthersWait(tables: Tables): Promise<Line> {
  const chance = new Chance(4)
  const delay = monitorEventLoopDelay({ resolution: 2 })
  delay.enable()
  for (let i = 0; i < 40; i++) {
    await answerAllInTurns(anyQuestion(chance, tables, undefined), MAIN_FIGURES)
    await new Promise((resolve) => setImmediate(resolve))
  }
  delay.disable()
  const ms = (nanoseconds: number) => nanoseconds / 1e6
  const [p99, max] = [ms(delay.percentile(99)), ms(delay.max)]
  return {
    what: "event-loop delay while every platform's figures are asked",
    measured: p99,
    unit: 'ms p99',
    latency: { p50: ms(delay.percentile(50)), p90: ms(delay.percentile(90)), p99, max },
    aim: 'p99 < 20 ms, max < 100 ms',
    met: p99 < 20 && max < 100,
  }
}

function below(aim: number, what: string, latencies: Latencies): Line {
  const latency = latencies.percentiles()
  return { what, measured: latency.p99, unit: 'ms p99', latency, aim: `< ${aim} ms`, met: latency.p99 < aim }
}

const FIRST = dayNumber('2023-01-01')
const LAST = dayNumber('2026-06-30')

export function anyWindow(chance: Chance): Window {
  const [a, b] = [FIRST + chance.below(LAST - FIRST), FIRST + chance.below(LAST - FIRST)]
  return { from: dayOfNumber(Math.min(a, b)), to: dayOfNumber(Math.max(a, b)) } as Window
}

/** Half the questions ask for now, half for an earlier moment. */
function anyQuestion(chance: Chance, tables: Tables, platform: number | undefined): Question {
  const window = anyWindow(chance)
  const cut = chance.maybe(0.5) ? tables.sequence : 1 + chance.below(tables.sequence)
  return new Question(tables, window, cut, platform)
}
