import { mapOf, typedMap } from './column-map'

it('an amount beside a direction is sent with the words for money in, and no sign', () => {
  const typed = {
    day: ' 记账日 ',
    amount: '金额',
    direction: '收支',
    creditWords: '收、贷 ',
    headingRow: 3,
    sheet: '明细',
  }
  expect(mapOf(typed)).toEqual({
    day: '记账日',
    amount: '金额',
    direction: '收支',
    creditWords: ['收', '贷'],
    headingRow: 3,
    sheet: '明细',
  })
})

it('an amount alone bears signs, two columns bear none, and without a day there is no map', () => {
  expect(mapOf({ day: '日期', amount: '金额', headingRow: null })).toEqual({
    day: '日期',
    amount: '金额',
    plusMeans: 'credit',
  })
  expect(mapOf({ day: '日期', credit: '收', debit: '支' })).toEqual({ day: '日期', credit: '收', debit: '支' })
  expect(mapOf({ credit: '收' })).toBeUndefined()
})

it('a ready map stands in the form as it would be typed, and is sent as it is', () => {
  for (const map of [
    {
      day: '交易时间',
      amount: '发生额',
      direction: '借贷标志',
      creditWords: ['贷', '收入'],
      counterpartyAccount: '对方账号',
    },
    { day: '交易日期', amount: '交易金额', plusMeans: 'credit', balance: '余额' },
    { day: '交易时间', credit: '收入金额', debit: '支出金额' },
  ])
    expect(mapOf(typedMap(map))).toEqual(map)
})
