import type { ResultView } from './result-view'

const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** No paper was given of it. */
export const NO_EVIDENCE = { cut: 812, pagesOf: new Map<string, string>() }

/** A sealed result: two groups, three indicators, two strikes of 380,000.00 and 20,000.00, and one client out of the count. */
export const RESULT: ResultView = {
  round: { id: 'r', roundNo: '2025-01', title: '2025 年度市级中试平台绩效评价', appealUntil: '2026-04-10' },
  scheme: {
    code: 'sample-a',
    version: 2,
    titles: { zh: '中试平台绩效评价办法（示例甲）', en: 'sample A' },
    sample: true,
    contentHash: HASH,
    fullScore: '100',
  },
  platform: {
    id: 'p',
    name: '中山市精密仪器与智能装备中试平台',
    host: '示例大学中山研究院',
    town: '火炬开发区',
    synthetic: true,
  },
  window: { from: '2025-01-01', to: '2025-12-31' },
  cut: 812,
  sealed: { sealNo: 1, hash: HASH, on: '2026-03-31', publishedOn: '2026-04-02' },
  groups: [
    {
      code: 'A',
      zh: '服务规模',
      weight: '70',
      points: '61.16',
      indicators: [
        {
          code: 'A1',
          zh: '中试服务到账金额',
          weight: '50',
          target: '10000000.00',
          unit: 'CNY',
          claimed: '9116800.00',
          ledger: '9116800.00',
          verified: '8716800.00',
          selfPoints: '45.58',
          points: '43.58',
          evidence: [],
          rows: 27,
          struck: [
            {
              strike: '1',
              row: 'e1',
              entryId: '0a7c0b62-9d5e-5b56-8a4e-1f2f3d4c5b6a',
              contractNo: 'JM-001',
              client: '示例光电科技有限公司',
              date: '2025-06-03',
              value: '380000.00',
              takenOff: '380000.00',
              reason: '付款方示例光电科技有限公司与平台有投资关系，按办法第十条剔除',
            },
            {
              strike: '2',
              row: 'e2',
              entryId: '7d8b9a10-1c2d-5e3f-9a4b-5c6d7e8f9a0b',
              contractNo: 'JM-014',
              client: '中山示例医疗器械有限公司',
              date: '2025-09-12',
              value: '120000.00',
              takenOff: '20000.00',
              reason: '发票含设备款 20000.00 元，非服务收入',
            },
          ],
        },
        {
          code: 'A2',
          zh: '服务客户数',
          weight: '20',
          target: '20',
          unit: 'count',
          claimed: '12',
          ledger: '11',
          verified: '10',
          reason: '另有 1 家客户的合同尚未登记',
          selfPoints: '20.00',
          points: '17.58',
          evidence: [],
          rows: 27,
          struck: [
            {
              strike: '3',
              row: 'e3',
              entryId: '11111111-1c2d-5e3f-9a4b-5c6d7e8f9a0b',
              contractNo: 'JM-001',
              client: '示例光电科技有限公司',
              date: '2025-06-01',
              value: '1',
              takenOff: '1',
              reason: '关联方',
            },
          ],
        },
      ],
    },
    {
      code: 'B',
      zh: '服务能力',
      weight: '30',
      points: '25.00',
      indicators: [
        {
          code: 'B1',
          zh: '专职技术人员占比（依据社保缴纳记录核算的年度平均数）',
          weight: '30',
          target: '60',
          unit: 'percent',
          claimed: '55',
          verified: '50',
          selfPoints: '27.50',
          points: '25.00',
          evidence: ['人员社保清单.pdf（共 18 页）'],
          struck: [],
        },
      ],
    },
  ],
  selfTotal: '93.08',
  total: '86.16',
  grade: '良好',
  subsidy: {
    amount: '435840.00',
    computed: '435840.00',
    lines: [
      { rule: 'grade', before: '435840.00', tookAway: '0.00', after: '435840.00' },
      { rule: 'f22', limit: '1000000.00', before: '435840.00', tookAway: '0.00', after: '435840.00' },
    ],
  },
}
export const PROVENANCE = {
  ledger: '6a2e8c1e-1111-5111-8111-111111111111',
  lastEntry: '6a2e8c1e-2222-5222-8222-222222222222',
  asOf: { sequence: 812, recordedAt: '2026-02-28T15:59:59.000Z' },
}
