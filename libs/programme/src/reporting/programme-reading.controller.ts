import { Controller, Get, Header, Param, Query, Req, Res, StreamableFile } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { ChangesQuery, FiguresQuery, RowsQuery } from '@pilot-ledger/figures/reporting'
import { Answers, makeCursor, readCursor, tagRevision } from '@pilot-ledger/http'
import { checkpointWords } from '@pilot-ledger/proof'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { replyAsText } from '../domain/reply-text'
import { entriesShown } from '../domain/shown'
import { programmeView, viewFor } from '../domain/view'
import * as shapes from './answer-shapes'
import { LetterService } from './letter.service'
import { ProgrammeFiguresService } from './programme-figures.service'
import { ProgrammeReader } from './programme-reader'
import { LetterQuery, ProgrammeEntriesQuery, ProgrammeQuery, ReplyQuery, TargetsQuery } from './queries'
import { ReplyService } from './reply.service'
import { TargetsService } from './targets.service'
import { PlatformWarningsService } from './warnings.service'
import { seenBy } from './who-sees'

const PAGE = 100
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** 建设计划: registers at a cut, figures with their rows, targets, and the letter. */
@ApiTags('建设计划 programme')
@Controller('api/programmes')
export class ProgrammeReadingController {
  constructor(
    private readonly reader: ProgrammeReader,
    private readonly figures: ProgrammeFiguresService,
    private readonly targetsOf: TargetsService,
    private readonly letters: LetterService,
    private readonly replies: ReplyService,
    private readonly warnings: PlatformWarningsService,
  ) {}

  @Get()
  @Answers(shapes.PROGRAMMES)
  async list(@Query() query: ProgrammeQuery) {
    const { asOf, programmes } = await this.reader.all(query)
    return {
      asOf,
      programmes: programmes.flatMap(({ id, history: { state } }) =>
        state.programme ? [{ id, ...state.programme }] : [],
      ),
    }
  }

  @Get(':programme')
  @Answers(shapes.PROGRAMME)
  async show(
    @Param('programme') id: string,
    @Query() query: ProgrammeQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const programme = await this.reader.at(id, query)
    const { history, events } = programme
    const view = programmeView(history)
    tagRevision(reply, view.revision)
    const ofPlatforms = await this.warnings.of(id, programme, seenBy(request))
    const whole = { ...view, warnings: [...view.warnings, ...ofPlatforms] }
    const unit = await this.reader.unit(programme.asOf.sequence)
    return { id, asOf: programme.asOf, ...(unit ? viewFor(whole, history, events, unit) : whole) }
  }

  /**
   * Oldest first; to a unit, those that concern it or are issued to everybody. The first page fixes the cut, and the cursor
   * carries it.
   */
  @Get(':programme/entries')
  @Answers(shapes.PROGRAMME_ENTRIES)
  async entries(@Param('programme') id: string, @Query() query: ProgrammeEntriesQuery) {
    const question = { programme: id, entriesAsOf: query.asOf ?? 'now' }
    const place = readCursor<{ next: number; cut: number }>(question, query.cursor)
    const asOf = place === undefined ? query.asOf : String(place.cut)
    const programme = await this.reader.at(id, { asOf, waitFor: query.waitFor })
    const { history } = programme
    const unit = await this.reader.unit(programme.asOf.sequence)
    const shown = unit && entriesShown(programme.events, unit)
    const events = shown ? programme.events.filter((it) => shown.has(it.id)) : programme.events
    const first = place?.next ?? 0
    const last = first + Number(query.limit ?? PAGE)
    const live = new Set(history.live.map((it) => it.id))
    const entries = events.slice(first, last).map((it) => ({
      sequence: Number(it.position),
      entryId: it.id,
      revision: it.revision,
      type: it.type,
      recordedAt: new Date(it.recordedAt).toISOString(),
      actor: it.metadata.actor,
      data: it.data,
      live: live.has(it.id),
      supersededBy: history.superseded.get(it.id),
    }))
    const next = last < events.length ? makeCursor(question, { next: last, cut: programme.asOf.sequence }) : undefined
    return { programme: id, asOf: programme.asOf, entries, next }
  }

  @Get(':programme/figures')
  @Answers(shapes.PROGRAMME_FIGURE_VALUES)
  all(@Param('programme') id: string, @Query() query: FiguresQuery) {
    return this.figures.all(id, query)
  }

  @Get(':programme/figures/changes')
  @Answers(shapes.PROGRAMME_CHANGES)
  changes(@Param('programme') id: string, @Query() query: ChangesQuery) {
    return this.figures.changes(id, query)
  }

  @Get(':programme/figures/:code/entries')
  @Answers(shapes.PROGRAMME_FIGURE_ROWS)
  rows(@Param('programme') id: string, @Param('code') code: string, @Query() query: RowsQuery) {
    return this.figures.rows(id, code, query)
  }

  @Get(':programme/published-figures')
  @Answers(shapes.PROGRAMME_PUBLISHED)
  published(@Param('programme') id: string, @Query() query: FiguresQuery) {
    return this.figures.published(id, query)
  }

  @Get(':programme/targets')
  @Answers(shapes.TARGETS)
  targets(@Param('programme') id: string, @Query() query: TargetsQuery, @Req() request: FastifyRequest) {
    return this.targetsOf.list(id, query, seenBy(request))
  }

  /** 函件对照: each statement beside the ledger's number. */
  @Get(':programme/letter')
  @Answers(shapes.LETTER)
  letter(@Param('programme') id: string, @Query() query: LetterQuery) {
    return this.letters.letter(id, query)
  }

  /** 复函草稿: the paragraphs written from the ledger, footnotes at the end. */
  @Get(':programme/letter.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  async text(@Param('programme') id: string, @Query() query: ReplyQuery) {
    const { reply, checkpoint } = await this.replies.reply(id, query)
    return replyAsText(reply, checkpoint && [checkpointWords(checkpoint)], query)
  }

  @Get(':programme/letter.docx')
  @Header('content-type', WORD)
  async document(@Param('programme') id: string, @Query() query: ReplyQuery) {
    const { reply, title, checkpoint } = await this.replies.reply(id, query)
    const name = encodeURIComponent(`${title}.docx`)
    const disposition = `attachment; filename="letter.docx"; filename*=UTF-8''${name}`
    // Loaded with the first: what makes Word files is as large as a good part of this program.
    const { replyAsDocument } = require('./reply-document') as typeof import('./reply-document')
    return new StreamableFile(await replyAsDocument(reply, title, checkpoint, query), { type: WORD, disposition })
  }
}
