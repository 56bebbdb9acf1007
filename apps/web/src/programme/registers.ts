/** The forms of a field, as the service's table of registers names them. */
export type Form =
  | 'key'
  | 'title'
  | 'wording'
  | 'day'
  | 'dayOrMonth'
  | 'anyDay'
  | 'party'
  | 'amount'
  | 'count'
  | 'flag'
  | 'platform'
  | 'titles'

export interface RegisterField {
  readonly name: string
  readonly form: Form
  readonly words: readonly [zh: string, en: string]
  readonly optional?: true
  readonly values?: readonly string[]
}

export interface RegisterStep {
  readonly event: string
  readonly path: string
  readonly words: readonly [zh: string, en: string]
  readonly fields: readonly RegisterField[]
  readonly once?: true
  /** After it the item is no longer in force. */
  readonly ends?: true
}

export interface Register extends Omit<RegisterStep, 'once' | 'ends'> {
  readonly kind: string
  readonly steps: readonly RegisterStep[]
}

const f = (name: string, form: Form, zh: string, en: string, values?: readonly string[]): RegisterField => ({
  name,
  form,
  words: [zh, en],
  ...(values && { values }),
})
const maybe = (field: RegisterField): RegisterField => ({ ...field, optional: true })
const document = maybe(f('document', 'title', '依据文件', 'Document'))
const reason = f('reason', 'wording', '原因', 'Reason')
const until = maybe(f('until', 'anyDay', '有效期末日', 'Last day in force'))
const platform = f('platform', 'platform', '平台', 'Platform')
const ending = (event: string, zh: string, en: string): RegisterStep => ({
  event,
  path: 'end',
  words: [zh, en],
  fields: [f('on', 'day', '失效首日', 'First day out of force'), reason],
  once: true,
  ends: true,
})

export const ELEMENTS = ['research', 'pilotPlatform', 'incubation', 'fund', 'scenario'] as const

/** 登记簿: what each takes and which steps follow, as the service's own table says (a test holds the two together). */
export const REGISTERS: readonly Register[] = [
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
  {
    kind: 'listing',
    event: 'EquipmentListed',
    path: 'listings',
    words: ['仪器设备共享', 'Shared equipment'],
    fields: [
      f('key', 'key', '信息编号', 'Entry no.'),
      f('title', 'title', '仪器设备或实验室名称', 'Device or laboratory'),
      f('party', 'party', '共享单位', 'Sharing unit'),
      f('sort', 'key', '种类', 'Sort', ['device', 'laboratory']),
      f('from', 'dayOrMonth', '发布日期', 'Listed on'),
      until,
    ],
    steps: [
      {
        event: 'ListingRenewed',
        path: 'renewals',
        words: ['续期', 'Renewed'],
        fields: [f('on', 'day', '续期日', 'Renewed on'), until],
      },
      ending('EquipmentDelisted', '下架', 'Delisted'),
    ],
  },
  {
    kind: 'member',
    event: 'AllianceJoined',
    path: 'alliance-members',
    words: ['联盟成员', 'Alliance members'],
    fields: [
      f('key', 'key', '成员编号', 'Member no.'),
      f('party', 'party', '成员单位', 'Member'),
      f('from', 'dayOrMonth', '加入日期', 'Joined on'),
      document,
    ],
    steps: [ending('AllianceLeft', '退出联盟', 'Left the alliance')],
  },
  {
    kind: 'element',
    event: 'ElementLinked',
    path: 'elements',
    words: ['五位一体要素', 'Five elements'],
    fields: [
      f('key', 'key', '编号', 'No.'),
      f('title', 'title', '名称', 'Title'),
      platform,
      f('element', 'key', '要素', 'Element', ELEMENTS),
      maybe(f('party', 'party', '单位', 'Party')),
      f('from', 'dayOrMonth', '起始日期', 'From'),
    ],
    steps: [ending('ElementUnlinked', '要素解除', 'Link ended')],
  },
  {
    kind: 'upgrade',
    event: 'LineUpgraded',
    path: 'line-upgrades',
    words: ['产线智能化升级', 'Lines upgraded with AI'],
    fields: [
      f('key', 'key', '编号', 'No.'),
      f('title', 'title', '名称', 'Title'),
      platform,
      f('line', 'key', '生产线编号', 'Line'),
      f('technologies', 'titles', '技术', 'Technologies'),
      f('from', 'dayOrMonth', '投用日期', 'In use from'),
    ],
    steps: [ending('LineUpgradeEnded', '升级停用', 'Upgrade ended')],
  },
  {
    kind: 'policy',
    event: 'PolicyIssued',
    path: 'policies',
    words: ['政策文件', 'Policies'],
    fields: [
      f('key', 'key', '文号或简称', 'Number'),
      f('title', 'title', '名称', 'Title'),
      f('from', 'dayOrMonth', '生效日期', 'In force from'),
      until,
      maybe(f('grade', 'key', '可获补助的等级', 'Grade that is subsidised')),
      maybe(f('most', 'amount', '补助上限', 'Cap of the subsidy')),
      document,
    ],
    steps: [ending('PolicyEnded', '政策失效', 'Policy ended')],
  },
  {
    kind: 'target',
    event: 'TargetSet',
    path: 'targets',
    words: ['目标', 'Targets'],
    fields: [
      f('key', 'key', '目标编号', 'Target no.'),
      maybe(f('title', 'title', '说明', 'Note')),
      f('figure', 'key', '指标', 'Figure'),
      f('atLeast', 'count', '不少于', 'At least'),
      f('from', 'dayOrMonth', '提出日期', 'Set on'),
      maybe(f('by', 'anyDay', '完成期限（缺省为长期门槛）', 'By (empty: standing threshold)')),
      f('scope', 'key', '范围', 'Scope', ['programme', 'eachPlatform']),
      document,
    ],
    steps: [ending('TargetWithdrawn', '目标撤销', 'Target withdrawn')],
  },
  {
    kind: 'town',
    event: 'TownListed',
    path: 'towns',
    words: ['镇街名录', 'Towns'],
    fields: [f('key', 'key', '镇街名称', 'Town'), f('from', 'dayOrMonth', '设立日期', 'Since'), document],
    steps: [ending('TownDelisted', '镇街撤销', 'Town ended')],
  },
]

export const registerOf = (kind: string): Register | undefined => REGISTERS.find((it) => it.kind === kind)

/** What an entry's type says can be stated in it. */
export function fieldsOf(event: string): readonly RegisterField[] {
  for (const it of REGISTERS) {
    if (it.event === event) return it.fields
    const step = it.steps.find((step) => step.event === event)
    if (step) return step.fields
  }
  return []
}
