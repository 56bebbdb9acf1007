import type { ColumnMap } from '../domain/bank-account'
import { MAP } from './bank-fixture.spec-support'
import { type Case, check, send, townFor } from './statements-of-banks.spec-support'

const LONG = '2011002019200000001'
const DASHED = '4400-1234-0001'

const { reference: _r, purpose: _p, ...WITHOUT_TEXTS } = MAP
const { reference: _s, ...WITHOUT_REFERENCE } = MAP
const { balance: _b, ...WITHOUT_BALANCE } = MAP
const BOC: ColumnMap = {
  day: '交易日期[ Transaction Date ]',
  amount: '交易金额[ Trade Amount ]',
  plusMeans: 'credit',
  balance: '交易后余额[ After-transaction balance ]',
  counterparty: "付款人名称[ Payer's Name ]",
  counterpartyAccount: '付款人账号[ Debit Account No. ]',
  reference: '交易流水号[ Transaction reference number ]',
  purpose: '用途[ Purpose ]',
}
const CCB: ColumnMap = {
  day: '记账日期',
  credit: '贷方发生额（收入）',
  debit: '借方发生额（支取）',
  balance: '余额',
  counterparty: '对方户名',
  counterpartyAccount: '对方账号',
  reference: '账户明细编号-交易流水号',
  purpose: '摘要',
}
const ABC: ColumnMap = {
  day: '交易时间',
  credit: '收入金额',
  debit: '支出金额',
  balance: '账户余额',
  counterparty: '对方户名',
  counterpartyAccount: '对方账号',
  purpose: '交易用途',
}
const SIGNED = { day: '日期', amount: '金额', plusMeans: 'credit', balance: '余额' } as const

const bank = (file: string, map: ColumnMap | undefined, rest: Omit<Case, 'file' | 'account' | 'map'>): Case => ({
  file,
  account: LONG,
  map,
  ...rest,
})
const small = (file: string, rest: Omit<Case, 'file' | 'account'>): Case => ({
  file,
  account: DASHED,
  map: MAP,
  ...rest,
})

