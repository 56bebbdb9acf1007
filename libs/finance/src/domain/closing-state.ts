import { withEntry } from '@pilot-ledger/kernel'
import type { CloseProposed, ClosingContent, RestatementApproved, SeenSince } from '../definitions/closing'

/** When something was recorded and by which entry; a state folded to decide upon does not need it. */
export interface Recording {
  readonly entry: string
  readonly recordedAt: number
}

export type CloseStatus = 'proposed' | 'rejected' | 'closed' | 'reopeningProposed' | 'reopened'

/** One close of a period, from its proposal on; a period opened again and closed anew has two. */
export interface Close {
  readonly status: CloseStatus
  readonly terms: CloseProposed['data']
  readonly proposed?: Recording
  readonly approvedBy?: string
  readonly closed?: Recording
  /** What had come between the proposal and the second person, who has seen it. */
  readonly since?: SeenSince
  readonly rejection?: { readonly reason: string; readonly by: string }
  /** The newest proposal to open it again. */
  readonly reopening?: { readonly reason: string; readonly proposedBy: string; readonly approvedBy?: string }
}

export interface ClosingState {
  /** In the order of their proposals. */
  readonly closes: readonly Close[]
  /** By the entry approved. */
  readonly approvals: ReadonlyMap<string, RestatementApproved['data'] & { readonly recording?: Recording }>
}

export const NO_CLOSES: ClosingState = { closes: [], approvals: new Map() }

/** Whether a close stands: its totals are what was signed. */
export const stands = ({ status }: Close) => status === 'closed' || status === 'reopeningProposed'

/** The newest close of a period, whatever became of it. */
export const closeOf = ({ closes }: ClosingState, period: string) => closes.findLast((it) => it.terms.period === period)

/** An entry as it is told; `proposedBy` stands beside what had waited, and in the data of a change of what stood. */
interface ReportedEntry {
  readonly entryId: string
  readonly actor: string
  readonly recordedAt: string
  readonly proposedBy?: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** Who stood for an entry of closed days beside the one who recorded it. */
export interface Approval {
  readonly approvedBy: string
  readonly recordedAt?: string
  readonly note?: string
}

/** 复核: by an approval of its own, or by the second of the two persons who recorded it. One approval is enough. */
export function approvalOf({ approvals }: Pick<ClosingState, 'approvals'>, entry: ReportedEntry): Approval | undefined {
  const own = approvals.get(entry.entryId)
  if (own) {
    const { approvedBy, recording, note } = own
    return { approvedBy, recordedAt: recording && new Date(recording.recordedAt).toISOString(), note }
  }
  const byTwo = (entry.proposedBy ?? entry.data?.proposedBy) !== undefined
  return byTwo ? { approvedBy: entry.actor, recordedAt: entry.recordedAt } : undefined
}

/** The last period that is closed. */
export const lastClosed = ({ closes }: ClosingState) =>
  closes
    .filter(stands)
    .reduce<Close | undefined>((last, it) => (last && last.terms.to > it.terms.to ? last : it), undefined)

export function withContent(state: ClosingState, content: ClosingContent, recording?: Recording): ClosingState {
  if (content.type === 'CloseProposed')
    return { ...state, closes: [...state.closes, { status: 'proposed', terms: content.data, proposed: recording }] }
  if (content.type === 'RestatementApproved') {
    const approvals = withEntry(state.approvals, content.data.entry, { ...content.data, recording })
    return { ...state, approvals }
  }
  const at = state.closes.findLastIndex((it) => it.terms.period === content.data.period)
  return { ...state, closes: state.closes.map((it, i) => (i === at ? answered(it, content, recording) : it)) }
}

type Answer = Exclude<ClosingContent, { type: 'CloseProposed' | 'RestatementApproved' }>

function answered(close: Close, content: Answer, recording?: Recording): Close {
  switch (content.type) {
    case 'PeriodClosed':
      return {
        ...close,
        status: 'closed',
        approvedBy: content.data.approvedBy,
        closed: recording,
        ...(content.data.since ? { since: content.data.since } : {}),
      }
    case 'CloseRejected':
      return { ...close, status: 'rejected', rejection: { reason: content.data.reason, by: content.data.rejectedBy } }
    case 'ReopeningProposed': {
      const { reason, proposedBy } = content.data
      return { ...close, status: 'reopeningProposed', reopening: { reason, proposedBy } }
    }
    case 'ReopeningRejected':
      return { ...close, status: 'closed', reopening: undefined }
    case 'PeriodReopened': {
      const { reason, proposedBy, approvedBy } = content.data
      return { ...close, status: 'reopened', reopening: { reason, proposedBy, approvedBy } }
    }
  }
}
