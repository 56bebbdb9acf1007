import { FACT } from '../columns/store'
import type { FigureDefinition } from './figure'

const amount = { unit: 'CNY', measure: 'sum', version: 1 } as const
const contractAmount = {
  ...amount,
  basis: 'signed',
  shape: 'flow',
  splitByTax: true,
  when: 'inWindow',
  day: 'contract',
} as const

export const amountFigures: readonly FigureDefinition[] = [
  {
    ...contractAmount,
    code: 'contractAmount',
    zh: '合同金额',
    en: 'Contract amount',
    definition: {
      zh: '统计期内签订的合同，按截至时点的现行金额（签订额加全部补充协议）合计；终止结算额不改变合同金额；含税与不含税不相加',
      en: 'Current amount at the cut (signed plus all amendments) of contracts signed in the window; a settlement does not change it; tax bases are not added',
    },
    kinds: [FACT.signed, FACT.amended],
  },
  {
    ...contractAmount,
    code: 'contractAmount.original',
    zh: '合同金额（签订时）',
    en: 'Contract amount at signing',
    definition: {
      zh: '统计期内签订的合同，按签订时金额合计',
      en: 'Amount at signing of contracts signed in the window',
    },
    kinds: [FACT.signed],
  },
  {
    ...contractAmount,
    code: 'contractAmount.withLaterAmendments',
    zh: '合同金额（含期内补充协议）',
    en: 'Contract amount with amendments to older contracts',
    definition: {
      zh: '合同金额，另加统计期内对期前合同的补充协议增减额',
      en: 'Contract amount, plus amendments dated in the window to contracts signed before it',
    },
    kinds: [FACT.signed, FACT.amended],
    when: 'whenever',
    further: (question, row) => {
      const { kind, date, contractDate } = question.columns
      if (question.inWindow(contractDate[row])) return true
      return kind[row] === FACT.amended && contractDate[row] < question.from && question.inWindow(date[row])
    },
  },
  {
    ...amount,
    code: 'invoicedAmount',
    zh: '开票金额',
    en: 'Invoiced amount',
    basis: 'invoiced',
    shape: 'flow',
    definition: {
      zh: '开票日期在统计期内的发票（本合同份额，价税合计）减红冲日期在统计期内的红冲',
      en: 'Invoices (the contract’s share, tax included) less reversals, each dated in the window',
    },
    kinds: [FACT.invoiced, FACT.reversed],
    when: 'inWindow',
    day: 'own',
  },
  {
    ...amount,
    code: 'receivedAmount',
    zh: '到账金额',
    en: 'Received amount',
    basis: 'received',
    shape: 'flow',
    definition: {
      zh: '到账日期在统计期内的到账（本合同份额）减退款日期在统计期内的退款',
      en: 'Payments (the contract’s share) less refunds, each dated in the window',
    },
    kinds: [FACT.received, FACT.refunded],
    when: 'inWindow',
    day: 'own',
  },
  {
    ...amount,
    code: 'outstanding',
    zh: '已开票未到账',
    en: 'Outstanding',
    basis: 'outstanding',
    shape: 'stock',
    definition: {
      zh: '截至统计期末，累计净开票减累计净到账（负数为预收）；账龄按合同：红冲冲减其所指发票，净到账先抵最早的发票，余额按开票日至期末日的天数分段，超出全部发票的到账为预收',
      en: 'Net invoiced less net received, both up to the end of the window (negative: an advance); ageing, by contract: a reversal reduces the invoice it names, net receipts settle the oldest invoice first, what is left stands by the days from its issue to the last day, money beyond all invoices is an advance',
    },
    kinds: [FACT.invoiced, FACT.reversed, FACT.received, FACT.refunded],
    when: 'upToEnd',
    day: 'own',
    sign: (kind) => (kind === FACT.received || kind === FACT.refunded ? -1 : 1),
  },
]
