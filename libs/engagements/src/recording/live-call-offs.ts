import type { BusinessDate } from '@pilot-ledger/kernel'

export interface LiveCallOff {
  readonly id: string
  readonly contractNo: string
  readonly signedOn: BusinessDate
}
/**
 * The call-offs of a contract that stand, by its id, as far as the figures of this machine know: a
 * framework and its call-offs are streams of their own, and no stream tells who leans on it. Provided by an app that has
 * both sides; without it a framework may go from under its call-offs, and the figures count both (H11), and any call-off may be the
 * only one that keeps its framework out of the count.
 */
export type LiveCallOffs = (engagementId: string) => readonly LiveCallOff[]
export const LIVE_CALL_OFFS = Symbol('LIVE_CALL_OFFS')
