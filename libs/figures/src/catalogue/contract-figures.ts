import { FACT } from '../columns/store'
import type { FigureDefinition } from './figure'

const perContract = {
  unit: 'count',
  basis: 'notApplicable',
  shape: 'flow',
  kinds: [FACT.signed],
  when: 'inWindow',
  day: 'contract',
  version: 1,
} as const

/** A contract has one `signed` row while it counts: none when voided; a framework with live call-offs has `calledOff` (H11). */
export const projectFigures: readonly FigureDefinition[] = [
  {
    ...perContract,
    code: 'projects',
    zh: '项目数',
    en: 'Projects',
    definition: {
      zh: '统计期内签订、截至时点未作废的合同数；框架协议有订单的，以订单计，框架在任何统计期均不计（不论订单何时签订，故各年相加等于全期）',
      en: 'Contracts signed in the window and not voided at the cut; a framework with call-offs counts in no window, whenever these were signed, so that years add up',
    },
    measure: 'rows',
    version: 2,
  },
  {
    ...perContract,
    code: 'projects.received',
    zh: '项目数（期内有到账）',
    en: 'Projects with money received in the window',
    definition: {
      zh: '统计期内净到账（到账减退款）大于零的合同数，不论签订日期；框架协议自身有到账的，有订单也计',
      en: 'Contracts, whenever signed, whose payments less refunds dated in the window are more than zero; also a framework with call-offs that has money of its own',
    },
    measure: 'rows',
    kinds: [FACT.signed, FACT.calledOff],
    version: 2,
    when: 'whenever',
    further: (question, row) => question.receivedInWindow(question.columns.contract[row]) > 0,
  },
  {
    ...perContract,
    code: 'projects.accepted',
    zh: '项目数（期内有验收）',
    en: 'Projects accepted in the window',
    definition: {
      zh: '统计期内有成果验收的合同数，不论签订日期；框架协议自身有验收的，有订单也计',
      en: 'Contracts, whenever signed, with a deliverable accepted in the window; also a framework with call-offs that has an acceptance of its own',
    },
    measure: 'rows',
    kinds: [FACT.signed, FACT.calledOff],
    version: 2,
    when: 'whenever',
    further: (question, row) => question.acceptedInWindow(question.columns.contract[row]),
  },
]

const perClient = {
  ...perContract,
  measure: 'distinct',
  counted: 'party',
  version: 2,
} as const

export const clientFigures: readonly FigureDefinition[] = [
  {
    ...perClient,
    code: 'clients',
    zh: '客户数',
    en: 'Clients',
    definition: {
      zh: '统计期内签订合同的委托单位数，同一法人计一次：分支机构并入总机构，以截至时点所载、统计期末日有效的申报为准并适用于整个统计期，故一个代码在期内只对应一家；更名不重复计；跨平台合计时，任一平台的申报均适用',
      en: 'Distinct clients of contracts signed in the window; one legal person once: a branch with its head office as declared at the cut and in force on the last day of the window, for the whole window, so that one code is one client in it; a renamed client by its code; in totals over platforms whichever of them declares the branch',
    },
  },
  {
    ...perClient,
    code: 'clients.firstServed',
    zh: '客户数（首次合作）',
    en: 'Clients first served in the window',
    definition: {
      zh: '首份合同（截至统计期末，含其分支机构与总机构的合同）在统计期内签订的委托单位数，法人口径同客户数',
      en: 'Clients whose earliest contract up to the end of the window, one of a branch or head office included, was signed in it; legal persons as for clients',
    },
    further: (question, row) => question.firstServedInWindow(row),
  },
  {
    ...perClient,
    code: 'clients.unrelated',
    zh: '客户数（剔除关联方）',
    en: 'Unrelated clients',
    definition: {
      zh: '签订日与平台依托单位、关联方、联合研发中心共建方均非同一法人的委托单位数：其总机构、分支机构及同属一总机构的分支机构，一并视为关联（分支以签订日有效的申报为准）',
      en: 'Clients that on the signing day were not one legal person with the host, an affiliated party or a partner of a joint centre: their head offices, branches and sister branches are related alike, as declared on that day',
    },
    further: (question, row) => !question.related(row),
  },
  {
    ...perClient,
    code: 'clients.inCity',
    zh: '客户数（本市）',
    en: 'Clients in the city',
    definition: {
      zh: '以登记机关行政区划为本市的统一社会信用代码签约的委托单位数；分支机构以其自身代码判断，计入其总机构一家',
      en: 'Clients that signed under a unified social credit code registered in the city; a branch by its own code, counted with its head office',
    },
    further: (question, row) => question.inCity(row),
  },
]
