import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements'
import {
  amount,
  type Cell,
  type Column,
  count,
  index,
  type Row,
  type Sheet,
  shanghaiTime,
  text,
  type Unit,
} from '@pilot-ledger/intake/workbooks'
import { CHANGE_EVENTS, fenOf, grouped, type Window } from '@pilot-ledger/kernel'
import { checkOf } from '../check-names'
import type { ClosesService } from '../closes.service'
import { COLUMN_ZH, type Item, isFlow, itemOf, PART_ZH, TAX_ZH } from './close-words'

type One = Awaited<ReturnType<ClosesService['one']>>
export type Variance = Awaited<ReturnType<ClosesService['variance']>>
/** Asked with the cursor of the page before. */
export type Page = (cursor?: string) => Promise<Variance>
type BankChange = Awaited<ReturnType<ClosesService['bankChanges']>>['changes'][number]
type Carried = NonNullable<One['carriedOver']>

/** What every sheet of a close says of itself. */
export interface Reported {
  readonly platform: string
  readonly title: string
  readonly period: string
  readonly unit: Unit
  readonly window: Window
}

/** A column, and what stands in it of a row. */
type Stated<It> = readonly [column: Column, cell: (it: It) => Cell | undefined]
type Laid<It> = Pick<Sheet, 'code' | 'name' | 'notes' | 'onOnePage'> & {
  readonly title: string
  readonly totals?: Sheet['totals']
  readonly columns: readonly Stated<It>[]
  rows(): Iterable<It> | AsyncIterable<It>
}

/** A sheet of a close: numbered rows under the platform's name and the period. */
function sheetOf<It>({ period, title, ...reported }: Reported, { columns, rows, ...laid }: Laid<It>): Sheet {
  return {
    ...reported,
    totals: () => [],
    ...laid,
    title: `${title} ${period} ${laid.title}`,
    columns: [index, ...columns.map(([column]) => column)],
    async *rows() {
      for await (const it of rows()) yield Object.fromEntries(columns.map(([{ key }, cell]) => [key, cell(it)])) as Row
    },
  }
}

/** When something was recorded, and by whom. */
const RECORDED: readonly Stated<Pick<BankChange, 'sequence' | 'recordedAt' | 'actor'>>[] = [
  [count('sequence', '台账序号', 10), (it) => it.sequence],
  [text('recordedAt', '记录时间', 20), (it) => shanghaiTime(it.recordedAt)],
  [text('actor', '记录人', 16), (it) => it.actor],
]
const TAX: Stated<Item> = [text('tax', '口径', 8), (it) => TAX_ZH[it.taxBasis]]

/** 结账表: as closed, now and the difference, cell by cell, under the names of the two who signed. */
export function closeSheet(reported: Reported, close: One, variance: Variance): Sheet {
  return sheetOf<Variance['cells'][number]>(reported, {
    code: 'close',
    name: '结账表',
    title: '结账表',
    onOnePage: true,
    columns: [
      [text('column', '项目', 28), ({ column }) => `${COLUMN_ZH[column]}${isFlow(column) ? '（流量）' : ''}`],
      TAX,
      [
        text('part', '部分', 13),
        ({ column, part }) => (part === 'closing' ? (isFlow(column) ? '合计' : '期末（合计）') : PART_ZH[part]),
      ],
      [amount('asClosed', '结账时', 18), (it) => fenOf(it.asClosed)],
      [amount('now', '现在', 18), (it) => fenOf(it.now)],
      [amount('difference', '差异', 16), (it) => fenOf(it.difference)],
    ],
    rows: () =>
      variance.cells.filter(
        (it) =>
          // A platform without contracts of that basis has nine lines less to read; a flow opens with nothing.
          !(it.taxBasis === 'exclusive' && isEmpty(variance, it)) && !(isFlow(it.column) && it.part === 'opening'),
      ),
    notes: [
      '每一项目：期初加其下各行等于期末（合计）；各项目之间不相加。',
      '本期新签合同额（按现行金额）是当期流量（含期后变更），不结转下期，其余各项目期末即下期期初。',
      `结账申请：${signed(close.proposedBy, close.proposed)}；复核：${signed(close.approvedBy ?? '—', close.closed)}；截止序号 ${close.sequence}`,
      ...(close.since ? [sinceWords(close.since)] : []),
      `合计摘要 SHA-256 ${close.totalsHash}；按结账序号复算：${close.recomputed.equal ? '相符。' : '不符！'}`,
      ...(close.carriedOver ? [`上期 ${close.carriedOver.period} 结账期末 + 其后追溯 = 本期期初，见“上期结转”。`] : []),
      ...(close.bankChanges ? [`结账后另有对账变动 ${close.bankChanges} 条，见“对账变动”；下列暂缓数为结账时。`] : []),
      ...close.checklist.flatMap(waivedWords),
    ],
  })
}

