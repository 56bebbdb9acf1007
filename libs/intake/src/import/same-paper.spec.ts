import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readIntake } from '../columns'
import { Bureau, contract, invoice, type Line, payment, reported, reversal } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
})
afterEach(() => bureau.close())

describe('given a refund or red letter without a number of its own on the ledger', () => {
  const refund = (more = {}): Line => [
    'payment',
    { contractNo: 'S-1', movement: 'refunded', originalReference: 'HD-1', share: '1000.00', on: '2025-07-01', ...more },
  ]
  beforeEach(() =>
    bureau.import('all', [
      contract('S-1', { amount: '9000.00' }),
      payment('S-1', 'HD-1', '5000.00'),
      invoice('S-1', 1, '5000.00'),
      refund(),
      reversal('S-1', 1, '100.00'),
    ]),
  )

  test('when another file says an equal one, then it is known and the clerk is told what to do where it is another', async () => {
    const path = join(__dirname, '../../../../test/import/files/second_equal_refund.csv')
    const items = []
    for await (const it of readIntake(readFileSync(path))) items.push(it)
    for (const mode of ['preview', 'all'] as const) {
      const report = await bureau.import(mode, [...items, reversal('S-1', 1, '100.00', { invoiceNo: undefined })])
      expect([report.counts.known, report.counts.faults, report.counts.recorded]).toEqual([2, 0, 0])
      expect(report.notices.map((it) => [it.code, it.field, it.place.column])).toEqual(
        expect.arrayContaining([
          ['recorded-without-number', 'bankReference', 3],
          ['recorded-without-number', 'invoiceNo', expect.any(Number)],
        ]),
      )
    }
  })

  test('when it has a number of its own, then it is another and recorded', async () => {
    const report = await bureau.import('all', [refund({ bankReference: 'TK-2' })])
    expect([report.counts.recorded, report.notices]).toEqual([1, []])
  })
})

describe('given a paper invoice under code and number', () => {
  const [code, number] = ['144002200111', '12345678']
  const inTwo = invoice('S-1', 0, '10.00', { invoiceNo: number, invoiceCode: code })
  const inOne = invoice('S-1', 0, '10.00', { invoiceNo: `${code}${number}` })

  test.each([
    ['in one piece', inTwo, inOne],
    ['in two', inOne, inTwo],
  ])('when it comes again %s, then it is the same, in the file and against the ledger', async (_how, first, second) => {
    expect(reported(await bureau.import('preview', [contract('S-1'), first, second])).rows).toEqual([
      '2 new',
      '3 new',
      '4 known repeated',
    ])
    await bureau.import('all', [contract('S-1'), first])
    expect(reported(await bureau.import('all', [second])).rows).toEqual(['2 known recorded'])
    expect(await bureau.types('S-1')).toBe('ContractSigned InvoiceIssued')
  })
})

describe('given a word in the place of a slip’s number', () => {
  test.each(['现金', '转账', '银行转账', '无', '/', '0', 'NONREF', '－'])(
    '%s is refused at its column',
    async (word) => {
      const report = await bureau.import('preview', [contract('S-1'), payment('S-1', word, '10.00')])
      expect(reported(report).faults).toEqual([expect.stringMatching(/^3 bankReference:\d no-slip-number$/)])
    },
  )
  test.each(['现金2025-001', 'XJ-1', '转0012', '支票00123'])('%s is a number', async (no) => {
    expect((await bureau.import('preview', [contract('S-1'), payment('S-1', no, '10.00')])).counts.faults).toBe(0)
  })
})
