import { Question, WarningSight } from '@pilot-ledger/figures'
import { dayNumber } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { ContractFiles } from '../../libs/evaluation/src/audit/contract-files'
import { WarningsAtCut } from '../../libs/evaluation/src/audit/warnings-at-cut'
import { randomHistory } from '../figures/histories.spec-support'
import { ledgerOf } from '../papers/in-memory.spec-support'

const WINDOW = { from: '2024-08-01', to: '2025-01-31' }
const TODAY = dayNumber('2025-12-01')

it('given random histories, then the doubts as of any cut are those that stood when the ledger ended there', async () => {
  let compared = 0
  const met = new Set<number>()
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.double({ min: 0.2, max: 1, noNaN: true }),
      fc.boolean(),
      async (seed, share, alike) => {
        const { log: history, platforms } = randomHistory(seed, 60, alike)
        const cut = Math.max(2, Math.floor(history.length * share))
        const [whole, then] = [await ledgerOf(history), await ledgerOf(history.slice(0, cut))]
        const sight = new WarningSight(then.tables, TODAY, WINDOW)
        for (const id of platforms) {
          const { tables, log } = whole
          const question = new Question(tables, WINDOW, cut, tables.platformIds.find(id))
          const files = new ContractFiles(log as never, tables, cut)
          const atCut = new WarningsAtCut(question, files, TODAY)
          for (const it of then.tables.contractsOf(then.tables.platformIds.find(id) as number)) {
            if (!then.tables.contract(it).wasSigned) continue
            const number = tables.contractIds.find(then.tables.contract(it).id) as number
            const [expected, found] = [sight.doubtsOf(it), await atCut.of(number)]
            expect(found).toEqual(expected)
            for (const raised of found) met.add(raised)
            compared++
          }
        }
      },
    ),
    { numRuns: 60 },
  )
  expect(compared).toBeGreaterThan(60)
  expect(met).toContain(5)
})
