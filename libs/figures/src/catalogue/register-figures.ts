import type { Question } from '../queries/question'
import { FACT } from '../read-model/tables'
import type { FigureDefinition } from './figure'

const shared = { unit: 'count', basis: 'notApplicable', version: 1, day: 'own' } as const
const started = (question: Question, row: number) => question.inWindow(question.tables.facts.columns.date[row])
const inForce = (question: Question, row: number) => question.inForceAtEnd(row)
const partner = (question: Question, row: number) => question.tables.facts.columns.key[row]

/** What is in force on the window's last day, and beside it what was added in the window. */
function holdings(code: string, kind: number, zh: string, en: string): FigureDefinition[] {
  return [
    {
      ...shared,
      code,
      zh,
      en,
      shape: 'stock',
      definition: { zh: `统计期末日在册的${zh}`, en: `${en} in force on the last day of the window` },
      kinds: [kind],
      measure: 'rows',
      selects: inForce,
    },
    {
      ...shared,
      code: `${code}.added`,
      zh: `${zh}（期内新增）`,
      en: `${en} added in the window`,
      shape: 'flow',
      definition: { zh: `起始日在统计期内的${zh}`, en: `${en} whose first day lies in the window` },
      kinds: [kind],
      measure: 'rows',
      selects: started,
    },
  ]
}

export const registerFigures: readonly FigureDefinition[] = [
  {
    ...shared,
    code: 'jointCentres',
    zh: '联合研发中心共建企业数',
    en: 'Partners with a joint R&D centre',
    shape: 'flow',
    definition: {
      zh: '统计期内设立的联合研发中心的共建方数，同一单位计一次',
      en: 'Distinct partners of joint R&D centres established in the window',
    },
    kinds: [FACT.jointCentre],
    measure: 'distinct',
    countedKey: partner,
    selects: started,
  },
  {
    ...shared,
    code: 'jointCentres.inForce',
    zh: '联合研发中心共建企业数（在册）',
    en: 'Partners with a joint R&D centre in force',
    shape: 'stock',
    definition: {
      zh: '统计期末日在册的联合研发中心的共建方数',
      en: 'Distinct partners of joint R&D centres in force on the last day of the window',
    },
    kinds: [FACT.jointCentre],
    measure: 'distinct',
    countedKey: partner,
    selects: inForce,
  },
  ...holdings('productionLines', FACT.productionLine, '生产线数', 'Production lines'),
  ...holdings('sharedEquipment', FACT.sharedEquipment, '共享仪器设备数', 'Shared equipment'),
  ...holdings('libraryProjects', FACT.libraryProject, '中试项目库项目数', 'Library projects'),
]
