import type { Question } from '@pilot-ledger/figures'
import { amount, type Cell, count, index, type Paper, type Row, text } from '../paper'
import { byTaxBasis, fen, figuresOf } from '../totals'

/** 汇总表: one line a platform. */
export const summary: Paper = {
  code: 'summary',
  zh: '汇总表',
  columns: [
    index,
    text('platformName', '平台', 40),
    text('host', '依托单位', 30),
    text('town', '镇街', 12),
    count('projects', '项目数'),
    count('clients', '客户数'),
    amount('contractAmount', '合同金额', 20),
    amount('receivedAmount', '到账金额', 18),
    count('varieties', '品种数'),
    text('grade', '等级', 10),
  ],
  notes: ['客户数合计按全部平台去重。含税与不含税合同并存时合同金额分列，不相加。等级由绩效评价给出。'],
  async *rows(_asked, { name, register, question }) {
    const registration = register.state.registration
    yield {
      platformName: name,
      host: registration?.host.name ?? '',
      town: registration?.town ?? '',
      ...(await valuesOf(question)),
      grade: '',
    }
  },
  totals: async ({ whole }) => [{ label: '合计', cells: await valuesOf(whole), adds: true }],
}

async function valuesOf(question: Question): Promise<Row> {
  const [projects, clients, signed, received, varieties] = await figuresOf(question, [
    'projects',
    'clients',
    'contractAmount',
    'receivedAmount',
    'approvals',
  ])
  const { inclusive, exclusive, mixed } = byTaxBasis(signed)
  const contractAmount: Cell = mixed ? { inclusive, exclusive } : inclusive + exclusive
  return {
    projects: Number(projects.value),
    clients: Number(clients.value),
    contractAmount,
    receivedAmount: fen(received.value as string),
    varieties: Number(varieties.value),
  }
}
