import { document, ending, f, maybe, platform, type Register, until } from './register'

export const ELEMENTS = ['research', 'pilotPlatform', 'incubation', 'fund', 'scenario'] as const

/** What stands for a time. */
export const STANDING_REGISTERS: readonly Register[] = [
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
