import { atOnce } from '@pilot-ledger/kernel'
import type { Book } from './book'
import { bookOf, type LiveReconciliation } from './book'
import type { StatementDraft, StatementLine } from './statement'
import { neighbourNotices } from './statement-neighbours'

const line = (ordinal: number, day: string, amount: string, reference: string): StatementLine => ({
  ordinal,
  day,
  amount,
  reference,
})
const draft = (
  from: string,
  to: string,
  opening: string,
  closing: string,
  lines: StatementLine[] = [],
): StatementDraft => ({
  account: '6222-1',
  sha256: `${from}${to}`,
  fileName: 'a.csv',
  format: 'csv',
  from,
  to,
  opening,
  closing,
  lines,
  rows: lines.map((it) => it.ordinal + 1),
})

/** September, from 1000.00 to 1150.00. */
function september(): Book {
  const { rows, ...it } = draft('2025-09-01', '2025-09-30', '1000.00', '1150.00', [
    line(1, '2025-09-05', '100.00', 'R-1'),
    line(2, '2025-09-25', '50.00', 'R-2'),
  ])
  const account = { account: '6222-1', bank: '示例银行', holder: '示例平台', currency: 'CNY' as const }
  const data = { ...it, statement: 'S-9', credits: '150.00', debits: '0.00', lineCount: 2, parts: 1 }
  const live: LiveReconciliation[] = [
    { id: 'E-1', recordedAt: 0, content: { type: 'BankAccountOpened', data: account } },
    { id: 'E-2', recordedAt: 0, content: { type: 'StatementBrought', data } },
  ]
  return atOnce(bookOf(live))
}
const reported = (it: StatementDraft) =>
  atOnce(neighbourNotices(september(), it)).map(({ code, zh }) => `${code} ${zh}`)

describe('given the statement of September', () => {
  it('when October follows with its balance, then there is nothing to say', () => {
    expect(reported(draft('2025-10-01', '2025-10-31', '1150.00', '1150.00'))).toEqual([])
  })

  it('when November follows with another balance, then both the days and the balance are told', () => {
    expect(reported(draft('2025-11-01', '2025-11-30', '1155.00', '1155.00'))).toEqual([
      'statementGap 账号 6222-1：缺 2025-10-01 至 2025-10-31 的对账单',
      'statementGap 账号 6222-1：上期期末 1150.00 与本期期初 1155.00 不符',
    ])
  })

  it('when one comes that begins in it, then the days and the lines told twice are named', () => {
    const again = [line(1, '2025-09-25', '50.00', 'R-2'), line(2, '2025-10-02', '1.00', 'R-3')]
    expect(reported(draft('2025-09-20', '2025-10-05', '1100.00', '1151.00', again))).toEqual([
      'statementOverlap 账号 6222-1：2025-09-20 至 2025-09-30 有两份对账单',
      'repeatedLine 第 2 行共 1 笔：与先前对账单中的流水相同',
    ])
  })
})