/**
 * 上期结转: item by item the last period's closing as it was closed, each entry that restated it before this one was closed, and
 * this period's opening, which is the sum of the lines above it.
 */
export function carriedSheet(reported: Reported, { period: before, lines, sequence }: Carried, page: Page): Sheet {
  type Line = Item & { what: string; sequence?: number; contractNo?: string; actor?: string; value: string }
  return sheetOf<Line>(reported, {
    code: 'carriedOver',
    name: '上期结转',
    title: '上期结转',
    columns: [
      [text('column', '项目', 14), (it) => COLUMN_ZH[it.column]],
      TAX,
      [text('what', '内容', 26), (it) => it.what],
      [count('sequence', '台账序号', 10), (it) => it.sequence],
      [text('contractNo', '合同编号', 18), (it) => it.contractNo],
      [text('actor', '记录人', 18), (it) => it.actor],
      [amount('value', '金额', 18), (it) => fenOf(it.value)],
    ],
    async *rows() {
      const restated: Line[] = []
      for await (const { type, sequence, contractNo, actor, effects } of entriesOf(page))
        for (const { part, ...effect } of effects)
          if (part === 'closing')
            restated.push({ ...effect, what: `追溯：${entryName(type)}`, sequence, contractNo, actor })
      for (const { closedBefore, restated: sum, opening, ...item } of lines) {
        if (item.taxBasis === 'exclusive' && [closedBefore, sum, opening].every((it) => it === '0.00')) continue
        yield { ...item, what: `上期 ${before} 结账期末`, value: closedBefore }
        yield* restated.filter((it) => itemOf(it) === itemOf(item))
        yield { ...item, what: '本期期初（合计）', value: opening }
      }
    },
    notes: [
      `每一项目：上期结账期末加其后追溯等于本期期初；追溯为上期结账之后、本期截止序号 ${sequence} 以前登记而涉及上期的记录。`,
      '本期新签合同额（按现行金额）是当期流量，不结转。',
    ],
  })
}

