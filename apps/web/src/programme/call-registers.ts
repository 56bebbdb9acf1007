import { document, f, maybe, platform, type Register, reason } from './register'

/** 申报、推荐、揭榜: what goes through steps. */
export const CALL_REGISTERS: readonly Register[] = [
  {
    kind: 'call',
    event: 'CallOpened',
    path: 'calls',
    words: ['申报通知', 'Calls'],
    fields: [
      f('key', 'key', '申报批次', 'Call'),
      f('title', 'title', '名称', 'Title'),
      f('on', 'day', '开始受理日', 'Opened on'),
      document,
    ],
    steps: [
      {
        event: 'CallClosed',
        path: 'closing',
        words: ['截止受理', 'Closed'],
        fields: [f('on', 'day', '截止受理日', 'Closed on')],
        once: true,
      },
    ],
  },
  {
    kind: 'application',
    event: 'ApplicationReceived',
    path: 'applications',
    words: ['申报', 'Applications'],
    fields: [
      f('key', 'key', '申报编号', 'Application no.'),
      f('title', 'title', '拟建平台名称', 'Platform applied for'),
      f('call', 'key', '申报批次', 'Call'),
      f('party', 'party', '申报单位', 'Applicant'),
      f('town', 'title', '所在镇街', 'Town'),
      f('on', 'day', '收到日期', 'Received on'),
      maybe(f('cultivatingUnit', 'flag', '申报书载明为培育单位', 'States that it is a cultivating unit')),
      maybe({ ...platform, words: ['已登记的平台', 'Registered platform'] }),
    ],
    steps: [
      {
        event: 'MaterialReviewed',
        path: 'material-review',
        words: ['材料审查', 'Material review'],
        fields: [f('on', 'day', '审查日期', 'Reviewed on'), f('passed', 'flag', '是否通过', 'Passed'), maybe(reason)],
        once: true,
      },
      {
        event: 'SiteVisited',
        path: 'site-visits',
        words: ['现场考察', 'Site visit'],
        fields: [f('on', 'day', '考察日期', 'Visited on'), maybe(f('title', 'title', '考察组', 'Visitors'))],
      },
      {
        event: 'ApplicationDecided',
        path: 'decision',
        words: ['认定决定', 'Decision'],
        fields: [
          f('on', 'day', '决定日期', 'Decided on'),
          f('decision', 'key', '决定', 'Decision', ['recognised', 'cultivated', 'refused']),
          maybe(f('batch', 'key', '批次', 'Batch')),
          maybe(f('carriedOver', 'flag', '沿用原培育资格', 'Cultivation carried over')),
          maybe(reason),
          document,
        ],
        once: true,
      },
      {
        event: 'CultivationEnded',
        path: 'cultivation-end',
        words: ['培育终止', 'End of cultivation'],
        fields: [f('on', 'day', '失效首日', 'First day out of force'), reason],
        once: true,
      },
    ],
  },
  {
    kind: 'nomination',
    event: 'ProvincialNominationMade',
    path: 'nominations',
    words: ['省级推荐', 'Provincial nominations'],
    fields: [
      f('key', 'key', '推荐编号', 'Nomination no.'),
      f('title', 'title', '推荐名称', 'Title'),
      f('party', 'party', '被推荐单位', 'Nominee'),
      f('on', 'day', '推荐日期', 'Nominated on'),
      maybe({ ...platform, words: ['已登记的平台', 'Registered platform'] }),
      document,
    ],
    steps: [
      {
        event: 'ProvincialRecognitionGranted',
        path: 'recognition',
        words: ['省级认定', 'Recognised by the province'],
        fields: [f('on', 'day', '认定日期', 'Recognised on'), document],
        once: true,
      },
      {
        event: 'ProvincialRecognitionDeclined',
        path: 'declined',
        words: ['省级未通过', 'Declined by the province'],
        fields: [f('on', 'day', '日期', 'Date'), reason],
        once: true,
      },
    ],
  },
  {
    kind: 'demand',
    event: 'DemandPosted',
    path: 'demands',
    words: ['揭榜挂帅需求', 'Posted demands'],
    fields: [
      f('key', 'key', '榜单编号', 'Demand no.'),
      f('title', 'title', '需求名称', 'Title'),
      maybe(f('party', 'party', '发榜单位', 'Posted by')),
      f('from', 'dayOrMonth', '发榜日期', 'Posted on'),
    ],
    steps: [
      {
        event: 'DemandMatched',
        path: 'match',
        words: ['揭榜撮合', 'Matched'],
        fields: [f('on', 'day', '撮合日期', 'Matched on'), maybe(f('party', 'party', '揭榜单位', 'Solver'))],
        once: true,
      },
      {
        event: 'DemandFunded',
        path: 'funding',
        words: ['经费支持', 'Funded'],
        fields: [f('on', 'day', '立项日期', 'Funded on'), maybe(f('amount', 'amount', '支持金额', 'Amount'))],
        once: true,
      },
    ],
  },
]
