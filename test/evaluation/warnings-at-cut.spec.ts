import { NONE, Question, WarningSight } from '@pilot-ledger/figures'
import { dayNumber } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { ContractFiles } from '../../libs/evaluation/src/audit/contract-files'
import { Doubles } from '../../libs/evaluation/src/audit/doubles'
import { WarningsAtCut } from '../../libs/evaluation/src/audit/warnings-at-cut'
import { randomHistory } from '../figures/histories.spec-support'
import { ledgerOf } from '../papers/in-memory.spec-support'

const WINDOW = { from: '2024-08-01', to: '2025-01-31' }
const TODAY = dayNumber('2025-12-01')
/** W5 looks at frameworks that their call-offs stand for there, and only at what counts here. */
const W5 = 1 << 4

it('given random histories, then warnings as of any cut are those that stood when the ledger ended there', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.double({ min: 0.2, max: 1, noNaN: true }), async (seed, share) => {
      const { log: history, platforms } = randomHistory(seed, 60)
      const cut = Math.max(2, Math.floor(history.length * share))
      const [whole, then] = [await ledgerOf(history), await ledgerOf(history.slice(0, cut))]
      const sight = new WarningSight(then.tables, TODAY, WINDOW)
      for (const id of platforms) {
        const { tables, log } = whole
        const question = new Question(tables, WINDOW, cut, tables.platformIds.find(id))
        const files = new ContractFiles(log as never, tables, cut)
        const doubles = await Doubles.at(log as never, question)
        const atCut = new WarningsAtCut(question, files, doubles, TODAY)
        const own = then.tables.contractsOfPlatform
        for (let it = own.newest(then.tables.platformIds.find(id) as number); it !== NONE; it = own.before(it)) {
          if (then.tables.contracts.columns.number[it] === NONE) continue
          const number = tables.contractIds.find(then.tables.contractIds.text(it)) as number
          const [expected, found] = [sight.of(it), await atCut.of(number)]
          expect(found & ~W5).toBe(expected & ~W5)
          // Never one that the other does not know.
          expect(found & W5 & ~expected).toBe(0)
          compared++
        }
      }
    }),
    { numRuns: 60 },
  )
  expect(compared).toBeGreaterThan(60)
})
