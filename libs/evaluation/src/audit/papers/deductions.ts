import { amount, count, day, index, type Row, type Sheet, type TotalLine, text } from '@pilot-ledger/intake/workbooks'
import { fenOf, formatAmount } from '@pilot-ledger/kernel'
import { notGranted } from './not-granted'
import {
  type IndicatorView,
  indicatorsOfView,
  provenanceNotes,
  type ResultView,
  titleOfView,
  withUnit,
} from './result-view'

/** 核减明细: every row struck and every claim beyond the ledger, with its reason: per indicator 填报 − 核减 = 核定. */
export function deductions(view: ResultView): Sheet {
  const indicators = indicatorsOfView(view)
  return {
    code: 'deductions',
    name: '核减明细',
    title: titleOfView(view, '核减明细'),
    platform: view.platform.id,
    window: view.window,
    unit: 'yuan',
    columns: [
      index,
      text('indicator', '二级指标', 22),
      text('contractNo', '合同编号', 16),
      text('client', '委托单位', 24),
      day('date', '日期'),
      amount('value', '原金额', 16),
      amount('takenOff', '核减金额', 16),
      count('pieces', '核减数量', 9),
      text('reason', '核减原因', 34),
      text('entry', '条目', 20),
    ],
    async *rows() {
      for (const it of indicators) {
        const apart = notGranted(it)
        if (apart)
          yield {
            indicator: it.zh,
            contractNo: apart.label,
            client: '',
            date: '',
            ...takenOff(it, apart.difference),
            reason: apart.reason,
            entry: '',
          }
        for (const struck of it.struck)
          yield {
            indicator: it.zh,
            contractNo: struck.contractNo ?? '',
            client: struck.client ?? '',
            date: struck.date,
            ...(it.unit === 'CNY' && { value: fenOf(struck.value) }),
            ...takenOff(it, struck.takenOff),
            reason: struck.reason,
            entry: struck.entryId,
          }
      }
    },
    // Amounts of different indicators have different bases (signed, received): no line adds them (H12).
    totals: () => indicators.filter((it) => it.ledger !== undefined).map(lineOf),
    notes: [
      '各指标口径不同，金额不跨指标相加。合计行：填报数 − 核减 = 核定数，填报数与账面数之差（未以逐行核减处理）单列一行；按户（品种）去重的指标，核减后按余下的行重新计数。',
      ...provenanceNotes(view),
    ],
  }
}

function lineOf(it: IndicatorView): TotalLine {
  const words = `填报 ${withUnit(it.claimed, it.unit) || '—'}；账面 ${withUnit(it.ledger, it.unit)}；核定 ${withUnit(it.verified, it.unit) || '—'}`
  const apart = notGranted(it)
  const all = [...(apart ? [apart.difference] : []), ...it.struck.map((row) => row.takenOff)]
  const sum =
    it.unit === 'CNY'
      ? formatAmount(all.reduce((total, value) => total + fenOf(value), 0n))
      : String(all.reduce((total, value) => total + Number(value), 0))
  return {
    label: it.zh,
    cells: { contractNo: `${all.length} 行`, reason: words, ...takenOff(it, sum) },
    adds: false,
  }
}

const takenOff = ({ unit }: IndicatorView, value: string): Row =>
  unit === 'CNY' ? { takenOff: fenOf(value) } : { pieces: Number(value) }
