import type { Question } from '../queries/question'
import { FACT } from '../read-model/tables'
import type { FigureDefinition } from './figure'

const signedInWindow = (question: Question, row: number) =>
  question.inWindow(question.tables.facts.columns.contractDate[row])

const perContract = {
  unit: 'count',
  basis: 'notApplicable',
  shape: 'flow',
  kinds: [FACT.signed],
  day: 'contract',
  version: 1,
} as const

/** A contract has one `signed` row while it counts: none when voided, none for a framework with live call-offs (H11). */
export const projectFigures: readonly FigureDefinition[] = [
  {
    ...perContract,
    code: 'projects',
    zh: '项目数',
    en: 'Projects',
    definition: {
      zh: '统计期内签订、截至时点未作废的合同数；框架协议有订单的，以订单计，框架不计',
      en: 'Contracts signed in the window and not voided at the cut; a framework with call-offs does not count beside them',
    },
    measure: 'rows',
    selects: signedInWindow,
  },
  {
    ...perContract,
    code: 'projects.received',
    zh: '项目数（期内有到账）',
    en: 'Projects with money received in the window',
    definition: {
      zh: '统计期内净到账（到账减退款）大于零的合同数，不论签订日期',
      en: 'Contracts, whenever signed, whose payments less refunds dated in the window are more than zero',
    },
    measure: 'rows',
    selects: (question, row) => question.receivedInWindow(question.tables.facts.columns.contract[row]) > 0,
  },
  {
    ...perContract,
    code: 'projects.accepted',
    zh: '项目数（期内有验收）',
    en: 'Projects accepted in the window',
    definition: {
      zh: '统计期内有成果验收的合同数，不论签订日期',
      en: 'Contracts, whenever signed, with a deliverable accepted in the window',
    },
    measure: 'rows',
    selects: (question, row) => question.acceptedInWindow(question.tables.facts.columns.contract[row]),
  },
]

const perClient = {
  ...perContract,
  measure: 'distinct',
  countedKey: (q: Question, row: number) => q.clientOf(row),
} as const

export const clientFigures: readonly FigureDefinition[] = [
  {
    ...perClient,
    code: 'clients',
    zh: '客户数',
    en: 'Clients',
    definition: {
      zh: '统计期内签订合同的委托单位数，同一法人计一次（分支机构并入总机构，更名不重复计）',
      en: 'Distinct clients of contracts signed in the window; one legal person once: a branch with its head office, a renamed client by its code',
    },
    selects: signedInWindow,
  },
  {
    ...perClient,
    code: 'clients.firstServed',
    zh: '客户数（首次合作）',
    en: 'Clients first served in the window',
    definition: {
      zh: '首份合同（截至统计期末）在统计期内签订的委托单位数',
      en: 'Clients whose earliest contract up to the end of the window was signed in it',
    },
    selects: (question, row) => signedInWindow(question, row) && question.firstServedInWindow(row),
  },
  {
    ...perClient,
    code: 'clients.unrelated',
    zh: '客户数（剔除关联方）',
    en: 'Unrelated clients',
    definition: {
      zh: '签订日与平台无关联关系、非联合研发中心共建方的委托单位数',
      en: 'Clients that on the signing day were neither affiliated to the platform nor partner of a joint centre',
    },
    selects: (question, row) => signedInWindow(question, row) && !question.related(row),
  },
  {
    ...perClient,
    code: 'clients.inCity',
    zh: '客户数（本市）',
    en: 'Clients in the city',
    definition: {
      zh: '统一社会信用代码登记机关行政区划为本市的委托单位数',
      en: 'Clients whose unified social credit code was registered in the city',
    },
    selects: (question, row) => signedInWindow(question, row) && question.inCity(row),
  },
]
