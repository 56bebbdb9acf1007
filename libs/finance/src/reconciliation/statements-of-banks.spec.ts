import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ColumnMap } from '../domain/bank-account'
import { BankTown, MAP } from './bank-town.spec-support'

/** Files as banks write them; every value is invented. What is right of each stands here, told by hand. */
const FILES = join(__dirname, '../../../../test/finance/statements-of-banks')
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

interface Case {
  readonly file: string
  readonly account: string
  readonly map?: ColumnMap
  readonly query?: Record<string, string>
  readonly after?: string
  /** `from..to opening→closing`, then each line: day, signed amount, and what else is to be seen. */
  readonly right?: readonly string[]
  readonly notices?: readonly string[]
  readonly refused?: string
}
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

async function townFor({ account, map }: Case): Promise<BankTown> {
  const town = await BankTown.open()
  await town.done('accounts', {
    account,
    bank: '示例银行',
    holder: '示例中试平台有限公司',
    currency: 'CNY',
    columnMap: map,
  })
  return town
}
const typeOf = (file: string) =>
  file.endsWith('.csv') ? 'text/csv' : file.endsWith('.xml') ? 'application/xml' : 'application/octet-stream'
const send = (town: BankTown, file: string, { account, query = {} }: Case, at?: string) =>
  town.file(readFileSync(join(FILES, file)), typeOf(file), { account, fileName: file, ...query }, at)

interface Told {
  readonly [field: string]: string | undefined
}
const lineTold = (it: Told) =>
  [
    it.day,
    it.direction === 'debit' ? `-${it.amount}` : it.amount,
    it.reference,
    it.counterparty,
    it.counterpartyAccount,
  ]
    .concat(it.purpose)
    .filter((text) => text !== undefined)
    .join(' ')

async function check(it: Case): Promise<void> {
  const town = await townFor(it)
  try {
    if (it.after !== undefined) await send(town, it.after, { ...it, query: {} })
    const preview = await send(town, it.file, it, 'statements/preview')
    const answer = await send(town, it.file, it)
    if (it.refused !== undefined) {
      const { code, errors } = answer.body
      expect([code, ...(errors ?? []).map((one: { code: string }) => one.code)]).toContain(it.refused)
      expect(answer.status).toBe(422)
      return
    }
    expect(answer.body.code).toBeUndefined()
    expect(answer.status).toBe(201)
    const codes = preview.body.notices.map((one: { code: string }) => one.code)
    expect(codes).toEqual(expect.arrayContaining([...(it.notices ?? [])]))
    const [statement] = (await town.get('statements')).statements
    const { lines } = await town.get(`lines?statement=${statement.statement}`)
    expect([
      `${statement.from}..${statement.to} ${statement.opening}→${statement.closing}`,
      ...lines.map(lineTold),
    ]).toEqual(it.right)
  } finally {
    await town.close()
  }
}

describe('given a table of movements as a bank writes it', () => {
  it.each(TABLES.map((it) => [it.file, it] as const))('%s', (_, it) => check(it))

  it('when a name is cut, then never inside a character: b01_half_character.csv, astral_at_500.csv', async () => {
    for (const it of [small('b01_half_character.csv', {}), bank('astral_at_500.csv', WITHOUT_REFERENCE, {})]) {
      const town = await townFor(it)
      expect((await send(town, it.file, it)).status).toBe(201)
      await town.close()
    }
  })
})
