import { FACT, STORE } from '../columns/store'
import type { Question } from '../queries/question'
import type { FigureDefinition } from './figure'

const count = { unit: 'count', basis: 'notApplicable', version: 1, day: 'own' } as const
/** Of the programme's own registers. */
const ofProgramme = { ...count, of: 'programme' } as const
/** Of every register of the ledger: what platforms' registers and the programme's say together. */
const ofAll = { ...count, of: 'allRegisters' } as const

const ofTier = (question: Question, row: number, tier: string) => {
  const { kind, detail } = question.columns
  return kind[row] !== FACT.recognized || question.tables[STORE].keys.text(detail[row]) === `tier:${tier}`
}

/** What happened in the window, each thing once. */
const flow = (code: string, kind: number, zh: string, en: string, defined: FigureDefinition['definition']) =>
  ({
    ...ofProgramme,
    code,
    zh,
    en,
    shape: 'flow',
    definition: defined,
    kinds: [kind],
    measure: 'distinct',
    counted: 'key',
    when: 'inWindow',
  }) as const

/** What stands on the window's last day, each thing once. */
const stock = (code: string, kind: number, zh: string, en: string, defined: FigureDefinition['definition']) =>
  ({ ...flow(code, kind, zh, en, defined), shape: 'stock', when: 'inForce' }) as const

const platforms: readonly FigureDefinition[] = [
  {
    ...ofAll,
    code: 'recognisedPlatforms',
    zh: '市级中试平台数',
    en: 'Recognised municipal platforms',
    shape: 'stock',
    definition: {
      zh: '统计期末日市级认定有效的平台数（台账所载全部平台）',
      en: 'Platforms of the ledger whose municipal recognition is in force on the last day of the window',
    },
    kinds: [FACT.recognized],
    measure: 'distinct',
    counted: 'key',
    when: 'inForce',
    further: (question, row) => ofTier(question, row, 'municipal'),
  },
  {
    ...ofAll,
    code: 'provincialPlatforms',
    zh: '省级中试平台数',
    en: 'Recognised provincial platforms',
    shape: 'stock',
    definition: {
      zh: '统计期末日省级认定有效的平台，及推荐后获省级认定的单位；推荐时指明平台的，同一平台计一次',
      en: 'Provincial recognitions in force on the last day of the window, by a platform’s register or after a nomination; a platform that a nomination names counts once',
    },
    kinds: [FACT.recognized, FACT.nominationGranted],
    measure: 'distinct',
    counted: 'key',
    when: 'inForce',
    further: (question, row) => ofTier(question, row, 'provincial'),
  },
  {
    ...ofAll,
    code: 'cultivatingUnits',
    zh: '培育单位数',
    en: 'Cultivating units',
    shape: 'stock',
    definition: {
      zh: '统计期末日的培育单位数（平台登记与申报决定），同一单位计一次；终止培育的不计，自培育之日起获任一级认定的（平台登记、申报决定或推荐获批，任一途径）自认定之日起不计',
      en: 'Distinct cultivating units on the last day of the window, by register or decision; not those ended, nor those recognised since, at any tier and by any door: register, decision on an application, or nomination',
    },
    version: 2,
    kinds: [FACT.cultivated],
    measure: 'distinct',
    counted: 'key',
    when: 'inForce',
    further: (question, row) => question.isCultivating(row),
  },
  {
    ...ofAll,
    code: 'platformsWithLibrary',
    zh: '达到项目库门槛的平台数',
    en: 'Platforms that meet the library threshold',
    shape: 'stock',
    definition: {
      zh: '统计期末日市级认定有效、且在库中试项目数不少于当日有效门槛的平台数；未登记门槛的，计零',
      en: 'Municipal platforms in force on the last day whose library holds at least the threshold then in force; none where no threshold is recorded',
    },
    kinds: [FACT.recognized],
    measure: 'distinct',
    counted: 'key',
    when: 'inForce',
    further: (question, row) => ofTier(question, row, 'municipal') && question.meetsLibraryThreshold(row),
  },
]

