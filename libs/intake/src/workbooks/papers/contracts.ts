import type { EngagementContent } from '@pilot-ledger/engagements'
import { PageNumbers, pagesOf } from '@pilot-ledger/evidence/volume'
import { figureNamed } from '@pilot-ledger/figures/reporting'
import { GLOSSARY, nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import type { LiveContract } from '../../journals/live-entries'
import { papersOf } from '../contract-papers'
import { standing } from '../entries'
import { partOf } from '../of-contract'
import {
  amount,
  day,
  index,
  inPages,
  type Paper,
  type PlatformRequested,
  type Requested,
  type Row,
  type TotalLine,
  text,
} from '../paper'
import { partyCode, relatedOnSigning } from '../parties'
import { byTaxBasis, fen, figuresOf } from '../totals'

const TYPES = { development: '开发', transfer: '转让', licence: '许可', consulting: '咨询', service: '服务' } as const

/**
 * 合同清单: every contract that one of its four sums knows of: signed in the window, invoiced or received in it, or still
 * outstanding at its end. Amounts of contracts signed before the window, and of frameworks beside their call-offs (H11), stay
 * empty, as they do in the figures.
 */
export const contracts: Paper = {
  code: 'contracts',
  zh: '合同清单',
  columns: [
    index,
    text('contractNo', '合同编号', 11),
    text('title', '合同名称', 16),
    text('client', GLOSSARY.client.zh, 17),
    text('clientCode', '统一社会信用代码', 12),
    text('related', '是否关联方', 5),
    text('technologyContractType', '技术合同类型', 5),
    text('registrationNo', '登记编号', 10),
    text('serviceCategories', '服务类别', 10),
    day('signedOn', '签订日期'),
    text('period', '起止日期', 13),
    amount('amount', GLOSSARY.amount.zh, 13),
    amount('currentAmount', GLOSSARY.currentAmount.zh, 13),
    amount('invoiced', GLOSSARY.invoiced.zh, 13),
    amount('received', GLOSSARY.received.zh, 13),
    amount('outstanding', GLOSSARY.outstanding.zh, 13),
    text('state', '状态', 7),
    text('evidence', '佐证页码', 7),
    text('remark', '备注', 10),
  ],
  notes: [
    '合同金额、变更后金额：统计期内签订的合同；期前签订的合同及有订单的框架协议不计（以订单计）。',
    '已开票、已到账：日期在统计期内，减红冲、退款；未到账：截至统计期末累计开票减累计到账，负数为预收。',
    '佐证页码：同一统计期、同一截止序号的佐证材料汇编中的页码；未上传的材料在汇编中占一页。',
    '未到账合计按净额：应收与预收相抵；应收款勾稽表分列两者，未到账合计 = 期末应收 − 期末预收（有预收时列于“其中”两行）。',
  ],
  async *rows(requested: Requested, platform: PlatformRequested) {
    const { question } = platform
    const numbers = new PageNumbers()
    for await (const { parts, contract, terms, papers } of contractsListed(requested, platform)) {
      const [signed, original, invoiced, received, outstanding] = parts
      yield {
        ...wordsOf(contract, terms),
        evidence: pagesOf(papers.map((it) => numbers.place(it))) || '无',
        related: relatedOnSigning(question, terms.client.id, terms.signedOn) ? '是' : '否',
        amount: original.counts ? original.value : null,
        currentAmount: signed.counts ? signed.value : null,
        invoiced: invoiced.value,
        received: received.value,
        outstanding: outstanding.value,
        remark: remarkOf(terms, signed.counts, question.window.from),
      }
    }
  },
  async totals(requested): Promise<TotalLine[]> {
    const { whole } = requested
    const [invoiced, received, outstanding, ...amounts] = await figuresOf(whole, [
      'invoicedAmount',
      'receivedAmount',
      'outstanding',
      'contractAmount.original',
      'contractAmount',
    ])
    const money = {
      invoiced: fen(invoiced.value as string),
      received: fen(received.value as string),
      outstanding: fen(outstanding.value as string),
    }
    const [original, current] = amounts.map(byTaxBasis)
    if (!original.mixed && !current.mixed) {
      const signed = {
        amount: original.inclusive + original.exclusive,
        currentAmount: current.inclusive + current.exclusive,
      }
      return [{ label: '合计', cells: { ...signed, ...money }, adds: true }, ...(await bothSides(requested))]
    }
    return [
      { label: '合计', cells: money, adds: true },
      {
        label: '其中：含税合同',
        cells: { amount: original.inclusive, currentAmount: current.inclusive },
        adds: 'together',
      },
      {
        label: '其中：不含税合同',
        cells: { amount: original.exclusive, currentAmount: current.exclusive },
        adds: 'together',
      },
      ...(await bothSides(requested)),
    ]
  },
}

/** What contracts owe and what they paid ahead, apart as the bridge tells them; nothing where nobody paid ahead. */
async function bothSides({ tables, platforms }: Requested): Promise<TotalLine[]> {
  let [owed, ahead] = [0n, 0n]
  const outstanding = figureNamed('outstanding')
  for (const { question } of platforms)
    for (const it of tables.contractsOf(question.platform as number)) {
      if (turnIsOver()) await nextTurn()
      const { value } = partOf(question, outstanding, it)
      if (value > 0n) owed += value
      else ahead += value
    }
  if (ahead === 0n) return []
  return [
    { label: '其中：应收', cells: { outstanding: owed }, adds: 'together' },
    { label: '其中：预收', cells: { outstanding: ahead }, adds: 'together' },
  ]
}

/** The contracts of the list in its order, with what stands of them at the cut: the bound volume has their papers in this very order. */
export function contractsListed(requested: Requested, { id, question }: PlatformRequested) {
  return inPages(listed(requested.tables, question), async ({ it, parts }) => {
    const { contract, terms } = await standing(requested, it)
    return { parts, contract, terms, papers: await papersOf(requested.log, id, contract, requested.cut) }
  })
}

const SUMS = ['contractAmount', 'contractAmount.original', 'invoicedAmount', 'receivedAmount', 'outstanding']

function* listed(tables: Requested['tables'], question: PlatformRequested['question']) {
  const sums = SUMS.map((it) => figureNamed(it))
  for (const it of tables.contractsOf(question.platform as number)) {
    const parts = sums.map((sum) => partOf(question, sum, it))
    const [signed, , invoiced, received, outstanding] = parts
    if (signed.counts || invoiced.counts || received.counts || outstanding.value !== 0n) yield { it, parts }
  }
}

type Terms = Awaited<ReturnType<typeof standing>>['terms']

function wordsOf({ entries, state }: LiveContract, terms: Terms): Row {
  const of = <T extends EngagementContent['type']>(type: T) =>
    entries.flatMap(({ content }) =>
      content.type === type ? [content.data as Extract<EngagementContent, { type: T }>['data']] : [],
    )
  return {
    contractNo: terms.contractNo,
    title: terms.title,
    client: terms.client.name,
    clientCode: partyCode(terms.client.id),
    technologyContractType: terms.technologyContractType ? TYPES[terms.technologyContractType] : '',
    registrationNo: of('TechContractRegistered')
      .map((it) => it.registrationNo)
      .join('、'),
    serviceCategories: terms.serviceCategories.join('、'),
    signedOn: terms.signedOn,
    period: `${terms.signedOn} 至 ${terms.endsOn ?? '未约定'}`,
    state: state.terminated ? '已终止' : state.completedOn ? '已完成' : '履行中',
  }
}

function remarkOf(terms: Terms, counted: boolean, from: string): string {
  return [
    terms.taxBasis === 'exclusive' && '不含税',
    terms.kind === 'callOff' && `订单，框架 ${terms.parent}`,
    terms.kind === 'framework' && '框架协议',
    !counted && (terms.signedOn < from ? '期前签订' : '金额不在本期计'),
    terms.synthetic && '演示数据',
  ]
    .filter((it) => typeof it === 'string')
    .join('；')
}
