import type { BusinessDate } from '@pilot-ledger/kernel'
import type {
  CultivationDesignated,
  FigurePublished,
  MembershipKind,
  MembershipStarted,
  PlatformRecognized,
  PlatformRegistered,
} from './events'

/** The end of a recognition or a membership; `on` is the first day on which it is no longer in force. */
export interface Ended {
  readonly on: BusinessDate
  readonly reason: string
}

export type Recognition = PlatformRecognized['data'] & { readonly revoked?: Ended }

export interface Membership {
  readonly kind: MembershipKind
  readonly start: MembershipStarted['data']
  readonly ended?: Ended
}

/**
 * The register of one platform. Lists grow in the order of recording and nothing leaves them (what ended carries its
 * end), so the n-th of a list is the n-th live entry of its sort: the view takes entry ids from there.
 */
export interface PlatformState {
  readonly registration?: PlatformRegistered['data']
  readonly recognitions: readonly Recognition[]
  readonly cultivation: readonly CultivationDesignated['data'][]
  readonly memberships: readonly Membership[]
  readonly published: readonly FigurePublished['data'][]
}

export const UNREGISTERED: PlatformState = { recognitions: [], cultivation: [], memberships: [], published: [] }