const applications: readonly FigureDefinition[] = [
  flow('applicants', FACT.applied, '申报单位数', 'Applicants', {
    zh: '统计期内收到申报的单位数，同一单位计一次',
    en: 'Distinct units whose application was received in the window',
  }),
  {
    ...flow('applicantTowns', FACT.applied, '申报覆盖镇街数', 'Towns of the applicants', {
      zh: '统计期内收到的申报所在镇街数，同一镇街计一次',
      en: 'Distinct towns of the applications received in the window',
    }),
    counted: 'detail',
  },
  {
    ...flow('cultivatingApplicants', FACT.applied, '申报的培育单位数', 'Cultivating units among the applicants', {
      zh: '申报单位中，收到申报当日为培育单位（口径同培育单位数）的单位数',
      en: 'Of the applicants, those that were cultivating units, as counted above, on the day their application was received',
    }),
    version: 2,
    leansOnAllRegisters: true,
    further: (question, row) => question.wasCultivating(row),
  },
  flow('provincialNominations', FACT.nominated, '省级推荐单位数', 'Provincial nominations', {
    zh: '统计期内推荐申报省级平台的单位数，同一单位计一次',
    en: 'Distinct units nominated in the window for a provincial platform',
  }),
]

const challenges: readonly FigureDefinition[] = [
  flow('demandsPosted', FACT.demandPosted, '揭榜挂帅需求数', 'Demands posted', {
    zh: '统计期内发榜的需求数',
    en: 'Demands posted in the window',
  }),
  flow('demandsMatched', FACT.demandMatched, '揭榜撮合数', 'Demands matched', {
    zh: '统计期内撮合成功的需求数',
    en: 'Demands matched in the window',
  }),
  flow('demandsFunded', FACT.demandFunded, '揭榜予以经费支持数', 'Demands funded', {
    zh: '统计期内予以经费支持的需求数（均为已撮合的需求）',
    en: 'Demands funded in the window; each of them had been matched',
  }),
]

const standing: readonly FigureDefinition[] = [
  {
    ...stock('sharingUnits', FACT.sharedEntry, '仪器设备共享单位数', 'Units that share equipment', {
      zh: '统计期末日有有效共享信息的单位数，同一单位计一次',
      en: 'Distinct units with a shared entry valid on the last day of the window',
    }),
    counted: 'detail',
  },
  stock('sharedEntries', FACT.sharedEntry, '有效共享信息数', 'Valid shared entries', {
    zh: '统计期末日有效的共享信息条数（已发布、未过期、未下架）',
    en: 'Shared entries valid on the last day of the window: listed, not expired, not withdrawn',
  }),
  stock('allianceMembers', FACT.allianceMember, '产业联盟成员数', 'Alliance members', {
    zh: '统计期末日在册的联盟成员单位数',
    en: 'Distinct units in the alliance on the last day of the window',
  }),
  {
    ...stock(
      'platformsWithAllElements',
      FACT.elementLinked,
      '五位一体齐备的平台数',
      'Platforms with all five elements',
      {
        zh: '统计期末日五类要素（技术研发、中试平台、专业孵化、投资基金、应用场景）均有关联的平台数',
        en: 'Platforms to which each of the five elements is linked on the last day of the window',
      },
    ),
    further: (question, row) => question.hasAllElements(row),
  },
  stock('upgradedLines', FACT.lineUpgraded, '智能化升级产线数', 'Lines upgraded with AI and digital means', {
    zh: '统计期末日已升级并在用的生产线数',
    en: 'Distinct lines whose upgrade is in use on the last day of the window',
  }),
  stock('policiesInForce', FACT.policy, '有效政策文件数', 'Policies in force', {
    zh: '统计期末日有效的政策文件数',
    en: 'Policies in force on the last day of the window',
  }),
  {
    ...ofProgramme,
    code: 'subsidyCap',
    zh: '绩效补助上限',
    en: 'Cap of the performance subsidy',
    unit: 'CNY',
    shape: 'stock',
    definition: {
      zh: '统计期末日有效的补助规定所定的每家上限；同期只有一项规定',
      en: 'The cap per platform of the subsidy rule in force on the last day of the window; there is one rule at a time',
    },
    kinds: [FACT.policy],
    measure: 'sum',
    when: 'inForce',
    further: (question, row) => question.columns.amount[row] > 0,
  },
]

/** 建设计划: F9–F22 of the letter and what belongs to them. */
export const programmeFigures: readonly FigureDefinition[] = [...platforms, ...applications, ...challenges, ...standing]
