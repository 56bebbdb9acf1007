import { Body, Controller, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import { fenOf, RECORDED, refuse } from '@pilot-ledger/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Book } from '../domain/book'
import type { Explanation } from '../domain/match-commands'
import {
  decideConfirmation,
  decideLineAdjustment,
  decideMatch,
  decideUndoing,
  matchedBy,
} from '../domain/match-commands'
import { proposeIn } from '../domain/matching'
import { DEFAULT_SETTINGS, type MatchingSettings } from '../domain/matching-terms'

import { queueItems } from '../domain/queues'
import { decideSetAside, decideWaiver } from '../domain/statement-commands'
import type { Target } from '../domain/targets'
import { MATCH_RECORDED, RUN_RECORDED, SUGGESTIONS } from './answer-shapes'
import * as dto from './dtos'
import { decideVoid, ReconciliationDesk } from './reconciliation-desk'
import { ReconciliationReader } from './reconciliation-reader'
import { suggestionsView } from './views'

/** As many as fit one append; a run says how many are left. Of many shares each, fewer do. */
const MOST_OF_A_RUN = 500
const MOST_BYTES_OF_A_RUN = 600_000

function fitting<T>(found: readonly T[]): readonly T[] {
  let bytes = 0
  const over = found.findIndex((it) => {
    bytes += Buffer.byteLength(JSON.stringify(it))
    return bytes > MOST_BYTES_OF_A_RUN
  })
  return over === -1 ? found : found.slice(0, Math.max(1, over))
}

/** 匹配、调整与豁免. */
@ApiTags('对账 reconciliation')
@Controller('api/platforms')
export class MatchesController {
  constructor(
    private readonly desk: ReconciliationDesk,
    private readonly reader: ReconciliationReader,
  ) {}

  /** What the rules find, without recording anything: the very function that a run records. */
  @Post(':id/reconciliation/matches/suggestions')
  @HttpCode(200)
  @Answers(SUGGESTIONS)
  async suggestions(
    @Param('id') id: string,
    @Body() body: dto.MatchingSettingsDto,
    @Query() { waitFor }: dto.WaitQuery,
  ) {
    const { book, books, targets, asOf } = await this.reader.bookAndTargets(id, { waitFor })
    return { platform: id, asOf, ...suggestionsView(books.matching(book, targets, settingsOf(body)), book) }
  }

  /** Records what the rules find: what is certain is confirmed, the rest waits as suggested. What is ambiguous waits in its queue. */
  @Post(':id/reconciliation/matches/runs')
  @Answers(RUN_RECORDED)
  async run(
    @Param('id') id: string,
    @Body() body: dto.MatchingSettingsDto,
    @Query() { waitFor }: dto.WaitQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const settings = settingsOf(body)
    const targets = await this.reader.targets(id, waitFor)
    const identity = this.desk.identity(request)
    const decide = (book: Book) => {
      const { proposals } = proposeIn(book, targets, settings)
      if (proposals.length === 0) return NOTHING_FOUND
      const found = proposals
        .slice(0, MOST_OF_A_RUN)
        .map((it, i) => matchedBy(it, this.desk.idOf(identity, id, i), settings.tolerance))
      return fitting(found)
    }
    const answer = await this.desk.record(id, identity, decide, reply)
    const made = new Set(answer.entryIds)
    const book = await this.desk.book(id)
    const matches = [...book.matches.values()].filter((it) => made.has(it.entry)).map((it) => it.match)
    return { ...answer, matches, left: proposeIn(book, targets, settings).proposals.length }
  }

  @Post(':id/reconciliation/matches')
  @Answers(MATCH_RECORDED)
  async match(
    @Param('id') id: string,
    @Body() body: dto.MatchDto,
    @Query() { waitFor }: dto.WaitQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const targets = byId(await this.reader.targets(id, waitFor))
    const identity = this.desk.identity(request)
    const match = this.desk.idOf(identity, id)
    const asked = { ...body, adjustment: body.adjustment as Explanation | undefined, match }
    const answer = await this.desk.record(id, identity, (book) => decideMatch(book, targets, asked), reply)
    return { ...answer, match }
  }

  @Post(':id/reconciliation/matches/:match/confirmation')
  @Answers(MATCH_RECORDED)
  async confirm(
    @Param('id') id: string,
    @Param('match') match: string,
    @Body() { adjustment }: dto.ConfirmationDto,
    @Query() { waitFor }: dto.WaitQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const targets = byId(await this.reader.targets(id, waitFor))
    const decide = (book: Book) => decideConfirmation(book, targets, match, adjustment as Explanation | undefined)
    return { ...(await this.desk.record(id, this.desk.identity(request), decide, reply)), match }
  }

  @Post(':id/reconciliation/matches/:match/undoing')
  @Answers(MATCH_RECORDED)
  async undo(
    @Param('id') id: string,
    @Param('match') match: string,
    @Body() { reason }: dto.ReasonDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decide = (book: Book) => decideUndoing(book, match, reason)
    return { ...(await this.desk.record(id, this.desk.identity(request), decide, reply)), match }
  }

  @Post(':id/reconciliation/adjustments')
  @Answers(RECORDED)
  adjust(
    @Param('id') id: string,
    @Body() { line, amount, ...explained }: dto.LineAdjustmentDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decide = (book: Book) => decideLineAdjustment(book, line, amount, explained as Explanation)
    return this.desk.record(id, this.desk.identity(request), decide, reply)
  }

  @Post(':id/reconciliation/lines/:line/setting-aside')
  @Answers(RECORDED)
  setAside(
    @Param('id') id: string,
    @Param('line') line: string,
    @Body() { reason }: dto.ReasonDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decide = (book: Book) => decideSetAside(book, line, reason)
    return this.desk.record(id, this.desk.identity(request), decide, reply)
  }

  @Post(':id/reconciliation/waivers')
  @Answers(RECORDED)
  async waive(
    @Param('id') id: string,
    @Body() asked: dto.WaiverDto,
    @Query() { waitFor }: dto.WaitQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const targets = await this.reader.targets(id, waitFor)
    const { upTo } = asked
    const decide = (book: Book) => {
      const matching = proposeIn(book, targets, DEFAULT_SETTINGS)
      const open = queueItems({ book, targets, matching, upTo, statementsToTheEnd: upTo !== undefined })
      return decideWaiver(asked, new Map(open.map((it) => [it.id, it])))
    }
    return this.desk.record(id, this.desk.identity(request), decide, reply)
  }

  @Post(':id/reconciliation/voids')
  @Answers(RECORDED)
  void(
    @Param('id') id: string,
    @Body() { voids, reason }: dto.ReconciliationVoidDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decide = (_: Book, live: Parameters<typeof decideVoid>[0]) => decideVoid(live, voids, reason)
    return this.desk.record(id, this.desk.identity(request), decide, reply)
  }
}

const byId = (targets: readonly Target[]) => new Map(targets.map((it) => [it.id, it]))

const settingsOf = ({ tolerance, days, certainDays, shortReference }: dto.MatchingSettingsDto): MatchingSettings => ({
  tolerance: tolerance === undefined ? DEFAULT_SETTINGS.tolerance : fenOf(tolerance),
  days: days ?? DEFAULT_SETTINGS.days,
  certain: {
    days: certainDays ?? DEFAULT_SETTINGS.certain.days,
    shortReference: shortReference ?? DEFAULT_SETTINGS.certain.shortReference,
  },
})

const NOTHING_FOUND = refuse('nothing-to-match', {
  zh: '规则未找到可匹配的流水',
  en: 'the rules find nothing to match',
})
