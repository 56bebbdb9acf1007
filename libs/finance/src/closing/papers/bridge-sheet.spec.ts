import { csvOf, type Row, type Sheet } from '@pilot-ledger/intake/workbooks'
import { dayNumber } from '@pilot-ledger/kernel'
import type { Movement, MovementKind, TaxBasis } from '../../domain/bridge'
import type { Line } from '../bridge-lines'
import { type BridgeRequested, bridgeList, bridgeSheets } from './bridge-sheet'

const SEPTEMBER = { from: '2026-09-01', to: '2026-09-30' }
let entry = 0
const moved = (kind: MovementKind, day: string, fen: bigint, taxBasis: TaxBasis = 'inclusive'): Movement => ({
  kind,
  day: dayNumber(day),
  contractDay: dayNumber('2026-07-01'),
  fen,
  taxBasis,
  // Each contract here has one invoice.
  invoice: 7,
  entry: ++entry,
})
const line = (contractNo: string, ...movements: Movement[]): Line => ({
  key: contractNo,
  contractNo,
  window: SEPTEMBER,
  contracts: [{ contract: entry, row: entry, movements }],
})

const OWED = line(
  'GX-001',
  moved('signed', '2026-07-01', 500_000_00n),
  moved('amended', '2026-09-15', -3n),
  moved('invoiced', '2026-08-01', 200_000_07n),
  moved('reversed', '2026-09-02', -7n),
  moved('received', '2026-08-20', 50_000_00n),
)
/** Paid ahead before the month, invoiced beyond it in the month: it changes sides. */
const AHEAD = line(
  'GX-002',
  moved('signed', '2026-09-01', 300_000_00n),
  moved('received', '2026-08-03', 122_092_33n),
  moved('invoiced', '2026-09-09', 150_000_00n),
  moved('received', '2026-09-10', 5_000_00n),
  moved('refunded', '2026-09-11', -1n),
)
const UNTAXED = line(
  'GX-003',
  moved('signed', '2026-07-01', 80_000_00n, 'exclusive'),
  moved('amended', '2026-09-02', 11n, 'exclusive'),
  moved('invoiced', '2026-09-03', 10_00n),
)

const requested = (lines: Line[], more: Partial<BridgeRequested> = {}): BridgeRequested => ({
  by: 'contract',
  lines,
  whole: { key: '', window: SEPTEMBER, contracts: lines.flatMap((it) => it.contracts) },
  platform: 'p',
  title: '某平台',
  unit: 'yuan',
  ...more,
})

/** Every row and total of a sheet, by what its columns are called, whose amounts can be added. */
async function printed({ columns, rows, totals }: Sheet): Promise<Record<string, bigint>[]> {
  const all: Row[] = []
  for await (const row of rows()) all.push(row)
  return [...all, ...(await totals()).map((it) => it.cells)].map((row) =>
    Object.fromEntries(columns.flatMap(({ key, zh, kind }) => (kind === 'amount' ? [[zh, row[key] as bigint]] : []))),
  )
}

/** `期初应收 + 重分类 = 期末应收`, added up from what is printed, on whichever sheet prints its columns. */
async function tie(sheet: Sheet, relation: string): Promise<void> {
  const [left, right] = relation.split(' = ')
  const rows = await printed(sheet)
  expect(rows).toHaveLength(4)
  if (!relation.startsWith('账龄')) expect(sheet.notes.join('')).toContain(relation)
  for (const row of rows) {
    const [first, ...rest] = left.split(/ ([+−]) /)
    let sum = row[first]
    for (let i = 0; i < rest.length; i += 2) sum += rest[i] === '+' ? row[rest[i + 1]] : -row[rest[i + 1]]
    expect({ relation, sum }).toEqual({ relation, sum: row[right] })
  }
}

const AMOUNTS = ['期初合同额 + 本期签订 + 本期变更 = 期末合同额']
const NET = ['期初（不含税） + 本期签订（不含税） + 本期变更（不含税） = 期末（不含税）']
const INVOICES = ['期初累计开票 + 本期开票净额 = 期末累计开票', '期初未开票 + 签订及变更 + 开票冲减 = 期末未开票']
const MONEY = [
  '期初累计到账 + 本期到账净额 = 期末累计到账',
  '期初应收 + 本期开票净额 − 本期到账净额 + 重分类 = 期末应收',
  '期初预收 + 重分类 = 期末预收',
]
const AGEING = ['账龄 0-30 天 + 账龄 31-90 天 + 账龄 91-180 天 + 账龄 181-365 天 + 账龄 365+ 天 = 期末应收']

describe('given contracts that owe, that paid ahead and changed sides, and one without tax', () => {
  const lines = [OWED, AHEAD, UNTAXED]

  test('then every relation a printed sheet tells adds up from its own cells, line by line and in total', async () => {
    const [contracts, money, ageing] = bridgeSheets(requested(lines))
    for (const it of [...AMOUNTS, ...NET, ...INVOICES]) await tie(contracts, it)
    for (const it of MONEY) await tie(money, it)
    for (const it of AGEING) await tie(ageing, it)
    const list = bridgeList(requested(lines))
    for (const it of [...AMOUNTS, ...NET, ...INVOICES, ...MONEY, ...AGEING]) await tie(list, it)
  })

  test('then what moved is where it belongs', async () => {
    const rows = await printed(bridgeList(requested(lines)))
    // 150,000.00 − 122,092.33 − 4,999.99: from paid ahead to owing.
    expect(rows[1]).toMatchObject({ 期初预收: 122_092_33n, 期末预收: 0n, 重分类: -122_092_33n, 期末应收: 22_907_68n })
    expect(rows[3]).toMatchObject({ 期初应收: 150_000_07n, 期末应收: 150_000_00n + 22_907_68n + 10_00n })
  })

  test('then no sheet is wider than can be read in print, and the columns without tax come only where there are any', () => {
    // A4 landscape holds about 150 characters at the size of the type; below two thirds of it nobody reads.
    for (const sheet of bridgeSheets(requested(lines)))
      expect(sheet.columns.reduce((sum, it) => sum + it.width, 0)).toBeLessThan(235)
    const names = (of: Line[]) => bridgeSheets(requested(of))[0].columns.map((it) => it.zh)
    expect(names(lines)).toContain('期末（不含税）')
    expect(names([OWED, AHEAD])).not.toContain('期末（不含税）')
  })

  test('then in 万元 and by month it says why its cells need not add up', async () => {
    const notes = async (more: Partial<BridgeRequested>) => {
      let text = ''
      for await (const it of csvOf(bridgeList(requested(lines, more)), {
        asOf: { sequence: 1, recordedAt: null },
      } as never))
        text += it
      return text
    }
    expect(await notes({})).not.toMatch(/末位之差|不是各月之和/)
    expect(await notes({ unit: 'wan' })).toContain('横向相加可有末位之差')
    expect(await notes({ by: 'month' })).toContain('不是各月之和')
  })
})
