import type { RecordedEvent } from '@pilot-ledger/event-log'
import {
  answer,
  changes,
  changesByRecount,
  countedRows,
  type FigureDefinition,
  PLATFORM_FIGURES,
  PROGRAMME_FIGURES,
  Projector,
  Question,
  sequencesThatMove,
  Tables,
} from '@pilot-ledger/figures'
import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { Chance } from '../figures/histories.spec-support'
import { naiveProgramme } from './naive-programme.spec-support'
import { PROGRAMME, randomProgramme } from './random-programme.spec-support'

async function projected(log: readonly RecordedEvent[]): Promise<Tables> {
  const tables = new Tables()
  const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
  const projector = new Projector(tables, source)
  for (const event of log) await projector.apply(event)
  return tables
}

function randomWindow(chance: Chance) {
  const from = dayNumber('2024-08-01') + chance.below(300)
  return { from: dayOfNumber(from), to: dayOfNumber(from + chance.below(200)) }
}

/** Whom a figure is asked of: the programme, or every register. */
const ownerOf = (tables: Tables, figure: FigureDefinition) =>
  figure.of === 'programme' ? tables.platformIds.find(PROGRAMME) : undefined
const RUNS = Number(process.env.HISTORIES ?? 30)
const total = (text: string | null) => BigInt((text ?? '0').replace('.', ''))

/** What the rows of a figure add up to. */
const counted = (question: Question, figure: FigureDefinition) =>
  countedRows(question, figure).reduce((sum, it) => sum + BigInt(it.value), 0n)

describe('given random valid programmes with corrections, voids and late entries', () => {
  test('when any window and cut is asked, then every figure equals the naive model’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const log = randomProgramme(seed)
        const tables = await projected(log)
        const chance = new Chance(seed ^ 0x55555555)
        for (let i = 0; i < 3; i++) {
          const window = randomWindow(chance)
          const cut = chance.below(log.length + 1)
          const given = Object.fromEntries(
            PROGRAMME_FIGURES.map((figure) => {
              const question = new Question(tables, window, cut, ownerOf(tables, figure))
              return [figure.code, answer(question, [figure])[0].value]
            }),
          )
          expect({ window, cut, ...given }).toEqual({
            window,
            cut,
            ...naiveProgramme(log, PROGRAMME, window.from, window.to, cut),
          })
        }
      }),
      { numRuns: RUNS },
    )
  }, 120_000)

  test('then rows add up to the figure, and changes to the difference of two cuts', async () => {
    const moved = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const log = randomProgramme(seed)
        const tables = await projected(log)
        const chance = new Chance(seed + 2)
        const window = randomWindow(chance)
        const [since, until] = [chance.below(log.length + 1), chance.below(log.length + 1)].sort((a, b) => a - b)
        for (const figure of PROGRAMME_FIGURES) {
          const owner = ownerOf(tables, figure)
          const question = new Question(tables, window, until, owner)
          const value = total(answer(question, [figure])[0].value)
          expect(countedRows(question, figure).reduce((sum, it) => sum + BigInt(it.value), 0n)).toBe(value)
          const moving = { tables, platform: owner, window, figure }
          const moves = await changes(moving, since, until)
          expect(moves).toEqual(await changesByRecount(moving, sequencesThatMove(moving, since, until), since))
          const before = counted(new Question(tables, window, since, owner), figure)
          expect([moves.since, moves.until]).toEqual([before, value])
          expect(moves.effects.reduce((sum, it) => sum + it.effect, 0n)).toBe(value - before)
          if (moves.effects.length > 0) moved.add(figure.code)
        }
      }),
      { numRuns: RUNS },
    )
    // The histories move what they are there to move.
    expect(moved.size).toBeGreaterThan(12)
  }, 120_000)

  test('then no platform’s figure is moved by what a programme records', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const log = randomProgramme(seed)
        const withoutIt = log.filter((it) => !it.stream.startsWith('programme-'))
        const [all, alone] = [await projected(log), await projected(withoutIt)]
        const window = { from: '2024-08-01', to: '2025-06-30' }
        const requested = (tables: Tables) => {
          const id = withoutIt[0].stream.slice('platform-'.length)
          return answer(new Question(tables, window, tables.sequence, tables.platformIds.find(id)), PLATFORM_FIGURES)
        }
        expect(requested(all)).toEqual(requested(alone))
      }),
      { numRuns: RUNS },
    )
  }, 60_000)
})
