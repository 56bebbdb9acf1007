import { amount, count, day, index, type Sheet, text } from '@pilot-ledger/intake/workbooks'
import { fenOf } from '@pilot-ledger/kernel'
import type { SamplesService } from '../samples.service'
import { provenanceNotes, type ResultView, withUnit } from './result-view'

type SampleAnswer = Awaited<ReturnType<SamplesService['one']>>

/** 抽样核查表: the drawn rows with room for what is found, to be taken along and filled in by hand. */
export function sampleSheet(sample: SampleAnswer, view: ResultView): Sheet {
  const { seed, method, size, population, strata, outcome, statementFrom, algorithm } = sample
  const money = sample.rows.some((it) => it.amount.includes('.'))
  const amountOf = (value: string) => withUnit(value, money ? 'CNY' : 'count')
  return {
    code: 'sample',
    name: '抽样核查表',
    title: `${view.platform.name} 抽样核查表（样本 ${sample.sample}）${view.platform.synthetic ? '（演示数据）' : ''}`,
    platform: view.platform.id,
    window: view.window,
    unit: 'yuan',
    columns: [
      index,
      text('contractNo', '合同编号', 16),
      text('client', '委托单位', 26),
      day('date', '日期'),
      money ? amount('amount', '金额', 16) : count('amount', '数量', 8),
      text('stratum', '层', 18),
      count('hits', '点数', 6),
      text('found', '核查结果', 12),
      money ? amount('wrong', '差错额', 14) : count('wrong', '差错数', 8),
      text('note', '说明', 34),
    ],
    async *rows() {
      for (const it of sample.rows) {
        const shown = (value: string | undefined) => (value === undefined ? null : money ? fenOf(value) : Number(value))
        yield {
          contractNo: it.contractNo ?? '',
          client: it.client ?? '',
          date: it.date ?? '',
          amount: shown(it.amount),
          stratum: it.stratum,
          hits: it.hits,
          found: it.finding ? (it.finding.kind === 'error' ? '有差错' : '无差错') : '',
          wrong: shown(it.finding?.wrong),
          note: it.finding?.note ?? '',
        }
      }
    },
    totals: () => [
      {
        label: '样本合计',
        cells: {
          amount: money ? fenOf(outcome.examinedValue) : Number(outcome.examinedValue),
          found: `已核查 ${outcome.examined} 行`,
          wrong: money ? fenOf(outcome.wrong) : Number(outcome.wrong),
          note: `差错率 ${outcome.errorRate === undefined ? '—' : `${outcome.errorRate}%`}`,
        },
        adds: false,
      },
    ],
    notes: [
      `种子：${seed}；${method === 'count' ? '按行数' : '按金额'}抽 ${size}；总体 ${population.rows} 行、${amountOf(population.money)}；总体 SHA-256 ${population.hash}`,
      ...strata.map((it) => `层“${it.name}”：${it.rows} 行，${amountOf(it.money)}，应抽 ${it.allotted}`),
      `总体推断：${outcome.statement.zh}（至少核查 ${statementFrom} 行方作推断）`,
      ...outcome.projections.map((it) => `${it.zh}：${amountOf(it.wrong)}`),
      ...sentences(algorithm.zh).map((it) => `重抽办法：${it}`),
      ...provenanceNotes(view),
    ],
  }
}

/** One clause a line; what stands in brackets stays together. */
export function sentences(words: string): string[] {
  return words.split(/；(?![^（]{0,400}）)/)
}
