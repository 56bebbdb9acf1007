import type { BatchRun, DrugApprovalObtained } from '@pilot-ledger/engagements'
import { nameKey, numberKey } from '@pilot-ledger/kernel'
import { liveContract } from '../../journals/live-entries'
import { entryBehind, linesBehind, rowsBehind } from '../entries'
import { count, day, index, inPages, inPiles, type Paper, type Requested, type Row, text } from '../paper'
import { partyCode } from '../parties'
import { counted, wholeNumbers } from '../totals'

/** 批次清单: batches completed in the window, with what became of them by the cut. */
export const batches: Paper = {
  code: 'batches',
  zh: '批次清单',
  columns: [
    index,
    text('batchNo', '批号', 18),
    text('product', '产品', 26),
    text('kind', '批次类别', 10),
    text('size', '批量', 12),
    text('line', '生产线', 14),
    day('startedOn', '投料日期'),
    day('completedOn', '完成日期'),
    text('yield', '收率', 9),
    text('disposition', '放行情况', 18),
    text('contractNo', '对应合同', 18),
    count('batches', '批次数'),
  ],
  notes: ['完成日期在统计期内的批次；放行情况截至截止时点。'],
  async *rows(requested, platform) {
    for (const some of inPiles(rowsBehind(platform, 'batches'), BATCHES_AT_ONCE)) {
      const disposals = new Map<number, Promise<Disposals>>()
      yield* inPages(some, async ({ row, value }): Promise<Row> => {
        const contract = requested.tables.fact(row).contract as number
        if (!disposals.has(contract)) disposals.set(contract, disposalsOf(requested, contract))
        const { content, contractNo } = await entryBehind<BatchRun>(requested, row)
        const { batchNo, product, kind, size, unit, line, startedOn, completedOn, yieldPercent } = content.data
        return {
          batchNo,
          product,
          kind,
          size: `${size} ${unit}`,
          line: line ?? '',
          startedOn,
          completedOn: completedOn ?? '',
          yield: yieldPercent === undefined ? '' : `${yieldPercent}%`,
          disposition: (await disposals.get(contract))?.get(keyOf(content.data)) ?? '待放行',
          contractNo,
          batches: value,
        }
      })
    }
  },
  async totals(requested) {
    const [released, batches] = await wholeNumbers(requested, ['batchesReleased', 'batches'])
    return [{ label: `合计（期内放行 ${released} 批）`, cells: { batches }, adds: false }]
  },
}

/** Of so many batches the contracts are read once each, and then forgotten. */
const BATCHES_AT_ONCE = 100

type Disposals = ReadonlyMap<string, string>
const keyOf = ({ batchNo, product }: { batchNo: string; product: string }) =>
  JSON.stringify([numberKey(batchNo), nameKey(product)])

/** What became of a contract's batches by the cut. */
async function disposalsOf({ log, tables, cut }: Requested, contract: number): Promise<Disposals> {
  const { entries } = await liveContract(log, tables, contract, cut)
  return new Map(
    entries.flatMap(({ content: { type, data } }): [string, string][] => {
      if (type === 'BatchReleased') return [[keyOf(data), `${data.on} 放行`]]
      return type === 'BatchRejected' ? [[keyOf(data), `${data.on} 不合格`]] : []
    }),
  )
}

/** 批件清单: approvals of the window; a variety counts with its first row. */
export const approvals: Paper = {
  code: 'approvals',
  zh: '批件清单',
  columns: [
    index,
    text('variety', '品种', 24),
    text('product', '产品', 26),
    text('approvalNo', '批准文号', 22),
    text('certificateNo', '证书编号', 18),
    text('holder', '上市许可持有人', 28),
    text('holderCode', '统一社会信用代码', 24),
    day('approvedOn', '批准日期'),
    text('contractNo', '对应合同', 18),
    count('varieties', '品种数'),
  ],
  notes: ['同一品种的多个规格计一个品种：首行计 1，其余计 0。'],
  rows: linesBehind<DrugApprovalObtained>(['approvals'], ({ content: { data }, contractNo, value }) => ({
    variety: data.variety,
    product: data.product,
    approvalNo: data.approvalNo,
    certificateNo: data.certificateNo,
    holder: data.holder.name,
    holderCode: partyCode(data.holder.id),
    approvedOn: data.approvedOn,
    contractNo,
    varieties: value,
  })),
  totals: counted('varieties', 'approvals'),
}