const TABLES: readonly Case[] = [
  bank('boc_cny_utf8bom.csv', BOC, {
    right: [
      '2025-06-01..2025-06-30 100000.00→215300.00',
      '2025-06-03 114000.00 109585237086 示例光电科技有限公司 44050100000000000011 技术服务费 发票25442000000012345678',
      '2025-06-10 -200.00 109585237087 示例光电科技有限公司 44050100000000000011 退款',
      '2025-06-18 1500.00 109585237088 示例制药有限公司 44050100000000000022 检测费',
    ],
  }),
  bank('boc_usd_utf8bom.csv', BOC, { refused: 'statement-currency' }),
  bank('ccb_zero_line.xlsx', CCB, {
    right: [
      '2025-06-03..2025-06-21 100000.00→214000.02',
      '2025-06-03 114000.00 1-109585237086 示例光电科技有限公司 44050100000000000011 技术服务费',
      '2025-06-21 0.02 2-109585237087 结息',
    ],
    notices: ['zero-lines-left-out'],
  }),
  bank('ccb_other_account.xlsx', CCB, { refused: 'statement-of-other-account' }),
  bank('abc_corp.xlsx', ABC, {
    right: [
      '2025-06-03..2025-06-10 100000.00→213800.00',
      '2025-06-03 114000.00 示例光电科技有限公司 44050100000000000011 技术服务费',
      '2025-06-10 -200.00 示例光电科技有限公司 44050100000000000011 退款',
    ],
  }),
  bank('noise_in_balance.xlsx', WITHOUT_TEXTS, {
    right: [
      '2025-06-03..2025-06-06 0.00→0.30',
      '2025-06-03 0.10 甲',
      '2025-06-04 0.20 乙',
      '2025-06-05 1000.10 丙',
      '2025-06-06 -1000.10 丁',
    ],
  }),
  bank('quote_then_tab.csv', WITHOUT_TEXTS, {
    right: ['2025-06-03..2025-06-03 0.00→1234.00', '2025-06-03 1234.00 甲公司'],
  }),
  bank('payer_text_begins_with_equals.csv', MAP, {
    right: [
      '2025-08-01..2025-08-02 10000.00→11500.00',
      '2025-08-01 1000.00 GK1 示例光电科技有限公司 =往来款=',
      '2025-08-02 500.00 GK2 甲公司 =第二笔',
    ],
  }),
  bank('days_up_within_day_down.csv', MAP, {
    right: [
      '2025-08-01..2025-08-02 10000.00→10550.00',
      '2025-08-01 100.00 GK1 甲公司 货款',
      '2025-08-01 200.00 GK2 甲公司 货款',
      '2025-08-01 300.00 GK3 甲公司 货款',
      '2025-08-02 -50.00 GK5 乙公司 退款',
    ],
  }),
  small('b02_currency_column.csv', { refused: 'statement-currency' }),
  small('b03_account_column.csv', { refused: 'statement-of-other-account' }),
  small('b03_account_heading_two_languages.csv', { refused: 'statement-of-other-account' }),
  small('b04_zero_line.csv', {
    right: ['2025-06-03..2025-06-03 100.00→101.00', '2025-06-03 1.00 K1 甲公司 款'],
    notices: ['zero-lines-left-out'],
  }),
  small('b06_binary_noise.csv', {
    right: ['2025-06-03..2025-06-04 0.00→0.30', '2025-06-03 0.10 K1 甲公司 款', '2025-06-04 0.20 K2 甲公司 款'],
  }),
  small('b07_payer_and_payee.csv', {
    map: {
      day: '交易日期',
      amount: '金额',
      plusMeans: 'credit',
      balance: '余额',
      counterparty: '付款人名称',
      reference: '流水号',
    },
    right: ['2025-06-03..2025-06-10 100.00→160.00', '2025-06-03 100.00 K1 甲公司', '2025-06-10 -40.00 K2 甲公司'],
  }),
  small('b08_quote_tab_amount.csv', {
    right: ['2025-06-03..2025-06-03 100.00→1334.00', '2025-06-03 1234.00 K1 甲公司 款'],
  }),
  small('b08_quote_tab_reference.csv', {
    right: ['2025-06-03..2025-06-03 100.00→101.00', '2025-06-03 1.00 0012 甲公司 款'],
  }),
  small('b09_payer_writes_equals.csv', {
    right: ['2025-06-03..2025-06-03 100.00→101.00', '2025-06-03 1.00 K1 甲公司 =货款='],
  }),
  small('b10_fffd.csv', {
    right: ['2025-06-03..2025-06-03 100.00→101.00', '2025-06-03 1.00 K1 甲\ufffd公司 款'],
    notices: ['letters-lost'],
  }),
  small('b10_dos_eof.csv', {
    right: ['2025-06-03..2025-06-03 100.00→101.00', '2025-06-03 1.00 K1 甲公司 款'],
  }),
  small('b11_newest_first_within_day.csv', {
    right: [
      '2025-08-01..2025-08-02 100.00→145.00',
      '2025-08-01 100.00 K1 甲 a',
      '2025-08-01 -50.00 K2 乙 b',
      '2025-08-02 5.00 K3 丙 c',
      '2025-08-02 -10.00 K4 丁 d',
    ],
  }),
  small('b11_not_by_day_no_balance.csv', {
    map: WITHOUT_BALANCE,
    query: { opening: '0.00', closing: '81.00' },
    right: [
      '2025-08-01..2025-08-09 0.00→81.00',
      '2025-08-01 1.00 K3 丙 c',
      '2025-08-05 100.00 K1 甲 a',
      '2025-08-09 -20.00 K2 乙 b',
    ],
  }),
  ...['b13_foot_count_first.csv', 'b13_foot_hash.csv', 'b13_foot_currency_total.csv'].map((file) =>
    small(file, { right: ['2025-06-03..2025-06-03 100.00→101.00', '2025-06-03 1.00 K1 甲公司 款'] }),
  ),
  small('b13_total_above_differs.csv', { refused: 'total-differs' }),
  small('b13_printed_span.csv', {
    right: ['2025-06-01..2025-06-30 100.00→101.00', '2025-06-10 1.00 K1 甲公司 款'],
  }),
  small('b14_html.xls', { refused: 'kind-not-read' }),
  small('b15_thousands_one_row.csv', { map: SIGNED, refused: 'row-longer-than-headings' }),
  small('b16_direction_unknown.csv', {
    map: { day: '日期', amount: '金额', direction: '方向', creditWords: ['贷'] },
    query: { opening: '105.00', closing: '0.00' },
    refused: 'statement-direction-unread',
  }),
  small('d01_reference_none.csv', {
    right: ['2025-08-15..2025-08-15 0.00→1000.00', '2025-08-15 1000.00 丁公司 款'],
  }),
]

