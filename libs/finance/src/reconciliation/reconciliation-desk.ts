import { Inject, Injectable } from '@nestjs/common'
import type { ReadModel } from '@pilot-ledger/figures'
import { READ_MODEL } from '@pilot-ledger/figures/reporting'
import { ACTOR, type CommandIdentity, commandIdentity, orRefuse, tagRevision } from '@pilot-ledger/http'
import { type BusinessDate, type Checked, type LiveEntry, refuse, requestIdOf, roomStream } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Book } from '../domain/book'
import { bookAfter } from '../domain/book-further'
import {
  type ReconciliationContent,
  type ReconciliationEvent,
  reconciliationRules,
} from '../domain/reconciliation-events'
import { keptBooks } from './kept-books'

export interface RecordedAnswer {
  readonly id: string
  readonly entryId: string
  readonly entryIds: readonly string[]
  readonly revision: number
  readonly position: string
}
type Live = LiveEntry<ReconciliationContent>
type Decide = (book: Book, live: readonly Live[], today: BusinessDate) => Checked<readonly ReconciliationEvent[]>

/** Between the routes and the log: loads a platform's book, decides, appends, answers. */
@Injectable()
export class ReconciliationDesk {
  constructor(
    private readonly recorder: Recorder,
    @Inject(ACTOR) private readonly actor: string,
    @Inject(READ_MODEL) private readonly model: ReadModel,
  ) {}

  identity(request: FastifyRequest): CommandIdentity {
    return commandIdentity(request, this.actor)
  }

  /** Names what a request makes: the same request, sent again, the same name. */
  idOf({ actor, idempotencyKey, correlationId }: CommandIdentity, platform: string, index = 0): string {
    return requestIdOf(`reconciliation\n${platform}\n${actor}`, idempotencyKey ?? correlationId, index)
  }

  /** Throws the refusal; with a reply, the answer's ETag goes on it. */
  async record(
    platform: string,
    identity: CommandIdentity,
    decide: Decide,
    reply?: FastifyReply,
  ): Promise<RecordedAnswer> {
    const answer = await this.recorder.record({
      ...identity,
      stream: roomStream('reconciliation', platform),
      rules: reconciliationRules,
      decide: (history, today) => decide(this.bookFrom(platform, history.live), history.live, today),
    })
    const { entryIds, revision, position } = orRefuse(answer)
    if (reply) tagRevision(reply, revision)
    return { id: platform, entryId: entryIds[entryIds.length - 1], entryIds, revision, position }
  }

  today(): BusinessDate {
    return this.recorder.today()
  }

  /** As it is on the log now, whatever figures have taken in. */
  async book(platform: string): Promise<Book> {
    const { history } = await this.recorder.load(roomStream('reconciliation', platform), reconciliationRules)
    return this.bookFrom(platform, history.live)
  }

  /** Of the log as it is; what figures have taken in of it already is not made again. */
  private bookFrom(platform: string, live: readonly Live[]): Book {
    return bookAfter(keptBooks(this.model.tables).newest(platform), live).book
  }
}

/** Taken back by a void: what has no undoing of its own. Refusals: `unknown-entry`, `entry-not-voidable`. */
export function decideVoid(
  live: readonly Live[],
  voids: string,
  reason: string,
): Checked<readonly ReconciliationEvent[]> {
  const entry = live.find((it) => it.id === voids)
  if (!entry) {
    return refuse('unknown-entry', {
      pointer: '/voids',
      zh: '没有此现行记录',
      en: 'there is no such live entry',
      facts: { entry: voids },
    })
  }
  const { content } = entry
  const ofMatch = content.type === 'AdjustmentRecorded' && content.data.match !== undefined
  if (!VOIDABLE.has(content.type) || ofMatch) {
    return refuse('entry-not-voidable', {
      pointer: '/voids',
      zh: '此类记录不能作废：匹配请撤销，对账单请作废对账单',
      en: 'not by a void: undo the match, or void the statement',
      facts: { type: content.type },
    })
  }
  return [{ type: 'EntryVoided', data: { voids, reason } }]
}
const VOIDABLE: ReadonlySet<string> = new Set(['AdjustmentRecorded', 'LineSetAside', 'QueueItemsWaived'])
