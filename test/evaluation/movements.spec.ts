import { changes, countedRows, figureOf, moveText, Question } from '@pilot-ledger/figures'
import fc from 'fast-check'
import { loneIndicator, NO_SCHEME } from '../../libs/evaluation/src/audit/lone-figure'
import { moved } from '../../libs/evaluation/src/audit/movements'
import { StreamsAtCut } from '../../libs/evaluation/src/rounds/contract-terms'
import { randomHistory } from '../figures/histories.spec-support'
import { ledgerOf } from '../papers/in-memory.spec-support'

const WINDOW = { from: '2024-08-01', to: '2025-01-31' }
const CODES = ['contractAmount', 'receivedAmount', 'clients', 'clients.unrelated', 'projects.received', 'products']
const digits = (text: string) => BigInt(text.replace('.', ''))

it('given random histories and any two cuts, then effects add up to the difference, asked one by one or by halves', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.nat(60), fc.nat(60), fc.constantFrom(...CODES), async (seed, a, b, code) => {
      const { log: history, platforms } = randomHistory(seed, 60)
      const { tables, log } = await ledgerOf(history)
      const [since, until] = [a, b].map((it) => Math.min(it, history.length)).sort((x, y) => x - y)
      const platform = tables.platformIds.find(platforms[0]) as number
      const figure = figureOf(code)
      if (!figure) throw new Error(code)
      const moving = {
        tables,
        platform,
        window: WINDOW,
        scheme: NO_SCHEME,
        indicator: loneIndicator(figure),
        deductionsAt: async () => [],
        struck: true,
      }
      const streams = new StreamsAtCut(log as never)
      const full = await moved(moving, since, until, streams, Number.POSITIVE_INFINITY)
      const halves = await moved(moving, since, until, streams, 0)
      const counted = (cut: number) =>
        countedRows(new Question(tables, WINDOW, cut, platform), figure).reduce((sum, it) => sum + BigInt(it.value), 0n)
      const difference = counted(until) - counted(since)
      const plain = await moved({ ...moving, struck: false }, since, until, streams, Number.POSITIVE_INFINITY)
      // A filter that keeps nothing of these out takes the way of filters.
      const scheme = { ...NO_SCHEME, filters: ['otherFundingOut' as const] }
      const filtered = await moved({ ...moving, scheme, struck: false }, since, until, streams, 0)
      for (const it of [full, halves, plain, filtered])
        expect(it?.movements.reduce((sum, { effect }) => sum + digits(effect), 0n)).toBe(difference)
      // Without filters it is what the figures themselves tell of two cuts.
      const { effects } = await changes({ tables, platform, window: WINDOW, figure }, since, until)
      const reported = effects.map(({ sequence, effect }) => ({ sequence, effect: moveText(figure, effect) }))
      expect(full?.movements).toEqual(reported)
      expect(plain?.movements).toEqual(reported)
      expect([plain?.since, plain?.until]).toEqual([full?.since, full?.until])
    }),
    { numRuns: 80 },
  )
})
