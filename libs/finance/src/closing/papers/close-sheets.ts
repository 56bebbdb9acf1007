import { amount, count, index, type Sheet, shanghaiTime, text, type Unit } from '@pilot-ledger/intake/workbooks'
import { fenOf, type Window } from '@pilot-ledger/kernel'
import { CHECK_NAMES } from '../check-names'
import type { ClosesService } from '../closes.service'
import { entryName } from './entry-names'

type One = Awaited<ReturnType<ClosesService['one']>>
type Variance = Awaited<ReturnType<ClosesService['variance']>>
type Page = (cursor?: string) => Promise<Variance>

const COLUMN_ZH: Readonly<Record<string, string>> = {
  contractAmount: '合同额',
  invoiced: '开票',
  received: '到账',
  outstanding: '应收',
  advances: '预收',
  notYetInvoiced: '未开票',
  currentAmount: '本期签订合同现行额',
}
const PART_ZH: Readonly<Record<string, string>> = {
  opening: '期初',
  closing: '期末',
  signed: '签订',
  amended: '变更',
  amendedAfter: '期后变更',
  invoiced: '开票',
  reversed: '红冲',
  received: '到账',
  refunded: '退款',
  reclassified: '重分类',
}
const TAX_ZH: Readonly<Record<string, string>> = { inclusive: '含税', exclusive: '不含税' }

interface Told {
  readonly platform: string
  readonly title: string
  readonly unit: Unit
  readonly window: Window
}

/** 结账表: as closed, now and the difference, cell by cell, under the names of the two who signed. */
export function closeSheet(told: Told, close: One, variance: Variance): Sheet {
  const names = `结账申请：${close.proposedBy}；复核：${close.approvedBy ?? '—'}；截止序号 ${close.sequence}；合计摘要 SHA-256 ${close.totalsHash}`
  return {
    ...told,
    code: 'close',
    name: '结账表',
    title: `${told.title} ${close.period} 结账表`,
    columns: [
      index,
      text('column', '项目', 22),
      text('tax', '口径', 8),
      text('part', '部分', 12),
      amount('asClosed', '结账时', 18),
      amount('now', '现在', 18),
      amount('difference', '差异', 16),
    ],
    async *rows() {
      for (const it of variance.cells)
        yield {
          column: COLUMN_ZH[it.column],
          tax: TAX_ZH[it.taxBasis],
          part: PART_ZH[it.part],
          asClosed: fenOf(it.asClosed),
          now: fenOf(it.now),
          difference: fenOf(it.difference),
        }
    },
    totals: () => [],
    notes: [
      names,
      close.recomputed.equal ? '按结账序号重算：一致。' : '按结账序号重算：不一致！',
      ...close.checklist
        .filter((it) => it.waived !== undefined && it.open > 0)
        .map((it) => `豁免 ${nameOf(it.item)}（${it.open} 项）：${it.waived}`),
    ],
  }
}

/** 差异说明: what was recorded after the close and moved it, one effect a line. */
export function varianceSheet(told: Told, period: string, page: Page): Sheet {
  return {
    ...told,
    code: 'variance',
    name: '差异说明',
    title: `${told.title} ${period} 差异说明`,
    columns: [
      index,
      count('sequence', '台账序号', 10),
      text('recordedAt', '记录时间', 20),
      text('actor', '记录人', 16),
      text('contractNo', '合同编号', 18),
      text('type', '记录', 18),
      text('restated', '追溯', 14),
      text('column', '项目', 22),
      text('part', '部分', 12),
      amount('effect', '影响', 16),
    ],
    async *rows() {
      for (let found = await page(); ; found = await page(found.next)) {
        for (const entry of found.entries) {
          const common = {
            sequence: entry.sequence,
            recordedAt: shanghaiTime(entry.recordedAt),
            actor: entry.actor,
            contractNo: entry.contractNo ?? '',
            type: entryName(entry.type),
            restated: restatedWords(entry),
          }
          // An entry dated inside that moved no amount is told all the same.
          if (entry.effects.length === 0) yield { ...common, column: '—', part: '—', effect: 0n }
          for (const { column, taxBasis, part, value } of entry.effects)
            yield {
              ...common,
              column: `${COLUMN_ZH[column]}（${TAX_ZH[taxBasis]}）`,
              part: PART_ZH[part],
              effect: fenOf(value),
            }
        }
        if (found.next === undefined) return
      }
    },
    totals: () => [],
    notes: ['每条记录对各项的影响，逐项相加即结账表的差异。追溯记录须由登记人以外的人复核。'],
  }
}

/** A list kept with an old close may have an item that there is no more. */
const nameOf = (item: string) => (CHECK_NAMES as Readonly<Record<string, readonly [string, string]>>)[item]?.[0] ?? item

function restatedWords({ restatement, approval }: Variance['entries'][number]): string {
  if (!restatement) return '期后业务'
  return approval === undefined ? '待复核' : `已复核 ${approval.approvedBy}`
}
