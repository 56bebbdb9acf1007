import type { Told } from '../certificate/claim'
import type { CloseStated } from '../certificate/close-stated'
import type { PeriodTotals, ShownColumn } from '../ledger/bridge'
import type { Close } from '../ledger/closes'
import type { Entry } from '../ledger/live'
import { namesIn, windowWords } from './figure-words'
import { alike, type Words, words } from './words'

const COLUMNS: Readonly<Record<string, Words>> = {
  contractAmount: words('合同金额', 'Contract amount'),
  invoiced: words('开票', 'Invoiced'),
  received: words('到账', 'Received'),
  outstanding: words('未到账', 'Outstanding'),
  advances: words('预收', 'Advances'),
  notYetInvoiced: words('未开票', 'Not yet invoiced'),
  currentAmount: words('期内签订合同现金额', 'Present amount of contracts signed in it'),
}
const STATUS = { closed: words('已结账', 'closed'), reopened: words('已反结账', 'opened again since') }

export function closeTold(
  { of, window, entry, status }: CloseStated,
  close: Close,
  then: PeriodTotals,
  now: PeriodTotals,
  entries: readonly Entry[],
): Told {
  const { proposedBy, approvedBy = '', sequence } = close
  const moved = then.totals.filter((it, i) => JSON.stringify(it) !== JSON.stringify(now.totals[i])).length
  const count = then.contracts.length
  return {
    headline: words(`${of.period} ${STATUS[status].zh}`, `${of.period} ${STATUS[status].en}`),
    statement: [
      [words('平台', 'Platform'), alike(namesIn(entries)(of.platform))],
      [words('期间', 'Period'), windowWords(window)],
      [
        words('结账', 'Closed'),
        words(`第 ${entry} 条记录，由前 ${sequence} 条记录计算`, `by entry ${entry}, of the first ${sequence} entries`),
      ],
      [words('申请人、复核人', 'Proposed and approved by'), alike(`${proposedBy} · ${approvedBy}`)],
    ],
    checked: [
      words(
        `由这些记录逐份合同重新计算：${count} 份合同，各栏合计与摘要均与结账记录一致`,
        `recomputed contract by contract: ${count} contracts, every column’s total and the hash are those of the close`,
      ),
      words(
        '结账与申请一致，申请人与复核人不是同一人',
        'it was closed as proposed, by another person than proposed it',
      ),
      moved === 0
        ? words('至证明的截止，各栏合计未变', 'up to the certificate’s cut no total has changed since')
        : words(
            `至证明的截止，其后的记录改变了 ${moved} 栏合计（追溯，不改变已结数）`,
            `up to the certificate’s cut later entries have changed ${moved} of the columns: restatements, which leave what was closed as it is`,
          ),
    ],
    tables: [tableOf(then.totals)],
    facts: { of, window: { ...window }, entry, status, sequence, proposedBy, approvedBy, contracts: count, moved },
  }
}

function tableOf(totals: readonly ShownColumn[]): Told['tables'][number] {
  const heads = [words('期初', 'Opening'), words('本期变动', 'Moved'), words('期末', 'Closing')]
  return {
    title: words('各栏合计（元）', 'Totals, CNY'),
    heads: [{ words: words('栏目', 'Column') }, ...heads.map((it) => ({ words: it, number: true as const }))],
    rows: totals.map(({ column, taxBasis, opening, movements, closing }) => {
      const { zh, en } = COLUMNS[column]
      const exclusive = taxBasis === 'exclusive'
      return [
        `${zh}${exclusive ? '（不含税）' : ''} ${en}${exclusive ? ', without tax' : ''}`,
        opening,
        movements.map(({ kind, value }) => `${kind} ${value}`).join(' · '),
        closing,
      ]
    }),
  }
}
