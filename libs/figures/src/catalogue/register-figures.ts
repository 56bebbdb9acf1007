import { FACT } from '../columns/store'
import type { FigureDefinition } from './figure'

const shared = { unit: 'count', basis: 'notApplicable', version: 1, day: 'own' } as const
/** One legal person once, as for clients. */
const perPartner = {
  ...shared,
  version: 2,
  kinds: [FACT.jointCentre],
  measure: 'distinct',
  counted: 'party',
} as const

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
      when: 'inForce',
    },
    {
      ...shared,
      code: `${code}.added`,
      zh: `${zh}（期内新增）`,
      en: `${en} added in the window`,
      shape: 'flow',
      definition: {
        zh: `起始日在统计期内的${zh}；仅知月份的，以当月首日计，统计期自该月月中起算时另行告知`,
        en: `${en} whose first day lies in the window; known only to the month: its first day, and told where the window begins inside that month`,
      },
      kinds: [kind],
      measure: 'rows',
      when: 'inWindow',
    },
  ]
}

export const registerFigures: readonly FigureDefinition[] = [
  {
    ...perPartner,
    code: 'jointCentres',
    zh: '联合研发中心共建企业数',
    en: 'Partners with a joint R&D centre',
    shape: 'flow',
    definition: {
      zh: '统计期内设立的联合研发中心的共建方数，同一法人计一次（分支机构与总机构为一家，以统计期末日有效的申报为准）；仅知设立月份的，以当月首日计',
      en: 'Distinct partners of joint R&D centres established in the window, one legal person once (branch and head office as declared on its last day); known only to the month: by its first day',
    },
    when: 'inWindow',
  },
  {
    ...perPartner,
    code: 'jointCentres.inForce',
    zh: '联合研发中心共建企业数（在册）',
    en: 'Partners with a joint R&D centre in force',
    shape: 'stock',
    definition: {
      zh: '统计期末日在册的联合研发中心的共建方数，同一法人计一次（分支机构与总机构为一家）',
      en: 'Distinct partners of joint R&D centres in force on the last day of the window, one legal person once',
    },
    when: 'inForce',
  },
  ...holdings('productionLines', FACT.productionLine, '生产线数', 'Production lines'),
  ...holdings('sharedEquipment', FACT.sharedEquipment, '共享仪器设备数', 'Shared equipment'),
  ...holdings('libraryProjects', FACT.libraryProject, '中试项目库项目数', 'Library projects'),
]
