import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { type BECAUSE, type ENTRY_WARNING, EngagementsRecording } from '@pilot-ledger/engagements/recording'
import { Answers, orRefuse, RefusalException } from '@pilot-ledger/http'
import { fenOf, formatAmount, inTurns, type ShapeOf } from '@pilot-ledger/kernel'
import {
  ChangeEntry,
  type Exchange,
  HttpExchange,
  RecordEntry,
  RecordingHeaders,
  RecordingService,
  type RequestIdentity,
} from '@pilot-ledger/recording'
import { openTargets } from '../domain/open-targets'
import { type ReceiptOfContract, type ReceiptShare, receiptProposed, receiptsOf } from '../domain/receipts'
import { RECEIPT_PROPOSED, RECEIPT_RECORDED } from './answer-shapes'
import * as dto from './dtos'
import { PlatformTurns } from './platform-turns'
import { ReconciliationService, requestedId } from './reconciliation.service'
import { ReconciliationReader } from './reconciliation-reader'
import { targetView } from './views'

const ENGAGEMENTS = { base: 'api/engagements', triable: true }

/** 登记到账: from a line of the bank the receipts that it is, and the line matched to them. */
@RecordingHeaders('对账 reconciliation', '不适用 not applicable')
@Controller('api/platforms/:id/reconciliation/lines/:line/receipt')
export class ReceiptsController {
  constructor(
    private readonly recording: RecordingService,
    private readonly reader: ReconciliationReader,
    private readonly turns: PlatformTurns,
  ) {}

  /** What would be recorded: the open invoices of who paid, the oldest first. */
  @Get()
  @Answers(RECEIPT_PROPOSED)
  async proposed(@Param('id') id: string, @Param('line') line: string, @Query() { waitFor }: dto.WaitQuery) {
    const { book, recorded } = await this.read(id, waitFor)
    const its = orRefuse(receiptProposed(book, recorded, line))
    return {
      line,
      day: its.line.day,
      reference: its.line.reference,
      payer: its.line.counterparty,
      open: formatAmount(its.open),
      waiting: formatAmount(its.waiting),
      rest: formatAmount(its.rest),
      invoices: its.invoices.map(({ target, open, share }) => ({
        ...targetView(target, open),
        share: formatAmount(share),
      })),
    }
  }

  /**
   * Each contract's receipt under the bank's own number, then the line matched to all of them. Where one waits for a second person
   * nothing is matched yet: the rules find it once it is approved. Another reporter may settle the line meanwhile, whose turns are not
   * ours: who of the two has the line is decided by the stream of the matches, and the other's receipts are taken back.
   * With `trial=true` all is decided as far as that, and nothing recorded: the warnings that would follow, and why it would wait.
   */
  @Post()
  @Answers(RECEIPT_RECORDED)
  async record(
    @Param('id') id: string,
    @Param('line') line: string,
    @Body() { shares }: dto.ReceiptDto,
    @Query() { waitFor }: dto.TrialQuery,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.turns.take(id, () => this.recordNow(id, line, shares, waitFor, exchange))
  }

