import { journalText, platformJournal } from '@pilot-ledger/intake/journals'
import * as fc from 'fast-check'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { naivePlatform } from '../figures/naive-model.spec-support'
import { ledgerOf } from '../papers/in-memory.spec-support'
import { figuresFrom, figuresIn } from './expected.spec-support'
import { balancesIn, faultsIn, tools } from './tools.spec-support'

const RUNS = Number(process.env.HISTORIES ?? 30)

describe.each(tools)('Journals of random histories in $named', (tool) => {
  const test = tool.missing.length > 0 ? it.skip : it

  test('at any cut: accepted, and every total is the naive model’s to the fen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log: history, platforms } = randomHistory(seed, 120)
        const { log, tables } = await ledgerOf(history)
        const cut = new Chance(seed ^ 0x1234).below(history.length + 1)
        const id = platforms[(seed & 1) as 0 | 1]
        const journal = await platformJournal(log, tables, tables.platformIds.find(id) as number, cut)
        const text = [...journalText(journal, tool.format)].join('')
        expect(faultsIn(tool, text)).toBe('')
        const naive = naivePlatform(history, id, '1950-01-01', '2199-12-31', cut)
        const basis = naive.counted[0]?.signed.taxBasis
        expect(figuresIn(balancesIn(tool, text))).toEqual(figuresFrom(naive.figures() as never, basis))
      }),
      { numRuns: RUNS },
    )
  })
})
