import type { EventLog, Position, RecordedEvent } from '@pilot-ledger/event-log'
import { platformsOfRequester } from '@pilot-ledger/http'
import { type Checked, isRefusal, notAPosition, type Refusal, refuse } from '@pilot-ledger/kernel'
import { historyAt } from '@pilot-ledger/recording'
import type { PlatformHistory } from '../domain/decide'
import { platformStream } from '../domain/events'
import { platformRules } from '../domain/rules'

/**
 * The log as a register is read from it: its positions are sequences. On the embedded log they are the same thing; a
 * reporter on a cluster brings its own numbering.
 */
export interface RegisterLog extends Pick<EventLog, 'head' | 'readAt' | 'readStream' | 'compare'> {
  /** Whether what a command answered as its `position` is in what is read here; waits for it where that can help. */
  reached(position: Position): Promise<boolean>
}

/** The log the register is read from: the app brings it. */
export const REGISTER_LOG = Symbol('REGISTER_LOG')

/** A log whose positions are sequences, read directly: it always holds what was acknowledged. */
export function readDirectly(log: EventLog): RegisterLog {
  return {
    head: () => log.head(),
    readAt: (position) => log.readAt(position),
    readStream: (stream, options) => log.readStream(stream, options),
    compare: (a, b) => log.compare(a, b),
    async reached(position) {
      const head = await log.head()
      return head !== undefined && log.compare(position, head) <= 0
    },
  }
}

/** 截止: a position of the log and when its entry was recorded. */
export interface Cut {
  readonly sequence: Position
  readonly recordedAt: string
}

export interface RegisterAt {
  readonly asOf: Cut
  readonly events: readonly RecordedEvent[]
  readonly history: PlatformHistory
}

/**
 * A platform's register as it was after the entry `asOf` of the log (absent: now), folded from the log itself. Refusals:
 * `wait-timed-out`, `cut-beyond-the-log`, `unknown-platform` (also: not yet at that cut).
 */
export async function readRegister(
  log: RegisterLog,
  platformId: string,
  { asOf, waitFor }: { readonly asOf?: Position; readonly waitFor?: Position },
): Promise<Checked<RegisterAt>> {
  if (waitFor !== undefined) {
    const reached = await reachedOrRefused(log, waitFor)
    if (isRefusal(reached)) return reached
    if (!reached) return notReached(waitFor, await log.head())
  }
  const head = await log.head()
  const cut = await cutAt(log, asOf, head)
  if (isRefusal(cut)) return cut
  // Read after the head: what comes in between lies beyond the cut and is left out below.
  const stream = platformStream(platformId)
  const { events, history } = await historyAt(log, stream, platformRules, cut ? Number(cut.sequence) : 0)
  if (!cut || !history.state.registration) return UNKNOWN_PLATFORM
  // An account of platforms learns of its own entries when they were recorded, and of no other's.
  const known =
    platformsOfRequester() === undefined ? cut : { ...cut, recordedAt: instantOf(events[events.length - 1]) }
  return { asOf: known, events, history }
}

async function reachedOrRefused(log: RegisterLog, waitFor: Position): Promise<Checked<boolean>> {
  try {
    return await log.reached(waitFor)
  } catch (error) {
    if (error instanceof TypeError) return notAPosition(waitFor)
    throw error
  }
}

async function cutAt(
  log: RegisterLog,
  asOf: Position | undefined,
  head: Position | undefined,
): Promise<Checked<Cut | undefined>> {
  if (asOf === undefined && head === undefined) return undefined
  const last = await log.readAt((asOf ?? head) as Position)
  if (last) return { sequence: last.position, recordedAt: instantOf(last) }
  return refuse('cut-beyond-the-log', {
    pointer: '/asOf',
    zh: '截止序号大于账本现有记录',
    en: 'the log has no such entry yet',
    facts: { asOf: asOf ?? '', head: head ?? '0' },
  })
}

function instantOf({ recordedAt }: RecordedEvent): string {
  return new Date(recordedAt).toISOString()
}

function notReached(waitFor: Position, head: Position | undefined): Refusal {
  return refuse('wait-timed-out', {
    pointer: '/waitFor',
    zh: '账本没有此位置',
    en: 'the log has not reached this position',
    facts: { waitFor, reached: head ?? '0' },
  })
}

const UNKNOWN_PLATFORM = refuse('unknown-platform', {
  rule: 'H8',
  zh: '没有该平台（或截止时尚未登记）',
  en: 'there is no such platform, or it was not registered yet at this cut',
})
