import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import {
  ageing,
  answer,
  answerAll,
  answerAllInTurns,
  CATALOGUE,
  changes,
  changesByRecount,
  changesByRow,
  countedRows,
  type FigureDefinition,
  figureOf,
  groups,
  MAIN_FIGURES,
  PageStore,
  PLATFORM_FIGURES,
  Projector,
  Question,
  sequencesThatMove,
  Tables,
} from '@pilot-ledger/figures'
import { atOnce, dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { Chance, randomHistory } from './histories.spec-support'
import { naivePlatform, SITUATIONS } from './naive-model.spec-support'

/**
 * The real projection over a history that stands in memory, stored and opened again every so many entries and at the end: in
 * pages of a few rows, none of which is there before it is asked for.
 */
async function projected(log: readonly RecordedEvent[], every = 23): Promise<Tables> {
  const store = new PageStore(':memory:')
  const opened = () => store.load(new Tables(5)).tables
  const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
  let tables = opened()
  for (const [i, event] of log.entries()) {
    await new Projector(tables, source).apply(event)
    if (i % every !== 0 && i !== log.length - 1) continue
    store.save(tables, { position: event.position, eventId: event.id, sequence: tables.sequence })
    tables = opened()
  }
  return tables
}

function randomWindow(chance: Chance) {
  const from = dayNumber('2024-09-01') + chance.below(200)
  return { from: dayOfNumber(from), to: dayOfNumber(from + chance.below(250)) }
}

const platformOf = (tables: Tables, id: string) => tables.platformIds.find(id) as number
/** Register flows whose first day may be known only to the month. */
const MONTHS = [
  ['jointCentres', 'centre'],
  ['productionLines.added', 'line'],
  ['sharedEquipment.added', 'equipment'],
  ['libraryProjects.added', 'library'],
] as const
const RUNS = Number(process.env.HISTORIES ?? 20)

/** What the rows of a figure add up to. */
const counted = (question: Question, figure: FigureDefinition) =>
  countedRows(question, figure).reduce((sum, it) => sum + BigInt(it.value), 0n)

describe('given random valid histories with corrections, voids and late entries', () => {
  test('when any window and cut is asked, then every figure equals the naive model’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log, platforms } = randomHistory(seed)
        const tables = await projected(log)
        const chance = new Chance(seed ^ 0x55555555)
        for (let i = 0; i < 3; i++) {
          const window = randomWindow(chance)
          const cut = chance.below(log.length + 1)
          for (const id of platforms) {
            const naive = naivePlatform(log, id, window.from, window.to, cut)
            const expected = naive.figures()
            const figures = answer(new Question(tables, window, cut, platformOf(tables, id)), PLATFORM_FIGURES)
            const given = Object.fromEntries(
              figures.map((it) => [
                it.code,
                it.refused
                  ? { parts: Object.fromEntries(it.refused.parts.map((part) => [part.taxBasis, part.value])) }
                  : it.value,
              ]),
            )
            expect({ window, cut, ...given }).toEqual({ window, cut, ...expected })
            for (const [code, kind] of MONTHS) {
              const reported = figures.find((it) => it.code === code)?.onlyToTheMonth?.rows ?? 0
              expect([code, reported]).toEqual([code, naive.onlyToTheMonth(kind)])
            }
          }
        }
      }),
      { numRuns: RUNS },
    )
  }, 120_000)

  test('then the histories contain what the definitions decide', () => {
    const missing = new Set<string>(SITUATIONS)
    for (let seed = 1; seed <= 400 && missing.size > 0; seed++) {
      const { log, platforms } = randomHistory(seed)
      for (const id of platforms)
        for (const it of naivePlatform(log, id, '2024-11-15', '2025-08-31', log.length).situations()) missing.delete(it)
    }
    expect([...missing]).toEqual([])
  })

  /** What never occurs is never compared: the model would hold nothing against nothing. */
  test('then they hold every type of entry of a contract, and no figure of a platform is always nothing', () => {
    const missing = new Set([
      ...ENGAGEMENT_EVENTS.all.map(({ type }) => type),
      ...PLATFORM_FIGURES.map(({ code }) => code),
    ])
    for (let seed = 1; seed <= 400 && missing.size > 0; seed++) {
      const { log, platforms } = randomHistory(seed)
      for (const { type } of log) missing.delete(type)
      for (const id of platforms) {
        const figures = naivePlatform(log, id, '2024-06-01', '2025-08-31', log.length).figures()
        for (const [code, value] of Object.entries(figures))
          if (typeof value !== 'string' || /[1-9]/.test(value)) missing.delete(code)
      }
    }
    expect([...missing]).toEqual([])
  })

  test('when ageing and months are asked, then they equal the naive model’s and add up to the figure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log, platforms } = randomHistory(seed)
        const tables = await projected(log)
        const chance = new Chance(seed + 1)
        const window = randomWindow(chance)
        const cut = chance.below(log.length + 1)
        const [id] = platforms
        const question = new Question(tables, window, cut, platformOf(tables, id))
        const naive = naivePlatform(log, id, window.from, window.to, cut)
        expect(Object.fromEntries(ageing(question).map((it) => [it.bucket, it.value]))).toEqual(naive.ageing())
        for (const code of ['contractAmount', 'projects', 'receivedAmount'] as const) {
          const byMonth = Object.fromEntries(
            atOnce(groups(question, figureOf(code) as (typeof CATALOGUE)[number], 'month')).map((it) => [
              it.key,
              (it.parts ?? [{ value: it.value as string }]).reduce(
                (sum, part) => sum + BigInt(part.value.replace('.', '')),
                0n,
              ),
            ]),
          )
          expect(byMonth).toEqual(naive.byMonth(code))
        }
      }),
      { numRuns: Math.min(RUNS, 300) },
    )
  }, 60_000)

  test('then drilled rows and every grouping add up to the figure, and changes to the difference of two cuts', async () => {
    /** Figures whose changes were told in one pass; the others are asked anew at each entry. */
    const byRow = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log, platforms } = randomHistory(seed)
        const tables = await projected(log)
        const chance = new Chance(seed + 2)
        const window = randomWindow(chance)
        const cuts = [chance.below(log.length + 1), chance.below(log.length + 1)].sort((a, b) => a - b)
        const platform = platformOf(tables, platforms[1])
        for (const figure of CATALOGUE) {
          const question = new Question(tables, window, cuts[1], platform)
          const value = counted(question, figure)
          const total = (text: string | null) => BigInt((text ?? '0').replace('.', ''))
          for (const by of ['client', 'product', 'category', 'month'] as const) {
            const parts = atOnce(groups(question, figure, by)).flatMap(
              (it): readonly { value: string | null }[] => it.parts ?? [it],
            )
            expect(parts.reduce((sum, it) => sum + total(it.value), 0n)).toBe(value)
          }
          const [single] = answer(question, [figure])
          const shown = single.refused
            ? single.refused.parts.reduce((sum, it) => sum + total(it.value), 0n)
            : total(single.value)
          expect(countedRows(question, figure).reduce((sum, it) => sum + BigInt(it.value), 0n)).toBe(shown)
          const moving = { tables, platform: platform, window, figure }
          const moves = await changes(moving, cuts[0], cuts[1])
          expect(moves).toEqual(await changesByRecount(moving, sequencesThatMove(moving, cuts[0], cuts[1]), cuts[0]))
          if (await changesByRow(moving, cuts[0], cuts[1])) byRow.add(figure.code)
          const before = counted(new Question(tables, window, cuts[0], platform), figure)
          expect([moves.since, moves.until]).toEqual([before, value])
          expect(moves.effects.reduce((sum, it) => sum + it.effect, 0n)).toBe(value - before)
        }
      }),
      { numRuns: Math.min(RUNS * 2, 200) },
    )
    expect([...byRow]).toEqual(expect.arrayContaining(MAIN_FIGURES.map((it) => it.code)))
  }, 60_000)

  test('when entries come between questions, then each is answered by the rows that hold at its cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log, platforms } = randomHistory(seed, 250)
        const tables = new Tables()
        const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
        const projector = new Projector(tables, source)
        const chance = new Chance(seed + 4)
        for (const event of log) {
          await projector.apply(event)
          if (!chance.maybe(0.1)) continue
          const window = randomWindow(chance)
          const cut = chance.maybe(0.5) ? tables.sequence : chance.below(tables.sequence + 1)
          for (const platform of platforms.flatMap((id) => tables.platformIds.find(id) ?? [])) {
            const question = new Question(tables, window, cut, platform)
            for (const [at, { value, refused }] of answer(question, PLATFORM_FIGURES).entries()) {
              const parts = refused?.parts.map((it) => it.value) ?? [value as string]
              const sum = parts.reduce((all, it) => all + BigInt(it.replace('.', '')), 0n)
              expect([PLATFORM_FIGURES[at].code, sum]).toEqual([
                PLATFORM_FIGURES[at].code,
                counted(question, PLATFORM_FIGURES[at]),
              ])
            }
          }
        }
      }),
      { numRuns: Math.min(Math.ceil(RUNS / 2), 60) },
    )
  }, 60_000)

  test('then every platform’s answer in one pass equals the platform asked alone, and sums are totals', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log } = randomHistory(seed)
        const tables = await projected(log)
        const chance = new Chance(seed + 3)
        const window = randomWindow(chance)
        const cut = chance.below(log.length + 1)
        const all = answerAll(new Question(tables, window, cut), CATALOGUE)
        expect(await answerAllInTurns(new Question(tables, window, cut), CATALOGUE)).toEqual(all)
        for (const { platform, figures } of all.platforms) {
          expect(figures).toEqual(answer(new Question(tables, window, cut, platform), CATALOGUE))
        }
        for (const code of ['invoicedAmount', 'receivedAmount', 'outstanding']) {
          const values = all.platforms.map((it) => it.figures.find((figure) => figure.code === code)?.value as string)
          const total = all.totals.find((it) => it.code === code)?.value as string
          expect(values.reduce((sum, it) => sum + BigInt(it.replace('.', '')), 0n)).toBe(BigInt(total.replace('.', '')))
        }
      }),
      { numRuns: Math.min(RUNS * 2, 200) },
    )
  }, 60_000)
})
