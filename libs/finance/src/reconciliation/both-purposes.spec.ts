import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SheetRow } from '@pilot-ledger/intake/spreadsheets'
import type { ColumnMap } from '../domain/bank-account'
import { readyMapsFor } from './ready-maps'
import { readStatement } from './statement-file'

const OWN = { account: '4400-1234-0001', bank: '示例银行', holder: '示例中试平台有限公司', currency: 'CNY' } as const

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'purposes-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What each line of a list says it was for, read by the bank's own layout, or by a map. */
async function purposes(head: string, rows: readonly string[], map?: ColumnMap): Promise<(string | undefined)[]> {
  const path = join(folder, 'list.csv')
  writeFileSync(path, [head, ...rows].join('\n'))
  const cells = head.split(',').map((text, i) => ({ column: i + 1, kind: 'text' as const, text }))
  const [ready] = readyMapsFor([{ sheet: '', row: 1, cells } as unknown as SheetRow], OWN.bank)
  const file = { path, sha256: '0'.repeat(64) } as never
  const { draft, faults } = await readStatement(file, { fileName: 'list.csv' }, OWN, map ?? ready.columnMap)
  if (!draft) throw new Error(faults.map((it) => it.code).join())
  return draft.lines.map((it) => it.purpose)
}

describe('given a bank that prints its own word of a movement beside the payer’s', () => {
  // As companies take them from the banks' sites; the same headings are known in `ready-maps.spec.ts`.
  it.each<[string, string, string[], (string | undefined)[]]>([
    [
      '工商银行',
      '凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息',
      [
        '0000001,4400-1234-0001,6222,2025-06-02 09:10:11,贷,,500.00,102,跨行转账,GFZ-2025-001 中试服务费,示例塑料有限公司,600.00,',
        '0000002,4400-1234-0001,6222,2025-06-03 09:10:11,贷,,100.00,102,货款,货款,示例塑料有限公司,700.00,',
        '0000003,4400-1234-0001,6222,2025-06-04 09:10:11,贷,,10.00,102,转账,,示例塑料有限公司,710.00,',
      ],
      // The column of the bank's layout first, then the others as they stand. Said twice it stands once, and where one says nothing the other does.
      ['GFZ-2025-001 中试服务费 跨行转账', '货款', '转账'],
    ],
    [
      '邮储银行',
      '交易日期,交易时间,收入金额,支出金额,余额,对方户名,对方账号,交易流水号,摘要,用途,附言',
      ['2025-06-02,09:10:11,500.00,,600.00,示例塑料有限公司,6222,LS-1,转账存入,技术服务费,发票 25442000000012345678'],
      ['技术服务费 转账存入 发票 25442000000012345678'],
    ],
    [
      '平安银行',
      '交易日期,账号,借,贷,账户余额,对方账户,对方账户名称,交易流水号,摘要,用途',
      ['20250602,4400-1234-0001,,500.00,600.00,6222,示例塑料有限公司,LS-2,网银转账,检测费'],
      ['检测费 网银转账'],
    ],
  ])('when the list is of %s, then both are read', async (_, head, rows, right) => {
    expect(await purposes(head, rows)).toEqual(right)
  })

  it('when the bank’s own map names no purpose, then none is read: who left it out meant it', async () => {
    const map: ColumnMap = { day: '日期', amount: '金额', plusMeans: 'credit', balance: '余额' }
    const row = ['2025-06-03,100.00,200.00,转账,检测费']
    expect(await purposes('日期,金额,余额,摘要,用途', row, map)).toEqual([undefined])
    expect(await purposes('日期,金额,余额,摘要,用途', row, { ...map, purpose: '用途' })).toEqual(['检测费 转账'])
  })
})
