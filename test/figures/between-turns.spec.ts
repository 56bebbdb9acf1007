import type { RecordedEvent } from '@pilot-ledger/event-log'
import { answerAll, answerAllInTurns, PLATFORM_FIGURES, Projector, Question, Tables } from '@pilot-ledger/figures'
import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { Chance, randomHistory } from './histories.spec-support'

let mockBetween = async (): Promise<void> => undefined
jest.mock('@pilot-ledger/kernel', () => ({
  ...jest.requireActual('@pilot-ledger/kernel'),
  turnIsOver: () => true,
  nextTurn: () => mockBetween(),
}))

describe('given figures of all platforms that are asked in turns', () => {
  test('when entries are taken in between two turns, then they are what they were at the cut', async () => {
    /** Entries that were taken in between two turns. */
    let between = 0
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.boolean(), async (seed, requestedBefore) => {
        const { log } = randomHistory(seed)
        const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
        const takeIn = async (tables: Tables, events: readonly RecordedEvent[]) => {
          const projector = new Projector(tables, source)
          for (const it of events) await projector.apply(it)
        }
        const chance = new Chance(seed)
        const known = 1 + chance.below(log.length)
        const from = dayNumber('2024-09-01') + chance.below(200)
        const window = { from: dayOfNumber(from), to: dayOfNumber(from + chance.below(250)) }
        const cut = chance.below(3) === 0 ? chance.below(known + 1) : known
        const [tables, asItWas] = [new Tables(), new Tables()]
        for (const it of [tables, asItWas]) await takeIn(it, log.slice(0, known))
        if (requestedBefore) answerAll(new Question(tables, window, cut), PLATFORM_FIGURES)

        const coming = log.slice(known)
        const atOnce = 1 + Math.floor(coming.length / 2)
        mockBetween = async () => {
          const some = coming.splice(0, atOnce)
          between += some.length
          await takeIn(tables, some)
        }
        const reported = await answerAllInTurns(new Question(tables, window, cut), PLATFORM_FIGURES)
        expect(reported).toEqual(answerAll(new Question(asItWas, window, cut), PLATFORM_FIGURES))
      }),
      { numRuns: Number(process.env.HISTORIES ?? 20) },
    )
    expect(between).toBeGreaterThan(0)
  }, 60_000)
})
