import type { BusinessDate, DayOrMonth } from '@pilot-ledger/kernel'
import type { FigurePublished, MembershipKind, MembershipStarted, PlatformRegistered, RecognitionTier } from './events'

export interface Membership {
  readonly kind: MembershipKind
  readonly start: MembershipStarted['data']
  /** First day no longer in force. */
  readonly endedOn?: BusinessDate
  readonly endReason?: string
}
export interface Recognition {
  readonly tier: RecognitionTier
  readonly on: DayOrMonth
  readonly batch?: string
  readonly document?: string
  readonly revokedOn?: BusinessDate
}
export interface PlatformState {
  readonly registration?: PlatformRegistered['data']
  readonly recognitions: readonly Recognition[]
  readonly cultivations: readonly { readonly on: DayOrMonth; readonly batch?: string; readonly document?: string }[]
  readonly memberships: readonly Membership[]
  readonly published: readonly FigurePublished['data'][]
}

export const unregistered: PlatformState = { recognitions: [], cultivations: [], memberships: [], published: [] }
