import { earliestDay, field, type Refusal, refuse } from '@pilot-ledger/kernel'
import {
  count,
  day,
  document,
  ending,
  key,
  opening,
  platform,
  since,
  step,
  synthetic,
  title,
  titles,
  until,
} from './forms'

const { maybe } = field

/** 镇街: dated reference data; an entry that names another is accepted with a warning. */
export const townListed = opening('TownListed', 'towns', '镇街', 'Towns', {
  key: key('镇街名称', 'Town', '小榄镇'),
  from: since('设立日期', 'Since'),
  document,
  synthetic,
})
export const townDelisted = ending(townListed, 'TownDelisted', '镇街撤销', 'Town ended')

/** 仪器设备共享: one entry a device or laboratory, valid for a time. */
export const equipmentListed = opening(
  'EquipmentListed',
  'listings',
  '共享信息',
  'Shared equipment',
  {
    key: key('信息编号', 'Entry no.', 'GX-0001'),
    title: title('仪器设备或实验室名称', 'Device or laboratory', { maskable: true }),
    party: field.party('共享单位', 'Sharing unit', { maskable: true }),
    sort: field.choice({ device: ['仪器设备', 'device'], laboratory: ['实验室', 'laboratory'] }, '种类', 'Sort', {
      example: 'device',
    }),
    from: since('发布日期', 'Listed on'),
    until,
    synthetic,
  },
  { refuse: ({ from, until: last }) => backwards(from, last) },
)
export const listingRenewed = step(
  equipmentListed,
  'ListingRenewed',
  'renewals',
  '续期',
  'Renewed',
  { on: day('续期日', 'Renewed on'), until, synthetic },
  { refuse: ({ on, until: last }) => backwards(on, last) },
)
export const equipmentDelisted = ending(equipmentListed, 'EquipmentDelisted', '下架', 'Delisted')

export const allianceJoined = opening('AllianceJoined', 'alliance-members', '联盟成员', 'Alliance members', {
  key: key('成员编号', 'Member no.', 'LM-01'),
  party: field.party('成员单位', 'Member', { maskable: true }),
  from: since('加入日期', 'Joined on'),
  document,
  synthetic,
})
export const allianceLeft = ending(allianceJoined, 'AllianceLeft', '退出联盟', 'Left the alliance')

/** 五位一体: the five elements around a platform. */
const ELEMENT_WORDS = {
  research: ['技术研发', 'research'],
  pilotPlatform: ['中试平台', 'pilot platform'],
  incubation: ['专业孵化', 'incubation'],
  fund: ['投资基金', 'fund'],
  scenario: ['应用场景', 'scenario'],
} as const
export const ELEMENTS = Object.keys(ELEMENT_WORDS) as readonly (keyof typeof ELEMENT_WORDS)[]
export const elementLinked = opening('ElementLinked', 'elements', '五位一体要素', 'Five elements', {
  key: key('编号', 'No.', 'YS-01'),
  title: title('名称', 'Title', { maskable: true }),
  platform: platform('平台 id', 'Platform'),
  element: field.choice(ELEMENT_WORDS, '要素', 'Element', { example: 'research' }),
  party: maybe(field.party('单位', 'Party', { maskable: true })),
  from: since('起始日期', 'From'),
  synthetic,
})
export const elementUnlinked = ending(elementLinked, 'ElementUnlinked', '要素解除', 'Link ended')

export const lineUpgraded = opening('LineUpgraded', 'line-upgrades', '产线智能化升级', 'Lines upgraded with AI', {
  key: key('编号', 'No.', 'SJ-01'),
  title: title('名称', 'Title', { maskable: true }),
  platform: platform('平台 id', 'Platform'),
  line: key('生产线编号', 'Line', 'L01'),
  technologies: titles('技术', 'Technologies', '物联网、大数据、虚拟仿真、数字孪生、大模型 …'),
  from: since('投用日期', 'In use from'),
  synthetic,
})
export const lineUpgradeEnded = ending(lineUpgraded, 'LineUpgradeEnded', '升级停用', 'Upgrade ended')

export const policyIssued = opening(
  'PolicyIssued',
  'policies',
  '政策文件',
  'Policies',
  {
    key: key('文号或简称', 'Number', '中山科发〔2025〕73号'),
    title: title('名称', 'Title'),
    from: since('生效日期', 'In force from'),
    until,
    grade: maybe(key('可获补助的等级', 'Grade that is subsidised', '优秀')),
    most: maybe(field.amount('补助上限', 'Cap of the subsidy', { example: '1000000.00' })),
    document,
    synthetic,
  },
  { refuse: ({ from, until: last, grade, most }) => backwards(from, last) ?? halfRule(grade, most) },
)
export const policyEnded = ending(policyIssued, 'PolicyEnded', '政策失效', 'Policy ended')

/** 目标: at least so many of a figure, by a day; without a day it stands. */
export const targetSet = opening(
  'TargetSet',
  'targets',
  '目标',
  'Targets',
  {
    key: key('目标编号', 'Target no.', 'MB-01'),
    title: maybe(title('说明', 'Note')),
    figure: field.text(64, '指标代码', 'Figure', {
      note: '见 /api/figure-catalogue',
      example: 'recognisedPlatforms',
    }),
    atLeast: count('不少于', 'At least', '10'),
    from: since('提出日期', 'Set on'),
    by: maybe(
      field.laterDay('完成期限（缺省为长期门槛）', 'By (empty: standing threshold)', { example: '2025-12-31' }),
    ),
    scope: field.choice(
      { programme: ['全市', 'the whole city'], eachPlatform: ['每家平台', 'each platform'] },
      '范围',
      'Scope',
      { example: 'programme' },
    ),
    document,
    synthetic,
  },
  { action: 'recordProgrammeTarget', refuse: ({ from, by }) => backwards(from, by) },
)
export const targetWithdrawn = ending(targetSet, 'TargetWithdrawn', '目标撤销', 'Target withdrawn')

function backwards(from: string, last: string | undefined): Refusal | undefined {
  if (last === undefined || last >= earliestDay(from)) return undefined
  return refuse('ends-before-it-starts', {
    pointer: '/until',
    zh: '末日早于首日',
    en: 'the last day is before the first',
    facts: { from, until: last },
  })
}

function halfRule(grade: string | undefined, most: string | undefined): Refusal | undefined {
  if ((grade === undefined) === (most === undefined)) return undefined
  return refuse('subsidy-rule-incomplete', {
    pointer: grade === undefined ? '/grade' : '/most',
    zh: '补助规定须同时写明等级与上限',
    en: 'a subsidy rule names a grade and a cap',
  })
}
