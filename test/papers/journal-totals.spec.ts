import { journalText, platformJournal } from '@pilot-ledger/intake/journals'
import * as fc from 'fast-check'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { ledgerOf } from './in-memory.spec-support'

/** Journals without the tools they are for: what the tools would find, found by plain addition. */
describe('given random histories, when a journal is made at any cut', () => {
  test('then every transaction balances, every control total holds, and no name is typed by anybody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log: history, platforms } = randomHistory(seed, 90)
        const { log, tables } = await ledgerOf(history)
        const cut = new Chance(seed ^ 0x1357).below(history.length + 1)
        const number = tables.platformIds.find(platforms[1]) as number
        const { transactions, controls } = await platformJournal(log, tables, number, cut)
        const nameless = /^(Assets|Liabilities|Income|Equity)(:[A-Z][A-Za-z]+(-INCL|-EXCL)?)(:[A-Z0-9-]+){1,2}$/
        for (const { postings } of transactions) {
          const sums = new Map<string, bigint>()
          for (const it of postings) sums.set(it.commodity, (sums.get(it.commodity) ?? 0n) + it.amount)
          expect([...sums.values()].filter((it) => it !== 0n)).toEqual([])
          for (const it of postings) expect(it.account).toMatch(nameless)
        }
        for (const control of controls) {
          const held = transactions
            .filter((it) => it.day <= control.day)
            .flatMap((it) => it.postings)
            .filter((it) => it.commodity === control.commodity)
            .filter((it) => it.account === control.account || it.account.startsWith(`${control.account}:`))
            .reduce((sum, it) => sum + it.amount, 0n)
          expect({ account: control.account, day: control.day, held }).toEqual({
            account: control.account,
            day: control.day,
            held: control.amount,
          })
        }
      }),
      { numRuns: Number(process.env.HISTORIES ?? 20) },
    )
  }, 120_000)

  test('then the same question gives the same bytes when more has been recorded', async () => {
    const { log: history, platforms } = randomHistory(7, 120)
    const cut = 70
    const texts = await Promise.all(
      [history.slice(0, cut), history].map(async (entries) => {
        const { log, tables } = await ledgerOf(entries)
        const journal = await platformJournal(log, tables, tables.platformIds.find(platforms[0]) as number, cut)
        return [...journalText(journal, 'hledger')].join('')
      }),
    )
    expect(texts[1]).toBe(texts[0])
  })
})
