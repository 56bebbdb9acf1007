import { type LiveEntry, proposalViews } from '@pilot-ledger/kernel'
import type { PlatformHistory } from './decide'
import {
  type CultivationDesignated,
  type FigurePublished,
  MEMBERSHIP_KINDS,
  type MembershipKind,
  type MembershipStarted,
  type PlatformContent,
  type PlatformRecognized,
  type PlatformRegistered,
} from './events'
import { kindStartedBy } from './memberships'
import { type DefaultWindowStart, defaultWindowStart, precisionOf } from './recognition'
import type { Ended } from './state'

/** The entry to name in a correction or void of what stands beside it. */
interface Recorded {
  readonly entry: string
}
type Precision = { readonly precision: 'day' | 'month' }

export type RecognitionView = Recorded & Precision & PlatformRecognized['data'] & { readonly revoked?: Ended }
export type CultivationView = Recorded & Precision & CultivationDesignated['data']
export type MembershipView = Recorded & Precision & MembershipStarted['data'] & { readonly ended?: Ended }
export interface MembershipsOfKind {
  readonly inForce: readonly MembershipView[]
  readonly ended: readonly MembershipView[]
}

/** The register of one platform as its live entries make it. */
export interface PlatformView {
  readonly registration?: Recorded & PlatformRegistered['data']
  readonly recognitions: readonly RecognitionView[]
  readonly cultivation: readonly CultivationView[]
  readonly memberships: Readonly<Record<MembershipKind, MembershipsOfKind>>
  readonly published: readonly (Recorded & FigurePublished['data'])[]
  /** Changes of old entries that wait for a second person. */
  readonly proposals: ReturnType<typeof proposalViews>
  readonly defaultWindowStart?: DefaultWindowStart
  /** Revision of the stream: its ETag; -1 before the first entry. */
  readonly revision: number
}

export function platformView(history: PlatformHistory): PlatformView {
  const { state, live, revision } = history
  // The state's lists grow with the live entries of their sort, one each and in order: the n-th belongs to the n-th.
  const registered = idsOf(live, (type) => type === 'PlatformRegistered')
  const recognized = idsOf(live, (type) => type === 'PlatformRecognized')
  const designated = idsOf(live, (type) => type === 'CultivationDesignated')
  const started = idsOf(live, (type) => kindStartedBy(type) !== undefined)
  const published = idsOf(live, (type) => type === 'FigurePublished')
  const start = defaultWindowStart(state)
  return {
    ...(state.registration && { registration: { entry: registered[0], ...state.registration } }),
    recognitions: state.recognitions.map((it, i) => ({ entry: recognized[i], precision: precisionOf(it.on), ...it })),
    cultivation: state.cultivation.map((it, i) => ({ entry: designated[i], precision: precisionOf(it.on), ...it })),
    memberships: membershipsOf(history, started),
    published: state.published.map((it, i) => ({ entry: published[i], ...it })),
    proposals: proposalViews(history),
    ...(start && { defaultWindowStart: start }),
    revision,
  }
}

function membershipsOf({ state }: PlatformHistory, entries: readonly string[]): PlatformView['memberships'] {
  const byKind = Object.fromEntries(
    MEMBERSHIP_KINDS.map((kind) => [kind, { inForce: [] as MembershipView[], ended: [] as MembershipView[] }]),
  ) as Record<MembershipKind, { inForce: MembershipView[]; ended: MembershipView[] }>
  for (const [i, { kind, start, ended }] of state.memberships.entries()) {
    const view = { entry: entries[i], precision: precisionOf(start.from), ...start }
    if (ended) byKind[kind].ended.push({ ...view, ended })
    else byKind[kind].inForce.push(view)
  }
  return byKind
}

function idsOf(live: readonly LiveEntry<PlatformContent>[], wanted: (type: string) => boolean): string[] {
  return live.filter((it) => wanted(it.content.type)).map((it) => it.id)
}
