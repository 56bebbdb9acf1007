import {
  type BusinessDate,
  type Checked,
  type EntryCorrected,
  type EntryVoided,
  type History,
  type ProposedChange,
  refuseNext,
  refuseText,
} from '@pilot-ledger/kernel'
import { LONGEST, type PlatformContent, type PlatformEvent } from './events'
import { refuseOtherName, refuseUnregistered, refuseVoidedRegistration } from './registration'
import { platformRules } from './rules'
import type { PlatformState } from './state'

export type PlatformHistory = History<PlatformState, PlatformContent>
export type RegisterChange = ProposedChange<PlatformContent>
export type RegisterChangeEvent = EntryCorrected<PlatformContent> | EntryVoided

/** 更正: the live entry named gets this whole new content; the type stays that of the entry. */
export interface Correction {
  readonly corrects: string
  readonly content: PlatformContent
  readonly reason: string
}

/** 作废: the live entry named is taken out. */
export interface Void {
  readonly voids: string
  readonly reason: string
}

/** One content more. `today` is the Shanghai day of the recording. Refusals: those of `platformRules`. */
export function decideRecord(
  history: PlatformHistory,
  content: PlatformContent,
  today: BusinessDate,
): Checked<readonly PlatformContent[]> {
  return accepted(history, content, today)
}

/**
 * A correction. Refusals: `unknown-entry`, `entry-not-live`, `correction-changes-type`, `correction-changes-identity`, and
 * those of `platformRules` for the history as corrected (H13).
 */
export function decideCorrection(
  history: PlatformHistory,
  correction: Correction,
  today: BusinessDate,
): Checked<readonly RegisterChangeEvent[]> {
  const { corrects, content, reason } = correction
  const before = contentOf(history, corrects)
  return (
    refuseUnregistered(history.state) ??
    refuseText(reason, LONGEST.wording, '/reason') ??
    (before ? refuseOtherName(before, content) : undefined) ??
    accepted(history, { type: 'EntryCorrected', data: { corrects, content, reason } }, today)
  )
}

/** A void. Refusals: `unknown-entry`, `entry-not-live`, `registration-not-voidable`, and those of the history without it. */
export function decideVoid(
  history: PlatformHistory,
  request: Void,
  today: BusinessDate,
): Checked<readonly RegisterChangeEvent[]> {
  const { voids, reason } = request
  const before = contentOf(history, voids)
  return (
    refuseUnregistered(history.state) ??
    refuseText(reason, LONGEST.wording, '/reason') ??
    (before ? refuseVoidedRegistration(before) : undefined) ??
    accepted(history, { type: 'EntryVoided', data: { voids, reason } }, today)
  )
}

/** Either of the two, as it was asked for or proposed. */
export function decideChange(
  history: PlatformHistory,
  change: RegisterChange,
  today: BusinessDate,
): Checked<readonly RegisterChangeEvent[]> {
  return change.kind === 'correction' ? decideCorrection(history, change, today) : decideVoid(history, change, today)
}

function accepted<Event extends PlatformEvent>(
  history: PlatformHistory,
  event: Event,
  today: BusinessDate,
): Checked<readonly Event[]> {
  return refuseNext(platformRules, history, event, today) ?? [event]
}

function contentOf(history: PlatformHistory, entry: string): PlatformContent | undefined {
  return history.live.find((it) => it.id === entry)?.content
}
