import { EventDefinitions, type EventOf } from '@pilot-ledger/kernel'
import { MEMBERSHIP_ENDS, MEMBERSHIP_STARTS } from './memberships'
import { figurePublished } from './published-figure'
import { cultivationDesignated, platformRecognized, platformRegistered, recognitionRevoked } from './registration'

export { LONGEST } from './forms'
export {
  AFFILIATION_RELATIONS,
  type AffiliationRelation,
  MEMBERSHIP_KINDS,
  MEMBERSHIPS,
  type MembershipKind,
} from './memberships'
export { decimalsOf, figurePublished } from './published-figure'
export { platformRegistered, RECOGNITION_TIERS, type RecognitionTier } from './registration'

/** Everything that can be said about a platform, before corrections. */
const ALL = [
  platformRegistered,
  platformRecognized,
  recognitionRevoked,
  cultivationDesignated,
  ...MEMBERSHIP_STARTS,
  ...MEMBERSHIP_ENDS,
  figurePublished,
] as const
type Definition = (typeof ALL)[number]

export const PLATFORM_EVENTS = new EventDefinitions<Definition>(ALL)
export type PlatformContent = EventOf<Definition>
type Of<Type extends PlatformContent['type']> = Extract<PlatformContent, { type: Type }>

export type PlatformRegistered = Of<'PlatformRegistered'>
export type PlatformRecognized = Of<'PlatformRecognized'>
export type RecognitionRevoked = Of<'RecognitionRevoked'>
export type CultivationDesignated = Of<'CultivationDesignated'>
export type FigurePublished = Of<'FigurePublished'>
export type MembershipStarted = EventOf<(typeof MEMBERSHIP_STARTS)[number]>
export type MembershipEnded = EventOf<(typeof MEMBERSHIP_ENDS)[number]>
export type ProductionLineCommissioned = Of<'ProductionLineCommissioned'>
export type JointCentreEstablished = Of<'JointCentreEstablished'>
