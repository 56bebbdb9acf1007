import { earliestDay, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { EntryData } from './entry'
import {
  day,
  document,
  ending,
  key,
  later,
  maybe,
  oneOf,
  party,
  type Register,
  since,
  synthetic,
  title,
} from './register'
import { itemsOf, type ProgrammeState } from './state'

/** 五位一体: the five elements around a platform. */
export const ELEMENTS = ['research', 'pilotPlatform', 'incubation', 'fund', 'scenario'] as const
const platform = { form: 'platform', zh: '平台 id' } as const

/** 镇街: dated reference data; an entry that names another is accepted with a warning. */
export const TOWN: Register = {
  kind: 'town',
  event: 'TownListed',
  path: 'towns',
  zh: '镇街',
  en: 'town',
  fields: { key: key('镇街名称', '小榄镇'), from: since('设立日期'), document, synthetic },
  steps: [ending('TownDelisted', 'end', '镇街撤销', 'end of a town')],
  published: 'all',
}

/** 仪器设备共享: one entry a device or laboratory, valid for a time. */
export const LISTING: Register = {
  kind: 'listing',
  event: 'EquipmentListed',
  path: 'listings',
  zh: '共享信息',
  en: 'shared entry',
  fields: {
    key: key('信息编号', 'GX-0001'),
    title: title('仪器设备或实验室名称'),
    party: party('共享单位'),
    sort: oneOf('仪器设备 device · 实验室 laboratory', 'device', 'laboratory'),
    from: since('发布日期'),
    until: maybe(later('有效期末日')),
    synthetic,
  },
  steps: [
    {
      event: 'ListingRenewed',
      path: 'renewals',
      zh: '续期',
      en: 'renewal',
      fields: { on: day('续期日'), until: maybe(later('有效期末日')), synthetic },
      refuse: (_, __, data) => refuseBackwards(data.on, data.until),
    },
    ending('EquipmentDelisted', 'end', '下架', 'end of a shared entry'),
  ],
  // Listed to be found by others; why something is no longer offered is its owner's to say.
  published: {
    fields: ['key', 'title', 'party', 'sort', 'from', 'until', 'synthetic'],
    steps: {
      ListingRenewed: ['on', 'until', 'synthetic'],
      EquipmentDelisted: ['on', 'synthetic'],
    },
  },
  refuse: (_, data) => refuseBackwards(data.from, data.until),
}

export const MEMBER: Register = {
  kind: 'member',
  event: 'AllianceJoined',
  path: 'alliance-members',
  zh: '联盟成员',
  en: 'alliance member',
  fields: { key: key('成员编号', 'LM-01'), party: party('成员单位'), from: since('加入日期'), document, synthetic },
  steps: [ending('AllianceLeft', 'end', '退出联盟', 'leaving the alliance')],
  published: {
    fields: ['key', 'party', 'from', 'document', 'synthetic'],
    steps: { AllianceLeft: ['on', 'synthetic'] },
  },
}

export const ELEMENT: Register = {
  kind: 'element',
  event: 'ElementLinked',
  path: 'elements',
  zh: '五位一体要素',
  en: 'linked element',
  fields: {
    key: key('编号', 'YS-01'),
    title: title('名称'),
    platform,
    element: oneOf(
      '技术研发 research · 中试平台 pilotPlatform · 专业孵化 incubation · 投资基金 fund · 应用场景 scenario',
      ...ELEMENTS,
    ),
    party: maybe(party('单位')),
    from: since('起始日期'),
    synthetic,
  },
  steps: [ending('ElementUnlinked', 'end', '要素解除', 'end of a link')],
  published: 'counts',
}

export const UPGRADE: Register = {
  kind: 'upgrade',
  event: 'LineUpgraded',
  path: 'line-upgrades',
  zh: '产线智能化升级',
  en: 'line upgraded with AI and digital means',
  fields: {
    key: key('编号', 'SJ-01'),
    title: title('名称'),
    platform,
    line: key('生产线编号', 'L01'),
    technologies: { form: 'titles', zh: '技术（物联网、大数据、虚拟仿真、数字孪生、大模型 …）' },
    from: since('投用日期'),
    synthetic,
  },
  steps: [ending('LineUpgradeEnded', 'end', '升级停用', 'end of an upgrade')],
  published: 'counts',
}

export const POLICY: Register = {
  kind: 'policy',
  event: 'PolicyIssued',
  path: 'policies',
  zh: '政策文件',
  en: 'policy',
  fields: {
    key: key('文号或简称', '中山科发〔2025〕73号'),
    title: title('名称'),
    from: since('生效日期'),
    until: maybe(later('有效期末日')),
    grade: maybe(key('可获补助的等级', '优秀')),
    most: maybe({ form: 'amount', zh: '补助上限', example: '1000000.00' }),
    document,
    synthetic,
  },
  steps: [ending('PolicyEnded', 'end', '政策失效', 'end of a policy')],
  published: 'all',
  refuse: (state, data) => refuseBackwards(data.from, data.until) ?? refuseSubsidyRule(state, data),
}

/** 目标: at least so many of a figure, by a day; without a day it stands. */
export const TARGET: Register = {
  kind: 'target',
  event: 'TargetSet',
  path: 'targets',
  zh: '目标',
  en: 'target',
  fields: {
    key: key('目标编号', 'MB-01'),
    title: maybe(title('说明')),
    figure: key('指标代码，见 /api/figure-catalogue', 'recognisedPlatforms'),
    atLeast: { form: 'count', zh: '不少于', example: '10' },
    from: since('提出日期'),
    by: maybe(later('完成期限；缺省为长期门槛')),
    scope: oneOf('全市 programme · 每家平台 eachPlatform', 'programme', 'eachPlatform'),
    document,
    synthetic,
  },
  steps: [ending('TargetWithdrawn', 'end', '目标撤销', 'withdrawal of a target')],
  published: 'all',
  refuse: (_, data) => refuseBackwards(data.from, data.by),
}

function refuseBackwards(from: string | undefined, until: string | undefined): Refusal | undefined {
  if (from === undefined || until === undefined || until >= earliestDay(from)) return undefined
  return refuse('ends-before-it-starts', {
    pointer: '/until',
    zh: '末日早于首日',
    en: 'the last day is before the first',
    facts: { from, until },
  })
}

/** F22 is one rule at a time: which of two caps would hold on a day nobody could say. */
function refuseSubsidyRule(state: ProgrammeState, data: EntryData): Refusal | undefined {
  if ((data.grade === undefined) !== (data.most === undefined)) {
    return refuse('subsidy-rule-incomplete', {
      pointer: data.grade === undefined ? '/grade' : '/most',
      zh: '补助规定须同时写明等级与上限',
      en: 'a subsidy rule names a grade and a cap',
    })
  }
  if (data.most === undefined) return undefined
  const first = earliestDay(data.from ?? '')
  const rival = itemsOf(state, 'policy').find(
    ({ opened, ended }) => opened.most !== undefined && endOf(opened.until, ended) > first && overlaps(opened, data),
  )
  if (!rival) return undefined
  return refuse('subsidy-rule-in-force', {
    rule: 'H6',
    pointer: '/most',
    zh: '同期已有补助规定',
    en: 'a subsidy rule is in force in these days already',
    facts: { policy: rival.opened.key ?? '' },
  })
}

const LAST = '9999-12-31'
/** First day no longer in force, roughly: a text that compares. */
const endOf = (until: string | undefined, ended: string | undefined) =>
  [ended ?? LAST, until === undefined ? LAST : `${until}~`].sort()[0]
const overlaps = (a: EntryData, b: EntryData) => earliestDay(a.from ?? '') <= (b.until ?? LAST)