/** 差异说明: what was recorded after the close and moved it, one effect a line; each item adds up to the difference of its closing. */
export function varianceSheet(reported: Reported, variance: Variance, page: Page): Sheet {
  type Entry = Variance['entries'][number]
  const seen = new Set<string>()
  return sheetOf<Entry & { readonly effect?: Entry['effects'][number] }>(reported, {
    code: 'variance',
    name: '差异说明',
    title: '差异说明',
    columns: [
      ...RECORDED,
      [text('contractNo', '合同编号', 18), (it) => it.contractNo ?? ''],
      [text('type', '记录', 18), (it) => entryName(it.type)],
      [text('restated', '追溯', 14), restatedWords],
      [text('column', '项目', 22), ({ effect }) => (effect ? itemOf(effect) : '—')],
      [text('part', '部分', 12), ({ effect }) => (effect ? PART_ZH[effect.part] : '—')],
      [amount('effect', '影响', 16), ({ effect }) => (effect ? fenOf(effect.value) : 0n)],
    ],
    async *rows() {
      for await (const entry of entriesOf(page)) {
        // The closing is what the other parts add up to: told beside them it would be counted twice.
        const effects = entry.effects.filter((it) => it.part !== 'closing')
        for (const it of effects) seen.add(itemOf(it))
        // An entry dated inside that moved no amount is told all the same.
        yield* effects.length === 0 ? [entry] : effects.map((effect) => ({ ...entry, effect }))
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
  })
}

/** 对账变动: what was recorded of bank and ledger for these days after they were closed. */
export function bankSheet(reported: Reported, changes: readonly BankChange[]): Sheet {
  return sheetOf<BankChange>(reported, {
    code: 'bankChanges',
    name: '对账变动',
    title: '结账后对账变动',
    columns: [
      ...RECORDED,
      [text('what', '事项', 18), (it) => it.zh],
      [text('days', '涉及日期', 25), (it) => (it.from === it.to ? it.from : `${it.from} 至 ${it.to}`)],
      [
        text('about', '对账单或理由', 40),
        (it) => [it.fileName, it.reason].filter((word) => word !== undefined).join('：'),
      ],
      [text('second', '复核', 20), (it) => (it.approval || it.pending ? secondWords(it) : '—')],
    ],
    rows: () => changes,
    notes: [
      '对账不改变已结合计，只改变检查单所列的未处理事项；撤销、作废和新导入对账单须由登记人以外的人复核；其余为结清结账时留下的事项。',
    ],
  })
}

async function* entriesOf(page: Page) {
  for (let answer = await page(); ; answer = await page(answer.next)) {
    yield* answer.entries
    if (answer.next === undefined) return
  }
}

/** What was left open, and why; since when and until when, where that was kept. */
function waivedWords({ item, open, waived, findings }: One['checklist'][number]): string[] {
  if (findings === undefined)
    return waived !== undefined && open > 0 ? [`暂缓 ${nameOf(item)}（${open} 项）：${waived}`] : []
  const groups = grouped(findings, ({ reason, since, until }) => JSON.stringify([reason, since, until]))
  return [...groups.values()].map((them) => {
    const [{ reason, since, until }] = them
    const days = `自 ${since}${until === undefined ? '' : `，至 ${until}`}`
    return `暂缓 ${nameOf(item)}（${them.length} 项，${days}）：${reason}`
  })
}

const nameOf = (item: string) => checkOf(item)?.[0] ?? item

const signed = (name: string, at: { readonly recordedAt: string } | undefined) =>
  at ? `${name}（${shanghaiTime(at.recordedAt)}）` : name

const sinceWords = ({ sequence, entries, restatements, bankChanges }: NonNullable<One['since']>) =>
  `申请之后、复核之前另有 ${entries} 条记录（其中追溯 ${restatements} 条）和 ${bankChanges} 条对账变动涉及本期，复核人已阅至序号 ${sequence}；合计仍为申请时。`

const isEmpty = ({ cells }: Variance, { column, taxBasis }: Item) =>
  cells
    .filter((it) => it.column === column && it.taxBasis === taxBasis)
    .every((it) => it.asClosed === '0.00' && it.now === '0.00')

function restatedWords({ restatement, wordsOnly, approval }: Variance['entries'][number]): string {
  if (wordsOnly) return '仅改文字，不涉及金额'
  return restatement ? secondWords({ approval }) : '期后业务'
}

const secondWords = ({ approval }: Pick<BankChange, 'approval'>) =>
  approval ? `已复核 ${approval.approvedBy}` : '待复核'

/** An entry of a contract as it is called on paper. */
const entryName = (type: string): string =>
  ENGAGEMENT_EVENTS.find(type)?.zh ?? CHANGE_EVENTS[type as keyof typeof CHANGE_EVENTS]?.[0] ?? type
