import { figureNamed } from '@pilot-ledger/figures/reporting'
import { standing } from '../entries'
import { partOf } from '../of-contract'
import { count, index, inPages, type Paper, type PlatformRequested, type Requested, type Row, text } from '../paper'
import { wholeNumbers } from '../totals'

/** 中试服务台账: what was done under each contract that was signed in the window or had a batch completed in it. */
export const services: Paper = {
  code: 'services',
  zh: '中试服务台账',
  columns: [
    index,
    text('projectNo', '项目编号', 16),
    text('title', '项目名称', 26),
    text('services', '服务内容', 18),
    text('products', '服务产品/品种', 24),
    count('batches', '批次数'),
    text('period', '起止时间', 13),
    text('acceptedOn', '验收日期', 12),
    text('results', '成果', 30),
    text('responsible', '负责人', 10),
  ],
  notes: ['批次数：完成日期在统计期内的批次。负责人账本不记录，由填报单位填写。'],
  async *rows(requested, { question }) {
    yield* inPages(listed(requested.tables, question), async ({ it, batches }): Promise<Row> => {
      const { contract, terms } = await standing(requested, it)
      const contents = contract.entries.map((entry) => entry.content)
      const accepted = contents.flatMap((c) => (c.type === 'DeliverableAccepted' ? [c.data] : []))
      const approvals = contents.flatMap((c) => (c.type === 'DrugApprovalObtained' ? [c.data] : []))
      const added = contents.flatMap((c) => (c.type === 'ContractAmended' ? (c.data.productsAdded ?? []) : []))
      const { state } = contract
      const end = state.completedOn ?? state.terminated?.on ?? terms.endsOn
      return {
        projectNo: terms.contractNo,
        title: terms.title,
        services: terms.serviceCategories.join('、'),
        products: [...new Set([...terms.products, ...added])].join('、'),
        batches: Number(batches.value),
        period: `${terms.signedOn} 至 ${end ?? '进行中'}`,
        acceptedOn: accepted.map((d) => d.acceptedOn).join('、'),
        results: [
          ...accepted.map((d) => d.title ?? d.deliverableNo),
          ...approvals.map((d) => `${d.variety} ${d.approvalNo}`),
        ].join('；'),
        responsible: '',
      }
    })
  },
  async totals(requested) {
    const [projects, batches] = await wholeNumbers(requested, ['projects', 'batches'])
    return [{ label: `合计（期内签订 ${projects} 项）`, cells: { batches }, adds: false }]
  },
}

function* listed(tables: Requested['tables'], question: PlatformRequested['question']) {
  const [signing, batch] = ['projects', 'batches'].map((it) => figureNamed(it))
  for (const it of tables.contractsOf(question.platform as number)) {
    const batches = partOf(question, batch, it)
    if (batches.counts || partOf(question, signing, it).counts) yield { it, batches }
  }
}
