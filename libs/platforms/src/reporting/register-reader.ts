import type { EventLog, Position, RecordedEvent } from '@pilot-ledger/event-log'
import { type Checked, foldHistory, type Entry, isRefusal, type Recorded, refuse } from '@pilot-ledger/kernel'
import type { PlatformHistory } from '../domain/decide'
import { type PlatformContent, platformStream } from '../domain/events'
import { platformRules } from '../domain/rules'

/** The log the register is read from: the app brings it. */
export const REGISTER_LOG = Symbol('REGISTER_LOG')

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
 * A platform's register as it was after the entry `asOf` of the log (absent: now). It is folded from the log itself and
 * so always holds what was acknowledged. Refusals: `cut-beyond-the-log`, `unknown-platform` (also: not yet at that cut).
 */
export async function readRegister(log: EventLog, platformId: string, asOf?: Position): Promise<Checked<RegisterAt>> {
  // The stream is read first: entries recorded while the head is looked up are beyond neither.
  const stream = await log.readStream(platformStream(platformId))
  const cut = await cutAt(log, asOf)
  if (isRefusal(cut)) return cut
  const events = cut ? stream.events.filter((it) => log.compare(it.position, cut.sequence) <= 0) : []
  const history = foldHistory(platformRules, events.map(entryOf))
  if (!cut || !history.state.registration) return UNKNOWN_PLATFORM
  return { asOf: cut, events, history }
}

async function cutAt(log: EventLog, asOf: Position | undefined): Promise<Checked<Cut | undefined>> {
  const head = await log.head()
  const position = asOf ?? head
  const beyond = asOf !== undefined && (head === undefined || log.compare(asOf, head) > 0)
  if (position === undefined && !beyond) return undefined
  const last = beyond ? undefined : await log.readAt(position as Position)
  if (last) return { sequence: last.position, recordedAt: new Date(last.recordedAt).toISOString() }
  return refuse('cut-beyond-the-log', {
    pointer: '/asOf',
    zh: '截止序号大于账本现有记录',
    en: 'the log has no such entry',
    facts: { asOf: String(asOf), head: head ?? '0' },
  })
}

function entryOf(event: RecordedEvent): Entry<Recorded<PlatformContent>> {
  const { id, revision, recordedAt, metadata, type, data } = event
  return { id, revision, recordedAt, actor: metadata.actor, event: { type, data } as unknown as Recorded<PlatformContent> }
}

const UNKNOWN_PLATFORM = refuse('unknown-platform', {
  rule: 'H8',
  zh: '没有该平台（或截止时尚未登记）',
  en: 'there is no such platform, or it was not registered yet at this cut',
})
