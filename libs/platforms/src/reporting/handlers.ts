import { Inject } from '@nestjs/common'
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { makeCursor, orRefuse, readCursor } from '@pilot-ledger/http'
import type { PlatformHistory } from '../domain/decide'
import { platformView } from '../domain/view'
import { ListRegisterEntries, ShowPlatform } from './queries'
import { REGISTER_LOG, type RegisterLog, readRegister } from './register-reader'

const PAGE = 100

@QueryHandler(ShowPlatform)
export class ShowPlatformHandler implements IQueryHandler<ShowPlatform> {
  constructor(@Inject(REGISTER_LOG) private readonly log: RegisterLog) {}

  async execute({ platformId, query }: ShowPlatform) {
    const { asOf, history } = orRefuse(await readRegister(this.log, platformId, query))
    return { id: platformId, asOf, ...platformView(history) }
  }
}

@QueryHandler(ListRegisterEntries)
export class ListRegisterEntriesHandler implements IQueryHandler<ListRegisterEntries> {
  constructor(@Inject(REGISTER_LOG) private readonly log: RegisterLog) {}

  /** Oldest first. The first page fixes the cut, and the cursor carries it: what comes in meanwhile moves no page. */
  async execute({ platformId, query }: ListRegisterEntries) {
    const question = { platform: platformId, entriesAsOf: query.asOf ?? 'now' }
    const place = readCursor<{ next: number; cut: string }>(question, query.cursor)
    const at = { asOf: place?.cut ?? query.asOf, waitFor: query.waitFor }
    const { asOf, events, history } = orRefuse(await readRegister(this.log, platformId, at))
    const first = place?.next ?? 0
    const last = first + Number(query.limit ?? PAGE)
    const entries = events.slice(first, last).map((it) => entryView(it, history))
    const next = last < events.length ? makeCursor(question, { next: last, cut: asOf.sequence }) : undefined
    return { platform: platformId, asOf, entries, next }
  }
}

export const HANDLERS = [ShowPlatformHandler, ListRegisterEntriesHandler]

/** One entry as an auditor sees it: what was recorded, when, by whom, and what took its place. */
function entryView(event: RecordedEvent, history: PlatformHistory) {
  const { position, id, revision, type, recordedAt, metadata, data } = event
  const supersededBy = history.superseded.get(id)
  return {
    sequence: position,
    entryId: id,
    revision,
    type,
    recordedAt: new Date(recordedAt).toISOString(),
    actor: metadata.actor,
    ...(metadata.proposedBy !== undefined && { proposedBy: metadata.proposedBy }),
    data,
    ...(supersededBy !== undefined && { supersededBy }),
  }
}
