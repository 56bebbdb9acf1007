import { numberFormat } from './number-format'

it.each([
  ['[$$-409]#,##0.00', '$'],
  ['"USD "#,##0.00', 'USD'],
  ['[$USD] #,##0.00', 'USD'],
  ['[$€-407]#,##0.00', '€'],
  ['[$¥-411]#,##0', '¥'],
  ['#,##0.00"美元"', '美元'],
  ['"HK$"General', '$'],
  ['[$￥-804]#,##0.00', undefined],
  ['[$-804]#,##0.00', undefined],
  ['"¥"#,##0.00', undefined],
  ['[$CNY] #,##0.00', undefined],
  ['#,##0.00"元"', undefined],
  ['#,##0.00', undefined],
])('given the format %s, then beside its number stands %s', (code, currency) => {
  expect(numberFormat(200, code).currency).toBe(currency)
})
