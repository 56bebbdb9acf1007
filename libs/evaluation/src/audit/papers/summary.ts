import { amount, type Cell, count, decimal, index, type Sheet, text } from '@pilot-ledger/intake/workbooks'
import { fenOf } from '@pilot-ledger/kernel'
import { indicatorsOfView, nameWithDays, provenanceNotes, type ResultView } from './result-view'

/** What the ledger says of a platform over the round's window and at its cut. */
export interface SummaryFigures {
  readonly projects: number
  readonly clients: number
  readonly contractAmount: Cell
  readonly receivedAmount: bigint
  readonly varieties: number
}

type SummaryLine = { readonly view: ResultView; readonly figures: SummaryFigures }

/** Only what was asked over the same days is added. */
function sameWindow([first, ...others]: readonly SummaryLine[]): boolean {
  const { from, to } = first.view.window
  return others.every(({ view }) => view.window.from === from && view.window.to === to)
}

function addedUp(figures: readonly SummaryFigures[]): Partial<Record<keyof SummaryFigures, Cell>> {
  const count = (of: 'projects' | 'clients' | 'varieties') => figures.reduce((sum, it) => sum + it[of], 0)
  const signed = figures.map((it) => it.contractAmount)
  return {
    projects: count('projects'),
    clients: count('clients'),
    varieties: count('varieties'),
    receivedAmount: figures.reduce((sum, it) => sum + it.receivedAmount, 0n),
    // Amounts with and without tax are not added (H12).
    ...(signed.every((it) => typeof it === 'bigint') && { contractAmount: signed.reduce((sum, it) => sum + it, 0n) }),
  }
}

/** 汇总表 of a round: one line a platform, by score. */
export function summary(lines: readonly SummaryLine[]): Sheet {
  const [first] = lines
  const { round, window } = first.view
  const sorted = [...lines].sort((a, b) => Number(b.view.total ?? -1) - Number(a.view.total ?? -1))
  const sealed = lines.every((it) => it.view.sealed)
  return {
    code: 'summary',
    name: '汇总表',
    title: `${round.title} 汇总表${sealed ? '' : '（草稿）'}${round.synthetic ? '（演示数据）' : ''}`,
    platform: null,
    window,
    unit: 'yuan',
    columns: [
      index,
      text('platform', '平台', 34),
      text('host', '依托单位', 26),
      text('town', '镇街', 10),
      count('projects', '项目数'),
      count('clients', '客户数'),
      amount('contractAmount', '合同金额', 18),
      amount('receivedAmount', '到账金额', 18),
      count('varieties', '品种数'),
      decimal('total', '得分', 2, 8),
      text('grade', '等级', 8),
      amount('subsidy', '补助金额', 15),
      text('hash', '结果 SHA-256', 18),
    ],
    async *rows() {
      for (const { view, figures } of sorted)
        yield {
          platform: `${view.platform.name}${view.platform.synthetic && !round.synthetic ? '（演示数据）' : ''}`,
          host: view.platform.host,
          town: view.platform.town,
          ...figures,
          total: view.total ?? '',
          grade: view.grade ?? '',
          subsidy: view.subsidy ? fenOf(view.subsidy.amount) : null,
          hash: view.sealed ? view.sealed.hash.slice(0, 16) : '未封存',
        }
    },
    totals: () => [
      {
        label: '合计',
        cells: {
          ...(sameWindow(lines) && addedUp(lines.map((it) => it.figures))),
          subsidy: lines.reduce((sum, it) => sum + (it.view.subsidy ? fenOf(it.view.subsidy.amount) : 0n), 0n),
        },
        adds: true,
      },
    ],
    notes: [
      '项目数、客户数、合同金额、到账金额、品种数为账本在各平台统计期与截止下的数，未经核减；得分、等级按核定数。各平台统计期相同的方予合计（客户、品种在几家平台各计一次的，合计中重复）；统计期不同的，不跨平台合计。',
      ...ownDays(first.view),
      ...provenanceNotes({ ...first.view, sealed: undefined }).slice(0, 3),
      ...lines.map(
        ({ view }) =>
          `${view.platform.name}：统计期 ${view.window.from} 至 ${view.window.to}，截止序号 ${view.cut}，${view.sealed ? `结果 SHA-256 ${view.sealed.hash}` : '未封存'}`,
      ),
    ],
  }
}

/** Points of an indicator with days of its own are of those days. */
function ownDays(view: ResultView): string[] {
  const own = indicatorsOfView(view).filter((it) => it.window)
  return own.length === 0 ? [] : [`得分中另有统计期的指标：${own.map(nameWithDays).join('；')}`]
}