describe('given a table of movements as a bank writes it', () => {
  it.each(TABLES.map((it) => [it.file, it] as const))('%s', (_, it) => check(it))

  it('when a name is cut, then never inside a character: b01_half_character.csv, astral_at_500.csv', async () => {
    for (const it of [small('b01_half_character.csv', {}), bank('astral_at_500.csv', WITHOUT_REFERENCE, {})]) {
      const fixture = await townFor(it)
      expect((await send(fixture, it.file, it)).status).toBe(201)
      await fixture.close()
    }
  })
})

describe('given the file of an account in which nothing moves', () => {
  it('when it comes for another month, or for another account, then it is a statement of its own', async () => {
    for (const file of ['dormant_head_only.csv', 'b05_no_movements.csv']) {
      const it = small(file, { map: file.startsWith('b') ? MAP : WITHOUT_TEXTS })
      const fixture = await townFor(it)
      await fixture.done('accounts', {
        account: LONG,
        bank: '示例银行',
        holder: '某',
        currency: 'CNY',
        columnMap: it.map,
      })
      const month = (from: string, to: string, account = DASHED) =>
        send(fixture, file, { ...it, account, query: { opening: '100.00', closing: '100.00', from, to } })
      expect((await month('2025-06-01', '2025-06-30')).status).toBe(201)
      expect((await month('2025-07-01', '2025-07-31')).status).toBe(201)
      expect((await month('2025-06-01', '2025-06-30', LONG)).status).toBe(201)
      expect((await month('2025-07-01', '2025-07-31')).body.code).toBe('statement-file-exists')
      await fixture.close()
    }
  })

  it('when a list with movements is brought for another account, then it is known', async () => {
    const it = small('d01_reference_again.csv', {})
    const fixture = await townFor(it)
    await fixture.done('accounts', { account: LONG, bank: '示例银行', holder: '某', currency: 'CNY', columnMap: MAP })
    expect((await send(fixture, it.file, it)).status).toBe(201)
    expect((await send(fixture, it.file, { ...it, account: LONG })).body.code).toBe('statement-file-exists')
    await fixture.close()
  })
})

describe('given two exports that overlap', () => {
  it.each([
    ['overlap_first.csv', 'overlap_second.csv', ['11100.00', '12100.00']],
    ['b12_first.csv', 'b12_second.csv', ['1100.00']],
  ])('%s then %s: what has another balance is new', async (first, second, repeated) => {
    const it = bank(second, MAP, {})
    const fixture = await townFor(it)
    await send(fixture, first, it)
    const preview = await send(fixture, second, it, 'statements/preview')
    const reported = preview.body.notices.find((one: { code: string }) => one.code === 'repeatedLine')
    expect(reported.facts.count).toBe(String(repeated.length))
    expect((await send(fixture, second, it)).status).toBe(201)
    const { lines } = await fixture.get('lines')
    const again = lines.filter((one: { repeats?: string }) => one.repeats !== undefined)
    expect(again.map((one: { balance: string }) => one.balance)).toEqual(repeated)
    await fixture.close()
  })
})
