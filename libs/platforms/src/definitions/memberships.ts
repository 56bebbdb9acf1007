import {
  choiceForm,
  defineEvent,
  type EventDefinition,
  type Field,
  type Fields,
  field,
  type Party,
  refuse,
  refusedAs,
  type Words,
} from '@pilot-ledger/kernel'
import { LONGEST } from './forms'

/** 关联关系: investment, common control or subordination, co-building, other property tie. */
export const AFFILIATION_RELATIONS = {
  invests: ['投资', 'invests'],
  controls: ['控制', 'controls'],
  coBuilds: ['共建', 'co-builds'],
  other: ['其他', 'other'],
} as const
export type AffiliationRelation = keyof typeof AFFILIATION_RELATIONS

const key = field.text(LONGEST.key, '编号', 'Key', { note: '在册期间唯一', example: 'GMP-01' })
const START = {
  /** Unique among the platform's memberships of the kind (line number, centre number, equipment number, partner …). */
  key,
  title: field.text(LONGEST.title, '名称', 'Title', { example: '冻干口崩片生产线', maskable: true }),
  from: field.dayOrMonth('起始日期', 'From', { note: '仅知月份的填 YYYY-MM' }),
  document: field.maybe(field.text(LONGEST.title, '依据文件', 'Document', { maskable: true })),
}
const END = {
  key,
  /** The first day on which it is no longer in force. */
  on: field.day('失效首日', 'First day out of force', { example: '2025-06-30' }),
  reason: field.text(LONGEST.wording, '理由', 'Reason', { example: '设备更新', long: true, maskable: true }),
}
/** Where a party is a member it often names it. */
const keyOf = (particulars?: Fields) => (particulars ? { key: { ...key, maskable: 'text' as const } } : { key })
const relation = field.formed(
  refusedAs(
    choiceForm(AFFILIATION_RELATIONS),
    refuse('unknown-relation', {
      zh: '关联关系须为 invests、controls、coBuilds 或 other',
      en: 'a relation is invests, controls, coBuilds or other',
    }),
  ),
  '关系',
  'Relation',
)

/**
 * What belongs to a platform for a time: one mechanism for all of them (a start, an end, a key that is unique while in
 * force). Which words start and end which kind, its path in HTTP, and what its start says beside key and title. `branch` says
 * that a client is a branch of a head office, so that one legal person counts once.
 */
export const MEMBERSHIPS = {
  productionLine: {
    started: 'ProductionLineCommissioned',
    startWords: ['生产线投用', 'Production line commissioned'],
    ended: 'ProductionLineRetired',
    endWords: ['生产线停用', 'Production line retired'],
    path: 'production-lines',
    zh: '生产线',
  },
  jointCentre: {
    started: 'JointCentreEstablished',
    startWords: ['共建联合研发中心', 'Joint centre established'],
    ended: 'JointCentreDissolved',
    endWords: ['联合研发中心撤销', 'Joint centre dissolved'],
    path: 'joint-centres',
    zh: '联合研发中心',
    component: 'JointCentreDto',
    particulars: { party: field.party('共建单位', 'Partner', { maskable: true }) },
  },
  sharedEquipment: {
    started: 'EquipmentShared',
    startWords: ['仪器设备共享', 'Equipment shared'],
    ended: 'EquipmentWithdrawn',
    endWords: ['停止共享', 'Equipment withdrawn'],
    path: 'shared-equipment',
    zh: '共享仪器设备',
  },
  libraryProject: {
    started: 'LibraryProjectAdded',
    startWords: ['项目入库', 'Project added to the library'],
    ended: 'LibraryProjectRemoved',
    endWords: ['项目出库', 'Project removed'],
    path: 'library-projects',
    zh: '中试项目库项目',
  },
  affiliation: {
    started: 'AffiliationDeclared',
    startWords: ['声明关联关系', 'Affiliation declared'],
    ended: 'AffiliationEnded',
    endWords: ['关联关系终止', 'Affiliation ended'],
    path: 'affiliations',
    zh: '关联关系',
    component: 'AffiliationDto',
    particulars: { party: field.party('关联单位', 'Related party', { maskable: true }), relation },
  },
  branch: {
    started: 'BranchDeclared',
    startWords: ['声明分支机构', 'Branch declared'],
    ended: 'BranchEnded',
    endWords: ['分支关系终止', 'Branch ended'],
    path: 'branches',
    zh: '分支机构',
    component: 'BranchDto',
    particulars: {
      party: field.party('分支机构', 'Branch', { maskable: true }),
      headOffice: field.party('总机构（法人）', 'Head office (legal person)', { maskable: true }),
    },
  },
} as const satisfies Readonly<Record<string, MembershipWords>>

interface MembershipWords {
  readonly started: string
  readonly startWords: Words
  readonly ended: string
  readonly endWords: Words
  readonly path: string
  readonly zh: string
  /** Of a start with particulars: its component in the document. */
  readonly component?: string
  readonly particulars?: Fields
}
export type MembershipKind = keyof typeof MEMBERSHIPS
export const MEMBERSHIP_KINDS = Object.keys(MEMBERSHIPS) as readonly MembershipKind[]

type Maybe<Value> = Field<Value> & { readonly optional: true }
/** Of any kind: what only some of them have may be left out. */
type StartFields = typeof START & {
  readonly party: Maybe<Party>
  readonly relation: Maybe<AffiliationRelation>
  readonly headOffice: Maybe<Party>
}
type Table = typeof MEMBERSHIPS
type Started = { [K in MembershipKind]: EventDefinition<Table[K]['started'], StartFields> }[MembershipKind]
type Ended = { [K in MembershipKind]: EventDefinition<Table[K]['ended'], typeof END> }[MembershipKind]

export const MEMBERSHIP_STARTS: readonly Started[] = MEMBERSHIP_KINDS.map((kind) => {
  const {
    started,
    startWords,
    path,
    component = 'MembershipStartDto',
    particulars,
  }: MembershipWords = MEMBERSHIPS[kind]
  return defineEvent({
    type: started as Started['type'],
    zh: startWords[0],
    en: startWords[1],
    component,
    route: { path, action: 'recordMembership' },
    day: 'from',
    summary: ['key', 'title', ...(Object.keys(particulars ?? {}) as (keyof StartFields)[]), 'document'],
    fields: { ...START, ...keyOf(particulars), ...particulars } as StartFields,
  }) as Started
})

export const MEMBERSHIP_ENDS: readonly Ended[] = MEMBERSHIP_KINDS.map((kind) => {
  const { ended, endWords, path, particulars }: MembershipWords = MEMBERSHIPS[kind]
  return defineEvent({
    type: ended as Ended['type'],
    zh: endWords[0],
    en: endWords[1],
    component: 'MembershipEndDto',
    route: { path: `${path}/:key/end`, action: 'recordMembership', fromPath: { key: 'key' } },
    day: 'on',
    summary: ['key', 'reason'],
    fields: { ...END, ...keyOf(particulars) },
  }) as Ended
})