  private async recordNow(
    id: string,
    line: string,
    shares: readonly ReceiptShare[],
    asked: string | undefined,
    exchange: Exchange,
  ) {
    const waitFor = await this.reader.seen(id, asked)
    const identity = this.recording.identity(exchange, ENGAGEMENTS)
    const match = requestedId(identity, id)
    const { book, recorded } = await this.read(id, waitFor)
    const before = book.matches.get(match)
    if (before && !identity.trial) return { id, entries: before.targets.map((it) => it.target), match, waits: false }
    const receipts = orRefuse(receiptsOf(book, recorded, line, shares))
    // Tried before any is recorded: what the rules refuse of one is then refused of all.
    const tried = await this.tried(receipts, exchange)
    if (identity.trial) return { id, entries: [], trial: true, ...tried }
    const made: Made[] = []
    let waits = false
    let position: string | undefined
    for (const it of receipts) {
      const answer = await this.receipt(it, exchange)
      if ('trial' in answer) continue
      position = answer.position ?? position
      if (answer.waits !== undefined) waits = true
      else if (answer.entryId !== undefined)
        made.push({ contract: it.contract, target: answer.entryId, amount: it.content.data.share })
    }
    void exchange.reply.status(waits ? 202 : 201)
    const entries = made.map((it) => it.target)
    if (waits || position === undefined) return { id, entries, waits, ...(position !== undefined && { position }) }
    const amount = formatAmount(made.reduce((sum, it) => sum + fenOf(it.amount), 0n))
    const targets = made.map((it) => ({ target: it.target, amount: it.amount }))
    const requested = { match, lines: [{ line, amount }], targets, waitFor: position }
    const as = (it: RequestIdentity) => oneOfSeveral(it, 'match')
    const answer = await this.recording
      .decide(ReconciliationService, 'match', id, requested, exchange, as)
      .catch(async (error: unknown) => {
        if (isSettledByAnother(error)) await this.takeBack(id, made, exchange)
        throw error
      })
    return { id, entries, match, waits, position: answer.position }
  }

  /**
   * A line is money that came once: what the ledger has of it no line is left for. What the other matched to these very receipts, as
   * rules do that find them, stands.
   */
  private async takeBack(id: string, made: readonly Made[], exchange: Exchange): Promise<void> {
    const { book } = await this.read(id, await this.reader.seen(id, undefined))
    for (const { contract, target } of made.filter((it) => !book.allocated.has(it.target))) {
      const change = { kind: 'void', voids: target, reason: SETTLED_BY_ANOTHER } as const
      const command = (it: RequestIdentity) =>
        new ChangeEntry(EngagementsRecording, contract, change, oneOfSeveral(it, `${contract}-back`))
      await this.recording.execute(ENGAGEMENTS, contract, command, exchange)
    }
  }

  private async tried(receipts: readonly ReceiptOfContract[], exchange: Exchange) {
    const answers: Brought[] = []
    for (const it of receipts) answers.push((await this.receipt(it, exchange, { trial: true })) as Brought)
    return {
      waits: answers.some((it) => it.waits !== undefined),
      warnings: answers.flatMap((it) => it.warnings ?? []),
      because: answers.flatMap((it) => it.waits?.because ?? []),
    }
  }

  private async read(id: string, waitFor: string | undefined) {
    const { book, targets, waiting } = await this.reader.bookAndTargets(id, { waitFor })
    return { book, recorded: { targets, waiting, openOf: await inTurns(openTargets(book, targets)) } }
  }

  private receipt({ contract, content }: ReceiptOfContract, exchange: Exchange, more: Partial<RequestIdentity> = {}) {
    const command = (it: RequestIdentity) =>
      new RecordEntry(EngagementsRecording, contract, content, { ...oneOfSeveral(it, contract), ...more })
    return this.recording.execute(ENGAGEMENTS, contract, command, exchange)
  }
}

/** What the trial of one receipt tells. */
interface Brought {
  readonly warnings?: readonly ShapeOf<typeof ENTRY_WARNING>[]
  readonly waits?: { readonly because: readonly ShapeOf<typeof BECAUSE>[] }
}

/** A receipt that was recorded of the line. */
interface Made {
  readonly contract: string
  readonly target: string
  readonly amount: string
}

const SETTLED_BY_ANOTHER = '该银行流水同时由他人处理，本次登记撤回'
const isSettledByAnother = (error: unknown) =>
  error instanceof RefusalException && error.refusals.some((it) => NOTHING_LEFT.has(it.code))
const NOTHING_LEFT = new Set(['line-nothing-open', 'line-over-allocated'])

/** One request makes several entries: each under a key of its own, so that all may be sent again. */
function oneOfSeveral({ expectedRevision: _, ...identity }: RequestIdentity, what: string): RequestIdentity {
  const { idempotencyKey } = identity
  return { ...identity, ...(idempotencyKey !== undefined && { idempotencyKey: `${idempotencyKey}-${what}` }) }
}
