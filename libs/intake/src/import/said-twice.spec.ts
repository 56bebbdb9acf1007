import { Bureau, contract, invoice, payment, reported, reversal } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
})
afterEach(() => bureau.close())

const refund = (reference: string, share: string, more = {}) =>
  [
    'payment',
    { contractNo: 'C-1', movement: 'refunded', originalReference: reference, share, on: '2025-06-01', ...more },
  ] as const
const SIGNED = [contract('C-1'), invoice('C-1', 1, '500.00'), payment('C-1', 'R1', '500.00')]
const notices = (report: {
  notices: readonly { place: { row?: number }; code: string; facts?: Readonly<Record<string, string>> }[]
}) => report.notices.map((it) => `${it.place.row} ${it.code} ${it.facts?.row ?? it.facts?.other}`)

describe('Two rows that say the same', () => {
  test.each([
    ['refunds', refund('R1', '100.00')],
    ['reversals', reversal('C-1', 1, '100.00')],
  ] as const)(
    'without a number of their own, %s, are one or two: the second is a fault that names the first',
    async (_, row) => {
      const report = await bureau.import('preview', [...SIGNED, row, row])
      expect(reported(report).faults.map((it) => it.split(' ').at(-1))).toEqual(['same-as-row-without-number'])
      expect(report.faults[0]).toMatchObject({ place: { row: 6 }, facts: { row: '5' } })
    },
  )

  test('with numbers of their own are two', async () => {
    const lines = [
      ...SIGNED,
      refund('R1', '100.00', { bankReference: 'T1' }),
      refund('R1', '100.00', { bankReference: 'T2' }),
    ]
    expect(reported(await bureau.import('preview', lines)).rows.slice(-2)).toEqual(['5 new', '6 new'])
  })

  test('of which the ledger holds one are one known row and a fault', async () => {
    await bureau.import('all', [...SIGNED, refund('R1', '100.00')])
    const { rows, faults } = reported(await bureau.import('preview', [refund('R1', '100.00'), refund('R1', '100.00')]))
    expect([rows, faults.length]).toEqual([['2 known recorded', '3 refused'], 1])
  })

  test('with one number are recorded once, and the second is told as the same as the first', async () => {
    const report = await bureau.import('all', [...SIGNED, invoice('C-1', 1, '500.00')])
    expect(reported(report).rows).toEqual(['2 recorded', '3 recorded', '4 recorded', '5 known repeated'])
    expect(notices(report)).toEqual(['5 same-as-row 3'])
    expect(notices(await bureau.import('preview', SIGNED))).toEqual([])
  })
})

describe('A receipt of the same day, payer and amount under a number typed in another way', () => {
  test('is new, and said to be perhaps the same, in the file and against the ledger', async () => {
    const inFile = await bureau.import('preview', [
      contract('C-1'),
      payment('C-1', 'GK1', '10.00'),
      payment('C-1', 'GK-1', '10.00'),
    ])
    expect([reported(inFile).rows.at(-1), notices(inFile)]).toEqual(['4 new', ['4 like-another-receipt 3']])
    await bureau.import('all', [contract('C-1'), payment('C-1', 'GK1', '10.00')])
    expect(notices(await bureau.import('preview', [payment('C-1', 'GK-1', '10.00')]))).toEqual([
      '2 like-another-receipt GK1',
    ])
  })

  test.each([
    ['another day', { on: '2025-05-03' }, 'GK-1'],
    ['another amount', { share: '11.00', total: '11.00' }, 'GK-1'],
    ['another number', {}, 'GK2'],
  ])('is not with %s', async (_, more, reference) => {
    const lines = [contract('C-1'), payment('C-1', 'GK1', '10.00'), payment('C-1', reference, '10.00', more)]
    expect(notices(await bureau.import('preview', lines))).toEqual([])
  })
})

describe('One paper for several contracts', () => {
  const contracts = [contract('C-1', { amount: '99999.00' }), contract('C-2', { amount: '99999.00' })]
  test.each([
    [
      'shares that come to more than it',
      { total: '10000.00' },
      { total: '10000.00' },
      ['4 shares-over-total 5', '5 shares-over-total 4'],
    ],
    ['two totals', { total: '11000.00' }, { total: '12000.00' }, ['4 paper-differs 5', '5 paper-differs 4']],
    [
      'two days',
      { total: '11000.00' },
      { total: '11000.00', on: '2025-05-09' },
      ['4 paper-differs 5', '5 paper-differs 4'],
    ],
    ['nothing amiss', { total: '11000.00' }, { total: '11000.00' }, []],
  ])('is told of where its rows have %s', async (_, one, other, expected) => {
    const invoices = [invoice('C-1', 7, '6000.00', one), invoice('C-2', 7, '5000.00', other)]
    const report = await bureau.import('preview', [...contracts, ...invoices])
    expect([report.counts.faults, notices(report)]).toEqual([0, expected])
    const slips = [payment('C-1', 'R7', '6000.00', one), payment('C-2', 'R7', '5000.00', other)]
    expect(notices(await bureau.import('preview', [...contracts, ...slips]))).toEqual(expected)
  })
})
