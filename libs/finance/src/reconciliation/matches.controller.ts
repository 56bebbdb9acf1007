import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common'
import { Answers } from '@pilot-ledger/http'
import { fenOf, RECORDED } from '@pilot-ledger/kernel'
import { type Exchange, HttpExchange, RecordingHeaders, RecordingService } from '@pilot-ledger/recording'
import type { BookMatch } from '../domain/book'
import { DEFAULT_SETTINGS, type MatchingSettings } from '../domain/matching-terms'
import { withoutWaiting } from '../domain/waiting-receipts'
import { MATCH_RECORDED, RUN_RECORDED, SUGGESTIONS } from './answer-shapes'
import * as dto from './dtos'
import { PlatformTurns } from './platform-turns'
import { ReconciliationService, requestedId } from './reconciliation.service'
import { ReconciliationReader } from './reconciliation-reader'
import { suggestionsView } from './views'

/** 匹配、调整与暂缓. */
@RecordingHeaders('对账 reconciliation', '对账记录的 ETag；不符则 412')
@Controller('api/platforms/:id/reconciliation')
export class MatchesController {
  constructor(
    private readonly recording: RecordingService,
    private readonly reconciliation: ReconciliationService,
    private readonly reader: ReconciliationReader,
    private readonly turns: PlatformTurns,
  ) {}

  /** What the rules find, without recording anything: the very function that a run records. */
  @Post('matches/suggestions')
  @HttpCode(200)
  @Answers(SUGGESTIONS)
  async suggestions(
    @Param('id') id: string,
    @Body() body: dto.MatchingSettingsDto,
    @Query() { waitFor }: dto.WaitQuery,
  ) {
    const { book, books, targets, waiting, asOf } = await this.reader.bookAndTargets(id, { waitFor })
    const found = withoutWaiting(await books.matching(book, targets, settingsOf(body)), book, waiting)
    return { platform: id, asOf, ...suggestionsView(found, book) }
  }

  /** Records what the rules find: what is certain is confirmed, the rest waits as suggested. What is ambiguous waits in its queue. */
  @Post('matches/runs')
  @Answers(RUN_RECORDED)
  async run(
    @Param('id') id: string,
    @Body() body: dto.MatchingSettingsDto,
    @Query() { waitFor }: dto.WaitQuery,
    @HttpExchange() exchange: Exchange,
  ) {
    const settings = settingsOf(body)
    const answer = await this.inTurn(id, waitFor, (seen) =>
      this.recording.decide(ReconciliationService, 'run', id, { settings, ...seen }, exchange),
    )
    const made = new Set(answer.entryIds)
    const book = await this.reconciliation.book(id)
    const { targets, waiting } = await this.reader.recorded(id, waitFor)
    const matches = [...book.matches.values()].filter((it) => made.has(it.entry))
    const counted = (state: BookMatch['state'], charges: boolean) =>
      matches.filter((it) => it.state === state && (it.rule === 'bankCharge') === charges).length
    const { proposals } = withoutWaiting(
      await this.reconciliation.books.matching(book, targets, settings),
      book,
      waiting,
    )
    return {
      ...answer,
      matches: matches.map((it) => it.match),
      confirmed: counted('confirmed', false),
      charges: counted('confirmed', true),
      suggested: counted('suggested', false),
      left: proposals.length,
    }
  }

  @Post('matches')
  @Answers(MATCH_RECORDED)
  async match(
    @Param('id') id: string,
    @Body() body: dto.MatchDto,
    @Query() { waitFor }: dto.WaitQuery,
    @HttpExchange() exchange: Exchange,
  ) {
    const match = requestedId(this.recording.identity(exchange), id)
    const answer = await this.inTurn(id, waitFor, (seen) =>
      this.recording.decide(ReconciliationService, 'match', id, { ...body, match, ...seen }, exchange),
    )
    return { ...answer, match }
  }

  @Post('matches/:match/confirmation')
  @Answers(MATCH_RECORDED)
  async confirm(
    @Param('id') id: string,
    @Param('match') match: string,
    @Body() { adjustment }: dto.ConfirmationDto,
    @Query() { waitFor }: dto.WaitQuery,
    @HttpExchange() exchange: Exchange,
  ) {
    const answer = await this.inTurn(id, waitFor, (seen) =>
      this.recording.decide(ReconciliationService, 'confirm', id, { match, adjustment, ...seen }, exchange),
    )
    return { ...answer, match }
  }

  @Post('matches/:match/undoing')
  @Answers(MATCH_RECORDED)
  async undo(
    @Param('id') id: string,
    @Param('match') match: string,
    @Body() { reason }: dto.ReasonDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return { ...(await this.recording.decide(ReconciliationService, 'undo', id, { match, reason }, exchange)), match }
  }

  @Post('adjustments')
  @Answers(RECORDED)
  adjust(@Param('id') id: string, @Body() body: dto.LineAdjustmentDto, @HttpExchange() exchange: Exchange) {
    return this.inTurn(id, undefined, (seen) =>
      this.recording.decide(ReconciliationService, 'adjust', id, { ...body, ...seen }, exchange),
    )
  }

  @Post('lines/:line/setting-aside')
  @Answers(RECORDED)
  setAside(
    @Param('id') id: string,
    @Param('line') line: string,
    @Body() { reason }: dto.ReasonDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.inTurn(id, undefined, (seen) =>
      this.recording.decide(ReconciliationService, 'setAside', id, { line, reason, ...seen }, exchange),
    )
  }

  @Post('waivers')
  @Answers(RECORDED)
  waive(
    @Param('id') id: string,
    @Body() requested: dto.WaiverDto,
    @Query() { waitFor }: dto.WaitQuery,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.recording.decide(ReconciliationService, 'waive', id, { ...requested, waitFor }, exchange)
  }

  @Post('voids')
  @Answers(RECORDED)
  void(@Param('id') id: string, @Body() body: dto.ReconciliationVoidDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(ReconciliationService, 'void', id, body, exchange)
  }

  /** Behind whoever settles a line of the platform at this moment, and with all that he recorded. */
  private inTurn<T>(
    id: string,
    asked: string | undefined,
    work: (seen: { readonly waitFor?: string }) => Promise<T>,
  ): Promise<T> {
    return this.turns.take(id, async () => work({ waitFor: await this.reader.seen(id, asked) }))
  }
}

const settingsOf = ({
  tolerance,
  days,
  certainDays,
  shortReference,
  mostFee,
}: dto.MatchingSettingsDto): MatchingSettings => ({
  tolerance: tolerance === undefined ? DEFAULT_SETTINGS.tolerance : fenOf(tolerance),
  days: days ?? DEFAULT_SETTINGS.days,
  certain: {
    days: certainDays ?? DEFAULT_SETTINGS.certain.days,
    shortReference: shortReference ?? DEFAULT_SETTINGS.certain.shortReference,
  },
  mostFee: mostFee === undefined ? DEFAULT_SETTINGS.mostFee : fenOf(mostFee),
})
