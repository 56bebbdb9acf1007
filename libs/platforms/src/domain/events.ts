import type { BusinessDate, DayOrMonth, DomainEvent, Party, Recorded } from '@pilot-ledger/kernel'

export type PlatformRegistered = DomainEvent<
  'PlatformRegistered',
  {
    /** Verbatim; names the platform (its id derives from it), so it cannot be corrected. */
    readonly name: string
    /** 依托单位. */
    readonly host: Party
    /** 镇街: free text here; the dated list of towns is reference data. */
    readonly town: string
    readonly fields: readonly string[]
    readonly registeredOn: BusinessDate
    readonly synthetic?: boolean
  }
>

export const RECOGNITION_TIERS = ['municipal', 'provincial', 'national'] as const
export type RecognitionTier = (typeof RECOGNITION_TIERS)[number]

/** 认定. A month where the source gives only a month; the default window starts on its first day. */
export type PlatformRecognized = DomainEvent<
  'PlatformRecognized',
  { readonly tier: RecognitionTier; readonly batch?: string; readonly on: DayOrMonth; readonly document?: string }
>
export type RecognitionRevoked = DomainEvent<
  'RecognitionRevoked',
  { readonly tier: RecognitionTier; readonly on: BusinessDate; readonly reason: string }
>
/** 培育单位. */
export type CultivationDesignated = DomainEvent<
  'CultivationDesignated',
  { readonly batch?: string; readonly on: DayOrMonth; readonly document?: string }
>

/**
 * What belongs to a platform for a time: one mechanism for all of them (a start, an end, a key that is unique while in
 * force). `branch` says that a client is a branch of a head office, so that one legal person counts once.
 */
export const MEMBERSHIP_KINDS = [
  'productionLine',
  'jointCentre',
  'sharedEquipment',
  'libraryProject',
  'affiliation',
  'branch',
] as const
export type MembershipKind = (typeof MEMBERSHIP_KINDS)[number]

/** 关联关系: investment, common control or subordination, co-building, other property tie. */
export const AFFILIATION_RELATIONS = ['invests', 'controls', 'coBuilds', 'other'] as const
export type AffiliationRelation = (typeof AFFILIATION_RELATIONS)[number]

/** The start of a membership. Event names are the field's own words, the data one shape. */
interface MembershipStart {
  /** Unique among the platform's memberships of the kind (line number, centre number, equipment number, partner …). */
  readonly key: string
  readonly title: string
  readonly from: DayOrMonth
  /** jointCentre: the partner. affiliation: the related party. branch: the branch. */
  readonly party?: Party
  /** affiliation only. */
  readonly relation?: AffiliationRelation
  /** branch only: the legal person the branch belongs to. */
  readonly headOffice?: Party
  readonly document?: string
}
interface MembershipEnd {
  readonly key: string
  /** The first day on which it is no longer in force. */
  readonly on: BusinessDate
  readonly reason: string
}

export type ProductionLineCommissioned = DomainEvent<'ProductionLineCommissioned', MembershipStart>
export type ProductionLineRetired = DomainEvent<'ProductionLineRetired', MembershipEnd>
export type JointCentreEstablished = DomainEvent<'JointCentreEstablished', MembershipStart>
export type JointCentreDissolved = DomainEvent<'JointCentreDissolved', MembershipEnd>
export type EquipmentShared = DomainEvent<'EquipmentShared', MembershipStart>
export type EquipmentWithdrawn = DomainEvent<'EquipmentWithdrawn', MembershipEnd>
export type LibraryProjectAdded = DomainEvent<'LibraryProjectAdded', MembershipStart>
export type LibraryProjectRemoved = DomainEvent<'LibraryProjectRemoved', MembershipEnd>
export type AffiliationDeclared = DomainEvent<'AffiliationDeclared', MembershipStart>
export type AffiliationEnded = DomainEvent<'AffiliationEnded', MembershipEnd>
export type BranchDeclared = DomainEvent<'BranchDeclared', MembershipStart>
export type BranchEnded = DomainEvent<'BranchEnded', MembershipEnd>

export type MembershipStarted =
  | ProductionLineCommissioned
  | JointCentreEstablished
  | EquipmentShared
  | LibraryProjectAdded
  | AffiliationDeclared
  | BranchDeclared
export type MembershipEnded =
  | ProductionLineRetired
  | JointCentreDissolved
  | EquipmentWithdrawn
  | LibraryProjectRemoved
  | AffiliationEnded
  | BranchEnded

/** The table behind the mechanism: which words start and end which kind, and the path it has in HTTP. */
export const MEMBERSHIPS: Readonly<
  Record<
    MembershipKind,
    {
      readonly started: MembershipStarted['type']
      readonly ended: MembershipEnded['type']
      readonly path: string
      readonly zh: string
    }
  >
> = {
  productionLine: {
    started: 'ProductionLineCommissioned',
    ended: 'ProductionLineRetired',
    path: 'production-lines',
    zh: '生产线',
  },
  jointCentre: {
    started: 'JointCentreEstablished',
    ended: 'JointCentreDissolved',
    path: 'joint-centres',
    zh: '联合研发中心',
  },
  sharedEquipment: {
    started: 'EquipmentShared',
    ended: 'EquipmentWithdrawn',
    path: 'shared-equipment',
    zh: '共享仪器设备',
  },
  libraryProject: {
    started: 'LibraryProjectAdded',
    ended: 'LibraryProjectRemoved',
    path: 'library-projects',
    zh: '中试项目库项目',
  },
  affiliation: { started: 'AffiliationDeclared', ended: 'AffiliationEnded', path: 'affiliations', zh: '关联关系' },
  branch: { started: 'BranchDeclared', ended: 'BranchEnded', path: 'branches', zh: '分支机构' },
}

/**
 * A figure that a letter or a form states, as written: recorded so that the ledger's answer can be laid beside it.
 * The value keeps its decimals (`2063` is not `2063.00`): they are its precision.
 */
export type FigurePublished = DomainEvent<
  'FigurePublished',
  {
    /** Unique per platform, e.g. `F8`. */
    readonly publicationNo: string
    /** A code of the catalogue of figures, e.g. `contractAmount`. */
    readonly figure: string
    readonly value: string
    readonly unit: '元' | '万元' | '亿元' | 'count'
    /** The counting word as written, e.g. `家`. */
    readonly unitAsWritten: string
    readonly basis: 'signed' | 'invoiced' | 'received' | 'outstanding' | 'notApplicable' | 'notStated'
    /** As far as the document says; an absent end is not stated. */
    readonly windowFrom?: DayOrMonth
    readonly windowTo?: DayOrMonth
    readonly source: {
      readonly document: string
      readonly publishedOn: BusinessDate
      /** The words of the document. */
      readonly wording: string
    }
    readonly synthetic?: boolean
  }
>

export type PlatformContent =
  | PlatformRegistered
  | PlatformRecognized
  | RecognitionRevoked
  | CultivationDesignated
  | MembershipStarted
  | MembershipEnded
  | FigurePublished

export type PlatformEvent = Recorded<PlatformContent>

export const PLATFORM_STREAM_PREFIX = 'platform-'
export function platformStream(platformId: string): string {
  return PLATFORM_STREAM_PREFIX + platformId
}
