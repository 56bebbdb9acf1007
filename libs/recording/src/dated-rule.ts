import {
  type BusinessDate,
  type ChangeRequested,
  type DomainEvent,
  isLongAgo,
  shanghaiDay,
  type WaitReason,
} from '@pilot-ledger/kernel'
import type { Recorder, RequestIdentity } from './recorder'

/** Days of a platform that others have signed for: a closed period, a sealed window. Who records does not know of them itself. */
export interface SettledDays {
  of(platform: string): Promise<(day: BusinessDate) => WaitReason | undefined>
  /** Windows of a platform that rounds have sealed, for forms to tell before anything is recorded. */
  sealed(platform: string): Promise<readonly { roundNo: string; from: BusinessDate; to: BusinessDate }[]>
}
export const SETTLED_DAYS = Symbol('SETTLED_DAYS')

/** The days on which frameworks count that an entry puts into the count or takes out of it, whatever day it is dated itself. */
export type Moves = (content: DomainEvent) => readonly MovedDay[]
export type MovedDay = Required<Pick<WaitReason, 'day' | 'framework'>>

/** Who asks for an entry at that moment, and which of his entries wait for somebody else. */
export type Requested = (now: number, moves?: Moves) => ChangeRequested

/** 双人复核 by the days of an entry: dated longer ago than the limit, or where others have signed for, it is no one person's to record. */
export async function requestedByDays<Content extends DomainEvent>(
  recorder: Recorder,
  settled: SettledDays | undefined,
  platform: string | undefined,
  identity: Pick<RequestIdentity, 'actor'>,
  daysOf: (content: Content) => readonly BusinessDate[],
): Promise<Requested> {
  const signedFor = recorder.needsTwo && platform !== undefined ? await settled?.of(platform) : undefined
  return (now, moves) => {
    const requested = recorder.requested(identity, now)
    const { rule } = requested
    if (rule === undefined) return requested
    const today = shanghaiDay(now)
    const { datedDays = rule.days } = rule
    // What others have signed for weighs more than age, and is said of a day that is both.
    const whyOf = (day: BusinessDate): WaitReason | undefined =>
      signedFor?.(day) ??
      (isLongAgo(day, today, datedDays) ? { code: 'dated-long-ago', day, what: String(datedDays) } : undefined)
    const waits = (content: DomainEvent): WaitReason | undefined => {
      for (const day of daysOf(content as Content)) {
        const why = whyOf(day)
        if (why) return why
      }
      for (const { day, framework } of moves?.(content) ?? []) {
        const why = whyOf(day)
        if (why) return { ...why, framework }
      }
      return undefined
    }
    return { ...requested, waits }
  }
}
