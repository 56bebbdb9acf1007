import { Inject, Injectable } from '@nestjs/common'
import type { ReadModel } from '@pilot-ledger/figures'
import { READ_MODEL } from '@pilot-ledger/figures/reporting'
import { type BusinessDate, type Checked, isRefusal, refuse, requestIdOf, streamName } from '@pilot-ledger/kernel'
import {
  type Decider,
  type Deciding,
  LOOK_AGAIN,
  Recorder,
  type RequestIdentity,
  type Submission,
} from '@pilot-ledger/recording'
import type {
  BankAccount,
  ContentOf,
  LineAllocation,
  ReconciliationContent,
  ReconciliationEvent,
} from '../definitions/reconciliation'
import { decideAccountDays } from '../domain/account-days'
import { type Book, type LiveReconciliation, reconciliationRules } from '../domain/book'
import {
  decideConfirmation,
  decideLineAdjustment,
  decideMatch,
  decideUndoing,
  type Explanation,
  matchedBy,
  type RequestedMatch,
} from '../domain/match-commands'
import type { MatchingSettings } from '../domain/matching-terms'
import type { StatementDraft } from '../domain/statement'
import {
  decideAccount,
  decideColumnMap,
  decideSetAside,
  decideStatement,
  decideStatementVoid,
  decideWaiver,
  type RequestedWaiver,
  refuseStatement,
} from '../domain/statement-commands'
import { refuseWaiting, withoutWaiting } from '../domain/waiting-receipts'
import { type KeptBooks, keptBooks } from './kept-books'
import { ReconciliationReader } from './reconciliation-reader'
import { keepLines } from './statement-lines'

type On = Submission<undefined, ReconciliationContent>
type Decision = Decider<undefined, ReconciliationContent>
type Judge = (
  book: Book,
  today: BusinessDate,
  live: readonly LiveReconciliation[],
) => Checked<readonly ReconciliationEvent[]>
/** Receipts and invoices are looked up as the figures have them; `waitFor` says how far those must be. */
interface Waiting {
  readonly waitFor?: string
}

/** As many as fit one append; a run says how many are left. Of many shares each, fewer do. */
const MOST_OF_A_RUN = 500
const MOST_BYTES_OF_A_RUN = 600_000

/** 对账: what is asked of a platform's bank accounts, statements and matches. */
@Injectable()
export class ReconciliationService implements Deciding<undefined, ReconciliationContent> {
  readonly rules = reconciliationRules
  /** Platforms whose book takes turns before it can be decided on. */
  private readonly toBeRead = new Set<string>()

  constructor(
    private readonly recorder: Recorder,
    private readonly reader: ReconciliationReader,
    @Inject(READ_MODEL) private readonly model: ReadModel,
  ) {}

  streamOf(platform: string): string {
    return streamName('reconciliation', platform)
  }

  /** A stream of its own: without asking there would be an account of no platform. */
  async account(account: BankAccount, { subject }: On): Promise<Decision> {
    await this.reader.book(subject, {})
    return this.on(subject, (book) => decideAccount(book, account))
  }

  setColumnMap({ account, columnMap, reason }: ContentOf<'ColumnMapSet'>, { subject }: On): Promise<Decision> {
    return this.on(subject, (book) => decideColumnMap(book, account, columnMap, reason))
  }

  setAccountDays(days: ContentOf<'AccountDaysSet'>, { subject }: On): Promise<Decision> {
    return this.on(subject, (book, today) => decideAccountDays(book, days, today))
  }

  /** Its lines are on the log before the entry that names them: a statement is there as a whole or not at all. */
  async bring(
    { draft, statement }: { readonly draft: StatementDraft; readonly statement: string },
    { subject, identity }: On,
  ): Promise<Checked<Decision>> {
    const { history } = await this.recorder.load(this.streamOf(subject), this.rules)
    // What is refused keeps no lines.
    if ((identity.expectedRevision ?? history.revision) !== history.revision) return LOOK_AGAIN
    const refusal = refuseStatement(await this.bookFrom(subject, history), draft, this.recorder.today())
    if (refusal) return refusal
    const linesHash = await keepLines(this.recorder, subject, draft.lines, identity)
    if (isRefusal(linesHash)) return linesHash
    return this.on(subject, (book, today) => decideStatement(book, draft, { statement, linesHash }, today))
  }

  voidStatement({ statement, reason }: ContentOf<'StatementVoided'>, { subject }: On): Promise<Decision> {
    return this.on(subject, (book) => decideStatementVoid(book, statement, reason))
  }

  /** Records what the rules find: what is certain is confirmed, the rest waits as suggested. */
  async run(
    { settings, waitFor }: Waiting & { readonly settings: MatchingSettings },
    { subject, identity }: On,
  ): Promise<Decision> {
    const { targets, waiting } = await this.reader.recorded(subject, waitFor)
    const seen = await this.book(subject)
    const { proposals } = withoutWaiting(await this.books.matching(seen, targets, settings), seen, waiting)
    return this.on(subject, (book) => {
      if (book !== seen) return LOOK_AGAIN
      if (proposals.length === 0) return NOTHING_FOUND
      const found = proposals
        .slice(0, MOST_OF_A_RUN)
        .map((it, i) => matchedBy(it, requestedId(identity, subject, i), settings.tolerance))
      return fitting(found).flat()
    })
  }

