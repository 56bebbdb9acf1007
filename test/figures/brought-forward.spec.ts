import { answerAll, BroughtForward, PLATFORM_FIGURES, Projector, Question, Tables } from '@pilot-ledger/figures'
import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { Chance, randomHistory } from './histories.spec-support'

let mockBetween = async (): Promise<void> => undefined
jest.mock('@pilot-ledger/kernel', () => ({
  ...jest.requireActual('@pilot-ledger/kernel'),
  turnIsOver: () => true,
  nextTurn: () => mockBetween(),
}))

describe('given the answers about all platforms that are brought forward from head to head', () => {
  test('when entries came in between, or come meanwhile, then they are those of a question asked anew', async () => {
    const anew = jest.spyOn(BroughtForward, 'of')
    let broughtForward = 0
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log } = randomHistory(seed, 120)
        const tables = new Tables()
        const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
        const projector = new Projector(tables, source)
        const chance = new Chance(seed)
        const coming = [...log]
        const takeIn = async (most: number) => {
          for (const it of coming.splice(0, chance.below(most + 1))) await projector.apply(it)
        }
        mockBetween = async () => takeIn(chance.maybe(0.3) ? 1 : 0)
        const from = dayNumber('2024-09-01') + chance.below(200)
        const window = { from: dayOfNumber(from), to: dayOfNumber(from + chance.below(250)) }
        const ask = () => new Question(tables, window, tables.sequence)
        await takeIn(20)
        let kept = await BroughtForward.of(ask(), PLATFORM_FIGURES)
        while (coming.length > 0) {
          await takeIn(6)
          const { cut } = ask()
          const there = answerAll(ask(), PLATFORM_FIGURES).platforms.length
          kept = await kept.to(ask())
          expect(kept.answers.platforms).toHaveLength(there)
          broughtForward++
          const { platforms, totals } = answerAll(new Question(tables, window, cut), PLATFORM_FIGURES)
          expect(kept.answers).toEqual({ platforms: platforms.slice(0, kept.answers.platforms.length), totals })
        }
      }),
      { numRuns: Math.min(Number(process.env.HISTORIES ?? 20), 200) },
    )
    expect(anew.mock.calls.length).toBeLessThan(broughtForward / 2)
  }, 60_000)
})
