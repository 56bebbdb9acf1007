import { field } from '@pilot-ledger/kernel'
import { day, document, key, opening, platform, reason, since, step, synthetic, title } from './forms'

const { maybe } = field

/** 申报: calls and the applications they bring, from receipt to decision. */
export const callOpened = opening('CallOpened', 'calls', '申报通知', 'Calls', {
  key: key('申报批次', 'Call', '2025'),
  title: title('名称', 'Title'),
  on: day('开始受理日', 'Opened on', '2025-06-10'),
  document,
  synthetic,
})
export const callClosed = step(callOpened, 'CallClosed', 'closing', '截止受理', 'Closed', {
  on: day('截止受理日', 'Closed on'),
  synthetic,
})

export const applicationReceived = opening('ApplicationReceived', 'applications', '申报', 'Applications', {
  key: key('申报编号', 'Application no.', '2025-01'),
  title: title('拟建平台名称', 'Platform applied for', { maskable: true }),
  call: key('申报批次', 'Call', '2025'),
  party: field.party('申报单位', 'Applicant', { maskable: true }),
  town: title('所在镇街', 'Town', { example: '火炬开发区' }),
  on: day('收到日期', 'Received on', '2025-07-15'),
  cultivatingUnit: maybe(field.flag('申报书载明为培育单位', 'States that it is a cultivating unit')),
  platform: maybe(platform('已登记的平台 id', 'Registered platform')),
  synthetic,
})
export const materialReviewed = step(
  applicationReceived,
  'MaterialReviewed',
  'material-review',
  '材料审查',
  'Material review',
  {
    on: day('审查日期', 'Reviewed on'),
    passed: field.flag('是否通过', 'Passed'),
    reason: maybe(reason),
    synthetic,
  },
)
export const siteVisited = step(applicationReceived, 'SiteVisited', 'site-visits', '现场考察', 'Site visit', {
  on: day('考察日期', 'Visited on'),
  title: maybe(title('考察组', 'Visitors', { maskable: true })),
  synthetic,
})
const DECISIONS = {
  recognised: ['认定', 'recognised'],
  cultivated: ['培育', 'cultivated'],
  refused: ['不予认定', 'refused'],
} as const
export const applicationDecided = step(applicationReceived, 'ApplicationDecided', 'decision', '认定决定', 'Decision', {
  on: day('决定日期', 'Decided on'),
  decision: field.choice(DECISIONS, '决定', 'Decision', { example: 'recognised' }),
  batch: maybe(key('批次', 'Batch', '2025')),
  carriedOver: maybe(field.flag('沿用原培育资格', 'Cultivation carried over')),
  reason: maybe(reason),
  document,
  synthetic,
})
export const cultivationEnded = step(
  applicationReceived,
  'CultivationEnded',
  'cultivation-end',
  '培育终止',
  'End of cultivation',
  { on: day('失效首日', 'First day out of force'), reason, synthetic },
)

/** Units put forward to the province. */
export const provincialNominationMade = opening(
  'ProvincialNominationMade',
  'nominations',
  '省级推荐',
  'Provincial nominations',
  {
    key: key('推荐编号', 'Nomination no.', 'SJ-2025-01'),
    title: title('推荐名称', 'Title', { maskable: true }),
    party: field.party('被推荐单位', 'Nominee', { maskable: true }),
    on: day('推荐日期', 'Nominated on', '2025-07-18'),
    platform: maybe(platform('已登记的平台 id', 'Registered platform')),
    document,
    synthetic,
  },
)
export const provincialRecognitionGranted = step(
  provincialNominationMade,
  'ProvincialRecognitionGranted',
  'recognition',
  '省级认定',
  'Recognised by the province',
  { on: day('认定日期', 'Recognised on'), document, synthetic },
)
export const provincialRecognitionDeclined = step(
  provincialNominationMade,
  'ProvincialRecognitionDeclined',
  'declined',
  '省级未通过',
  'Declined by the province',
  { on: day('日期', 'Date'), reason, synthetic },
)

/** 揭榜挂帅. */
export const demandPosted = opening('DemandPosted', 'demands', '揭榜挂帅需求', 'Posted demands', {
  key: key('榜单编号', 'Demand no.', 'JB-2023-001'),
  title: title('需求名称', 'Title', { maskable: true }),
  party: maybe(field.party('发榜单位', 'Posted by', { maskable: true })),
  from: since('发榜日期', 'Posted on'),
  synthetic,
})
export const demandMatched = step(demandPosted, 'DemandMatched', 'match', '揭榜撮合', 'Matched', {
  on: day('撮合日期', 'Matched on'),
  party: maybe(field.party('揭榜单位', 'Solver', { maskable: true })),
  synthetic,
})
export const demandFunded = step(demandPosted, 'DemandFunded', 'funding', '经费支持', 'Funded', {
  on: day('立项日期', 'Funded on'),
  amount: maybe(field.amount('支持金额', 'Amount', { example: '500000.00' })),
  synthetic,
})
