import type { BatchRun, DrugApprovalObtained } from '@pilot-ledger/engagements'
import { engagementIdOf, nameKey, numberKey } from '@pilot-ledger/kernel'
import { liveContract } from '../../journals/live-entries'
import { rowsBehind, told } from '../entries'
import { count, day, index, inPages, type Paper, type Row, text } from '../paper'
import { partyCode } from '../parties'
import { wholeNumber } from '../totals'

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
  async *rows(asked, platform) {
    const { log, tables, cut } = asked
    yield* inPages(rowsBehind(platform, 'batches'), async ({ row, value }): Promise<Row> => {
      const { content, contractNo } = await told<BatchRun>(asked, row)
      const { batchNo, product, kind, size, unit, line, startedOn, completedOn, yieldPercent } = content.data
      const id = tables.contractIds.find(engagementIdOf(platform.id, contractNo)) as number
      const { entries } = await liveContract(log, tables, id, cut)
      const after = entries.find(
        ({ content: it }) =>
          (it.type === 'BatchReleased' || it.type === 'BatchRejected') &&
          numberKey(it.data.batchNo) === numberKey(batchNo) &&
          nameKey(it.data.product) === nameKey(product),
      )?.content
      const disposed =
        after?.type === 'BatchReleased'
          ? `${after.data.on} 放行`
          : after?.type === 'BatchRejected'
            ? `${after.data.on} 不合格`
            : '待放行'
      return {
        batchNo,
        product,
        kind,
        size: `${size} ${unit}`,
        line: line ?? '',
        startedOn,
        completedOn: completedOn ?? '',
        yield: yieldPercent === undefined ? '' : `${yieldPercent}%`,
        disposition: disposed,
        contractNo,
        batches: value,
      }
    })
  },
  totals: (asked) => [
    {
      label: `合计（期内放行 ${wholeNumber(asked, 'batchesReleased')} 批）`,
      cells: { batches: wholeNumber(asked, 'batches') },
      adds: false,
    },
  ],
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
  async *rows(asked, platform) {
    yield* inPages(rowsBehind(platform, 'approvals'), async ({ row, value }): Promise<Row> => {
      const { content, contractNo } = await told<DrugApprovalObtained>(asked, row)
      const { variety, product, approvalNo, certificateNo, holder, approvedOn } = content.data
      const [name, holderCode] = [holder.name, partyCode(holder.id)]
      return {
        variety,
        product,
        approvalNo,
        certificateNo,
        holder: name,
        holderCode,
        approvedOn,
        contractNo,
        varieties: value,
      }
    })
  },
  totals: (asked) => [{ label: '合计', cells: { varieties: wholeNumber(asked, 'approvals') }, adds: false }],
}
