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

  test('names that try to write entries of their own change nothing', async () => {
    const { log: history, platforms } = randomHistory(42, 120)
    const injected =
      '甲"; | , [2020-01-01]\n2024-01-01 * "X"\n    Assets:Bank:X  CNY 999.00\n  Equity:X  CNY -999.00\n\\'
    const hostile = JSON.parse(
      JSON.stringify(history).replaceAll(/"name":"[^"]*"/g, `"name":${JSON.stringify(injected)}`),
    )
    const written = await Promise.all(
      [history, hostile].map(async (it) => {
        const { log, tables } = await ledgerOf(it)
        const number = tables.platformIds.find(platforms[0]) as number
        return [...journalText(await platformJournal(log, tables, number, it.length), tool.format)].join('')
      }),
    )
    expect(written[1]).not.toBe(written[0])
    expect(faultsIn(tool, written[1])).toBe('')
    expect(balancesIn(tool, written[1])).toEqual(balancesIn(tool, written[0]))
  })
})
