import { amount, count, index, type Sheet, shanghaiTime, text } from '@pilot-ledger/intake/workbooks'
import { fenOf, grouped } from '@pilot-ledger/kernel'
import { CHECK_NAMES } from '../check-names'
import {
  type BankChange,
  COLUMN_ZH,
  isFlow,
  itemOf,
  type One,
  PART_ZH,
  type Page,
  TAX_ZH,
  type Told,
  type Variance,
} from './close-words'
import { entryName } from './entry-names'

/** 结账表: as closed, now and the difference, cell by cell, under the names of the two who signed. */
export function closeSheet(told: Told, close: One, variance: Variance): Sheet {
  const cells = variance.cells.filter(
    (it) =>
      // A platform without contracts of that basis has nine lines less to read; a flow opens with nothing.
      !(it.taxBasis === 'exclusive' && isEmpty(variance, it)) && !(isFlow(it.column) && it.part === 'opening'),
  )
  return {
    ...told,
    code: 'close',
    name: '结账表',
    title: `${told.title} ${close.period} 结账表`,
    onOnePage: true,
    columns: [
      index,
      text('column', '项目', 28),
      text('tax', '口径', 8),
      text('part', '部分', 13),
      amount('asClosed', '结账时', 18),
      amount('now', '现在', 18),
      amount('difference', '差异', 16),
    ],
    async *rows() {
      for (const it of cells)
        yield {
          column: isFlow(it.column) ? `${COLUMN_ZH[it.column]}（流量）` : COLUMN_ZH[it.column],
          tax: TAX_ZH[it.taxBasis],
          part: it.part === 'closing' ? (isFlow(it.column) ? '合计' : '期末（合计）') : PART_ZH[it.part],
          asClosed: fenOf(it.asClosed),
          now: fenOf(it.now),
          difference: fenOf(it.difference),
        }
    },
    totals: () => [],
    notes: [
      '每一项目：期初加其下各行等于期末（合计）；各项目之间不相加。',
      '本期签订合同现行额是当期流量（含期后变更），不结转下期，其余各项目期末即下期期初。',
      `结账申请：${signed(close.proposedBy, close.proposed)}；复核：${signed(close.approvedBy ?? '—', close.closed)}；截止序号 ${close.sequence}`,
      ...(close.since ? [sinceWords(close.since)] : []),
      `合计摘要 SHA-256 ${close.totalsHash}；按结账序号重算：${close.recomputed.equal ? '一致。' : '不一致！'}`,
      ...(close.carriedOver ? [`上期 ${close.carriedOver.period} 结账期末 + 其后追溯 = 本期期初，见“上期结转”。`] : []),
      ...(close.bankChanges ? [`结账后另有对账变动 ${close.bankChanges} 条，见“对账变动”；下列豁免数为结账时。`] : []),
      ...close.checklist.flatMap(waivedWords),
    ],
  }
}

/** 差异说明: what was recorded after the close and moved it, one effect a line; each item adds up to the difference of its closing. */
export function varianceSheet(told: Told, period: string, variance: Variance, page: Page): Sheet {
  const seen = new Set<string>()
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
          // The closing is what the other parts add up to: told beside them it would be counted twice.
          const effects = entry.effects.filter((it) => it.part !== 'closing')
          // An entry dated inside that moved no amount is told all the same.
          if (effects.length === 0) yield { ...common, column: '—', part: '—', effect: 0n }
          for (const it of effects) {
            seen.add(itemOf(it))
            yield { ...common, column: itemOf(it), part: PART_ZH[it.part], effect: fenOf(it.value) }
          }
        }
        if (found.next === undefined) return
      }
    },
    // Of different items, so never added to one another; from the totals of the two cuts, not from the rows.
    totals: () =>
      variance.cells
        .filter((it) => it.part === 'closing' && seen.has(itemOf(it)))
        .map((it) => ({
          label: '小计',
          cells: { column: itemOf(it), part: isFlow(it.column) ? '合计' : '期末', effect: fenOf(it.difference) },
          adds: false,
        })),
    notes: [
      '小计为同一项目各行影响之和，即结账表该项目期末的差异；不同项目不相加（一笔开票同时影响开票、应收、未开票）。',
      '追溯记录须由登记人以外的人复核。',
    ],
  }
}

/** 对账变动: what was recorded at the bank's desk for these days after they were closed. */
export function bankSheet(told: Told, period: string, changes: readonly BankChange[]): Sheet {
  return {
    ...told,
    code: 'bankChanges',
    name: '对账变动',
    title: `${told.title} ${period} 结账后对账变动`,
    columns: [
      index,
      count('sequence', '台账序号', 10),
      text('recordedAt', '记录时间', 20),
      text('actor', '记录人', 16),
      text('what', '事项', 18),
      text('days', '涉及日期', 25),
      text('about', '对账单或理由', 40),
      text('second', '复核', 20),
    ],
    async *rows() {
      for (const it of changes)
        yield {
          sequence: it.sequence,
          recordedAt: shanghaiTime(it.recordedAt),
          actor: it.actor,
          what: it.zh,
          days: it.from === it.to ? it.from : `${it.from} 至 ${it.to}`,
          second: it.approval ? `已复核 ${it.approval.approvedBy}` : it.pending ? '待复核' : '—',
          about: [it.fileName, it.reason].filter((word) => word !== undefined).join('：'),
        }
    },
    totals: () => [],
    notes: [
      '对账不改变已结合计，只改变检查单所列的未了事项；撤销、作废和新导入对账单须由登记人以外的人复核；其余为结清结账时留下的事项。',
    ],
  }
}

/** What was left open, and why; since when and until when, where that was kept. */
function waivedWords({ item, open, waived, findings }: One['checklist'][number]): string[] {
  if (findings === undefined)
    return waived !== undefined && open > 0 ? [`豁免 ${nameOf(item)}（${open} 项）：${waived}`] : []
  const groups = grouped(findings, ({ reason, since, until }) => JSON.stringify([reason, since, until]))
  return [...groups.values()].map((them) => {
    const [{ reason, since, until }] = them
    const days = `自 ${since}${until === undefined ? '' : `，至 ${until}`}`
    return `豁免 ${nameOf(item)}（${them.length} 项，${days}）：${reason}`
  })
}

/** A list kept with an old close may have an item that there is no more. */
const nameOf = (item: string) => (CHECK_NAMES as Readonly<Record<string, readonly [string, string]>>)[item]?.[0] ?? item

const signed = (name: string, at: { readonly recordedAt: string } | undefined) =>
  at ? `${name}（${shanghaiTime(at.recordedAt)}）` : name

const sinceWords = ({ sequence, entries, restatements, bankChanges }: NonNullable<One['since']>) =>
  `申请之后、复核之前另有 ${entries} 条记录（其中追溯 ${restatements} 条）和 ${bankChanges} 条对账变动涉及本期，复核人已阅至序号 ${sequence}；合计仍为申请时。`

const isEmpty = ({ cells }: Variance, { column, taxBasis }: { readonly column: string; readonly taxBasis: string }) =>
  cells
    .filter((it) => it.column === column && it.taxBasis === taxBasis)
    .every((it) => it.asClosed === '0.00' && it.now === '0.00')

function restatedWords({ restatement, wordsOnly, approval }: Variance['entries'][number]): string {
  if (wordsOnly) return '仅改文字，不涉及金额'
  if (!restatement) return '期后业务'
  return approval === undefined ? '待复核' : `已复核 ${approval.approvedBy}`
}
