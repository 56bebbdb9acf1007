import { contractTotals, countedRows, figureOf } from '@pilot-ledger/figures'
import { countedInOrder, partOf } from '@pilot-ledger/intake/workbooks'
import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { requestedOf } from './asked.spec-support'
import { ledgerOf } from './in-memory.spec-support'

const figure = (code: string) => figureOf(code) as NonNullable<ReturnType<typeof figureOf>>

async function questions(seed: number) {
  const { log: history, platforms } = randomHistory(seed, 90)
  const chance = new Chance(seed ^ 0x1357)
  const from = dayNumber('2024-09-01') + chance.below(200)
  const window = { from: dayOfNumber(from), to: dayOfNumber(from + chance.below(400)) }
  const cut = 2 + chance.below(history.length - 1)
  const requested = await requestedOf(await ledgerOf(history), platforms, window, cut)
  return requested.platforms.map((it) => it.question)
}

describe('given random histories, when rows are taken page by page', () => {
  test('then they are those of the drill-down in its order, with the same parts, whatever the page', async () => {
    const CODES = ['projects', 'clients', 'invoicedAmount', 'outstanding', 'batches', 'approvals', 'jointCentres']
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 9 }), async (seed, page) => {
        for (const question of await questions(seed)) {
          for (const code of CODES) {
            const expected = countedRows(question, figure(code)).map(({ row, day, value }) => ({ row, day, value }))
            expect([...countedInOrder(question, [figure(code)], page)]).toEqual(expected)
          }
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('then two figures are told as one list, each row with its own day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 9 }), async (seed, page) => {
        for (const question of await questions(seed)) {
          const both = ['invoicedAmount', 'receivedAmount'].map(figure)
          const reported = [...countedInOrder(question, both, page)]
          const each = both.flatMap((it) => countedRows(question, it))
          expect(new Set(reported.map((it) => it.row))).toEqual(new Set(each.map((it) => it.row)))
          expect(reported).toHaveLength(each.length)
          expect(reported.map((it) => it.day)).toEqual(reported.map((it) => it.day).sort((a, b) => a - b))
        }
      }),
      { numRuns: 30 },
    )
  }, 60_000)

  test('then a contract’s part is the same alone as among all contracts', async () => {
    const CODES = ['projects', 'contractAmount', 'contractAmount.original', 'invoicedAmount', 'outstanding', 'batches']
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        for (const question of await questions(seed)) {
          for (const code of CODES) {
            const all = contractTotals(question, figure(code))
            for (const it of question.tables.contractsOf(question.platform as number)) {
              expect(partOf(question, figure(code), it)).toEqual({ counts: all.counts(it), value: all.of(it) })
            }
          }
        }
      }),
      { numRuns: 30 },
    )
  }, 60_000)
})
