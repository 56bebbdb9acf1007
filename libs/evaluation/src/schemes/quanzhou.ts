import type { SchemeVersion } from '../domain/scheme'

/** Three per cent of what was actually received, capped per project and per body and year; grades as Wenzhou words them. */
export const QUANZHOU: SchemeVersion = {
  code: 'sample-quanzhou',
  version: 1,
  titles: {
    zh: '示例：按实际到账奖励、单项与年度双上限，第一名方可优秀（参照泉州、温州规则，权重为示意）',
    en: 'Sample: award on money received with two caps, only the first is excellent (shaped on Quanzhou and Wenzhou; weights are for show)',
  },
  sample: true,
  source: {
    document: '泉州市技术转移奖励规则；温州市园区绩效评价等级规则（2022年）',
    citation:
      '泉州：按实际到账的3%奖励，单项最高10万元，同一单位每年最高50万元。温州：排名第一且90分以上为优秀，70分以上良好，60分以上合格。计分权重为示意。',
  },
  content: {
    window: { kind: 'calendarYear' },
    asOf: { kind: 'selfAssessmentDeadline' },
    filters: ['relatedOut', 'coBuildingOut', 'subcontractedOut', 'otherFundingOut'],
    fullScore: '100',
    decimals: 2,
    groups: [
      {
        code: 'income',
        zh: '服务收入',
        en: 'Income',
        weight: '60',
        indicators: [
          {
            code: 'received',
            zh: '实际到账金额',
            en: 'Money received',
            weight: '40',
            source: { from: 'ledger', figure: 'receivedAmount' },
            target: '3000000.00',
            scoring: { method: 'share' },
          },
          {
            code: 'clients',
            zh: '服务企业数',
            en: 'Clients',
            weight: '20',
            source: { from: 'ledger', figure: 'clients' },
            scoring: {
              method: 'tiers',
              tiers: [
                { from: '5', points: '8' },
                { from: '10', points: '14' },
                { from: '20', points: '20' },
              ],
            },
          },
        ],
      },
      {
        code: 'capacity',
        zh: '服务能力',
        en: 'Capacity',
        weight: '40',
        indicators: [
          {
            code: 'library',
            zh: '中试项目库（不少于2个）',
            en: 'Project library of at least two',
            weight: '10',
            source: { from: 'ledger', figure: 'libraryProjects' },
            target: '2',
            scoring: { method: 'threshold' },
          },
          {
            code: 'contracts',
            zh: '新签合同额排名',
            en: 'Contracts signed, by rank',
            weight: '30',
            source: { from: 'ledger', figure: 'contractAmount', taxBasis: 'inclusive' },
            scoring: { method: 'rank', points: ['30', '24', '18'], otherwise: '12' },
          },
        ],
      },
    ],
    grades: {
      levels: [
        { code: 'excellent', zh: '优秀', en: 'Excellent', from: '90', first: true },
        { code: 'good', zh: '良好', en: 'Good', from: '70' },
        { code: 'passed', zh: '合格', en: 'Passed', from: '60' },
        { code: 'failed', zh: '不合格', en: 'Failed', from: '0' },
      ],
      noShow: 'failed',
    },
    subsidy: {
      base: { kind: 'rate', indicator: 'received', rate: '0.03' },
      capPerItem: '100000.00',
      capPerBodyAndYear: '500000.00',
      onlyGrades: ['excellent', 'good'],
    },
  },
}
