import { PAPERS } from '@pilot-ledger/intake/workbooks'
import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { naivePlatform } from '../figures/naive-model.spec-support'
import { paperOf, requestedOf, sumOf } from './asked.spec-support'
import { ledgerOf } from './in-memory.spec-support'

const RUNS = Number(process.env.HISTORIES ?? 20)
const fen = (value: unknown) => BigInt(String(value).replace('.', ''))

/** A history, a window that cuts through it and a cut at any entry. */
async function situation(seed: number) {
  const { log: history, platforms } = randomHistory(seed, 90)
  const ledger = await ledgerOf(history)
  const chance = new Chance(seed ^ 0x2468)
  const from = dayNumber('2024-09-01') + chance.below(200)
  const window = { from: dayOfNumber(from), to: dayOfNumber(from + chance.below(300)) }
  // Not before both platforms are registered: a paper is of a platform.
  const cut = 2 + chance.below(history.length - 1)
  const naive = (id: string) => naivePlatform(history, id, window.from, window.to, cut)
  return { ledger, platforms, window, cut, naive }
}

/** Papers whose rows count, each held against its figure; those that sum money are looked at one by one below. */
const COUNTED: readonly (readonly [paper: string, column: string, code: string])[] = [
  ['services', 'batches', 'batches'],
  ['batches', 'batches', 'batches'],
  ['approvals', 'varieties', 'approvals'],
  ['joint-centres', 'partners', 'jointCentres'],
  ['production-lines', 'lines', 'productionLines'],
]
const OF_MONEY = ['contracts', 'receipts', 'clients']

test('every list among the papers is held against the naive model', () => {
  const lists = PAPERS.map(({ code }) => code).filter((it) => it !== 'summary')
  expect(lists.sort()).toEqual([...OF_MONEY, ...COUNTED.map(([paper]) => paper)].sort())
})

describe('given random histories, when papers are made for any window at any cut', () => {
  test('then the rows of one platform add up to the naive model’s figures, and so do the totals printed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { ledger, platforms, window, cut, naive } = await situation(seed)
        for (const id of platforms) {
          const requested = await requestedOf(ledger, [id], window, cut)
          const model = naive(id)
          const figures = model.figures() as Record<string, never>
          const parts = (value: string | { parts: Record<string, string> }): Record<string, bigint> => {
            const basis = model.signedIn()[0]?.signed.taxBasis ?? 'inclusive'
            const given = typeof value === 'string' ? { [basis]: value } : value.parts
            return { inclusive: fen(given.inclusive ?? '0.00'), exclusive: fen(given.exclusive ?? '0.00') }
          }
          const signed = parts(figures.contractAmount)

          const contracts = await paperOf('contracts', requested)
          const withTax = contracts.rows.filter((it) => !it.remark.includes('不含税'))
          const without = contracts.rows.filter((it) => it.remark.includes('不含税'))
          expect(sumOf(withTax, 'currentAmount')).toBe(signed.inclusive)
          expect(sumOf(without, 'currentAmount')).toBe(signed.exclusive)
          expect(contracts.rows.filter((it) => it.currentAmount !== '')).toHaveLength(Number(figures.projects))
          const original = parts(figures['contractAmount.original'])
          expect(sumOf(contracts.rows, 'amount')).toBe(original.inclusive + original.exclusive)
          for (const [key, code] of [
            ['invoiced', 'invoicedAmount'],
            ['received', 'receivedAmount'],
            ['outstanding', 'outstanding'],
          ]) {
            expect(sumOf(contracts.rows, key)).toBe(fen(figures[code]))
            expect(fen(contracts.totals[0][key])).toBe(fen(figures[code]))
          }

          // Owed and paid ahead stand apart under the net sum, as the bridge tells them.
          const ahead = contracts.rows.filter((it) => it.outstanding.startsWith('-'))
          const sides = contracts.totals.filter((it) => /其中：(应收|预收)/.test(it.contractNo))
          expect(sides.map((it) => fen(it.outstanding))).toEqual(
            ahead.length === 0
              ? []
              : [fen(figures.outstanding) - sumOf(ahead, 'outstanding'), sumOf(ahead, 'outstanding')],
          )

          const receipts = await paperOf('receipts', requested)
          expect(sumOf(receipts.rows, 'invoiced')).toBe(fen(figures.invoicedAmount))
          expect(sumOf(receipts.rows, 'received')).toBe(fen(figures.receivedAmount))

          const clients = await paperOf('clients', requested)
          expect(clients.rows).toHaveLength(Number(figures.clients))
          expect(sumOf(clients.rows, 'projects')).toBe(BigInt(figures.projects))
          expect(sumOf(clients.rows, 'inclusive')).toBe(signed.inclusive)
          expect(sumOf(clients.rows, 'exclusive')).toBe(signed.exclusive)

          for (const [code, column, figure] of COUNTED) {
            const { rows, totals } = await paperOf(code, requested)
            const found = { paper: code, rows: sumOf(rows, column), total: BigInt(totals[0][column]) }
            expect(found).toEqual({ paper: code, rows: BigInt(figures[figure]), total: BigInt(figures[figure]) })
          }
        }
      }),
      { numRuns: RUNS },
    )
  }, 120_000)

  test('then in 万元 rows and 尾差 add up to the total, which is the exact sum rounded once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { ledger, platforms, window, cut, naive } = await situation(seed)
        const requested = await requestedOf(ledger, [platforms[0]], window, cut)
        const { rows, totals, remainders: lines } = await paperOf('receipts', requested, 'wan')
        for (const [key, code] of [
          ['invoiced', 'invoicedAmount'],
          ['received', 'receivedAmount'],
        ]) {
          const exact = fen((naive(platforms[0]).figures() as Record<string, unknown>)[code])
          const half = exact < 0n ? -50n : 50n
          expect(fen(totals[0][key])).toBe((exact + half) / 100n)
          expect(sumOf([...rows, ...lines], key)).toBe((exact + half) / 100n)
        }
      }),
      { numRuns: Math.min(RUNS, 100) },
    )
  }, 60_000)

  test('then the lists of all platforms are those of each, and amounts add up over them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { ledger, platforms, window, cut } = await situation(seed)
        const all = await requestedOf(ledger, platforms, window, cut)
        for (const code of ['contracts', 'receipts', 'clients', 'batches']) {
          const together = await paperOf(code, all)
          const apart = await Promise.all(
            platforms.map(async (it) => (await paperOf(code, await requestedOf(ledger, [it], window, cut))).rows),
          )
          const plain = together.rows.map(({ index: _i, platformName: _p, ...it }) => it)
          expect(plain).toEqual(apart.flat().map(({ index: _i, ...it }) => it))
        }
        const { rows, totals } = await paperOf('contracts', all)
        for (const key of ['invoiced', 'received', 'outstanding']) expect(fen(totals[0][key])).toBe(sumOf(rows, key))
      }),
      { numRuns: Math.min(RUNS, 100) },
    )
  }, 60_000)
})