  async match(requested: RequestedMatch & Waiting, { subject }: On): Promise<Decision> {
    const { targets, waiting } = await this.recordedById(subject, requested)
    const lines = requested.lines.map((it) => it.line)
    return this.on(subject, (book) => refuseWaiting(book, lines, waiting) ?? decideMatch(book, targets, requested))
  }

  async confirm(
    { match, adjustment, waitFor }: Waiting & { readonly match: string; readonly adjustment?: Explanation },
    { subject }: On,
  ): Promise<Decision> {
    const { targets, waiting } = await this.recordedById(subject, { waitFor })
    return this.on(subject, (book) => {
      const lines = book.matches.get(match)?.lines.map((it) => it.line) ?? []
      return refuseWaiting(book, lines, waiting) ?? decideConfirmation(book, targets, match, adjustment)
    })
  }

  undo({ match, reason }: ContentOf<'MatchUndone'>, { subject }: On): Promise<Decision> {
    return this.on(subject, (book) => decideUndoing(book, match, reason))
  }

  async adjust(
    { line, amount, waitFor, ...explained }: LineAllocation & Explanation & Waiting,
    { subject }: On,
  ): Promise<Decision> {
    const { waiting } = await this.reader.recorded(subject, waitFor)
    return this.on(
      subject,
      (book) => refuseWaiting(book, [line], waiting) ?? decideLineAdjustment(book, line, amount, explained),
    )
  }

  async setAside(
    { line, reason, waitFor }: Waiting & { readonly line: string; readonly reason: string },
    { subject }: On,
  ): Promise<Decision> {
    const { waiting } = await this.reader.recorded(subject, waitFor)
    return this.on(subject, (book) => refuseWaiting(book, [line], waiting) ?? decideSetAside(book, line, reason))
  }

  async waive({ waitFor, ...requested }: RequestedWaiver & Waiting, { subject }: On): Promise<Decision> {
    const { targets } = await this.reader.recorded(subject, waitFor)
    const seen = await this.book(subject)
    const open = await this.books.queues(seen, targets, requested.upTo)
    return this.on(subject, (book) => {
      if (book !== seen) return LOOK_AGAIN
      return decideWaiver(requested, new Map(open.map((it) => [it.id, it])))
    })
  }

  void({ voids, reason }: { readonly voids: string; readonly reason: string }, { subject }: On): Promise<Decision> {
    return this.on(subject, (_book, _today, live) => decideVoid(live, voids, reason))
  }

  /** As it is on the log now, whatever figures have taken in. */
  async book(platform: string): Promise<Book> {
    const { history } = await this.recorder.load(this.streamOf(platform), this.rules)
    return this.bookFrom(platform, history)
  }

  today(): BusinessDate {
    return this.recorder.today()
  }

  /** A decision on the book as it is when it is taken. Statements may have come since lines were read: then all is looked up again. */
  private async on(platform: string, judge: Judge): Promise<Decision> {
    // Taken away before it is read: what another decision marks meanwhile stays marked.
    if (this.toBeRead.delete(platform)) await this.book(platform)
    return (history, today) => {
      const book = this.books.of(platform, history)
      if (book) return judge(book, today, history.live)
      this.toBeRead.add(platform)
      return LOOK_AGAIN
    }
  }

  private bookFrom(platform: string, history: Parameters<KeptBooks['from']>[1]): Promise<Book> {
    return this.books.from(platform, history, this.readLines)
  }

  private readonly readLines = async (name: string) =>
    (await this.recorder.entries(streamName('statementLines', name))).map(({ event }) => event)

  get books() {
    return keptBooks(this.model.tables)
  }

  private async recordedById(platform: string, { waitFor }: Waiting) {
    const { targets, waiting } = await this.reader.recorded(platform, waitFor)
    return { targets: new Map(targets.map((it) => [it.id, it])), waiting }
  }
}

/** Names what a request makes: the same request, sent again, the same name. */
export function requestedId(
  { actor, idempotencyKey, correlationId }: RequestIdentity,
  platform: string,
  index = 0,
): string {
  return requestIdOf(`reconciliation\n${platform}\n${actor}`, idempotencyKey ?? correlationId, index)
}

function fitting<T>(found: readonly T[]): readonly T[] {
  let bytes = 0
  const over = found.findIndex((it) => {
    bytes += Buffer.byteLength(JSON.stringify(it))
    return bytes > MOST_BYTES_OF_A_RUN
  })
  return over === -1 ? found : found.slice(0, Math.max(1, over))
}

const NOTHING_FOUND = refuse('nothing-to-match', {
  zh: '规则未找到可匹配的流水',
  en: 'the rules find nothing to match',
})

/** Taken back by a void: what has no undoing of its own. Refusals: `unknown-entry`, `entry-not-voidable`. */
function decideVoid(
  live: readonly LiveReconciliation[],
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
