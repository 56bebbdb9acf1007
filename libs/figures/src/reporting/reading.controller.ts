import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { Answers, makeCursor, orRefuse, readCursor, tagRevision } from '@pilot-ledger/http'
import { CUT, refuse } from '@pilot-ledger/kernel'
import { type PlatformContent, platformStream } from '@pilot-ledger/platforms'
import { contentsAt } from '@pilot-ledger/recording'
import type { FastifyReply } from 'fastify'
import { knownOfPlatform } from '../queries/known-of-platform'
import {
  ENGAGEMENT,
  ENGAGEMENT_ENTRIES,
  ENGAGEMENTS,
  FOUND,
  KNOWN_OF_PLATFORM,
  LOG_ENTRIES,
  OVER_SHARED,
  OVER_SHARED_OF_PLATFORMS,
  PLATFORMS,
  PROPOSALS,
  WARNING_COUNTS,
} from './answer-shapes'
import { cutView } from './cut'
import { EngagementsService } from './engagements.service'
import { entryView } from './entry-view'
import { FiguresService, recognisedFrom } from './figures.service'
import { ProposalsService } from './proposals.service'
import {
  EngagementQuery,
  EngagementsQuery,
  EntriesQuery,
  ListQuery,
  PlatformsQuery,
  ProposalsQuery,
  SearchQuery,
  WaitQuery,
  WarningsQuery,
} from './queries'
import { SearchService } from './search.service'
import { overSharedDocuments } from './shared-documents'
import { EVENT_LOG, type LogReading } from './tokens'

const PAGE = 100

/** 查阅: contracts, platforms and the log itself. */
@ApiTags('查阅 reading')
@Controller('api')
export class ReadingController {
  constructor(
    private readonly engagements: EngagementsService,
    private readonly figures: FiguresService,
    private readonly proposals: ProposalsService,
    private readonly searching: SearchService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /** 截止: the sequence and instant that a cut means, and where the ledger stands now: cheap enough to be asked every second. */
  @Get('cut')
  @Answers(CUT)
  cut(@Query() query: EngagementQuery) {
    return this.figures.cut(query)
  }

  @Get('engagements')
  @Answers(ENGAGEMENTS)
  list(@Query() query: EngagementsQuery) {
    return this.engagements.list(query)
  }

  /** 搜索: by a part of a number or a name, whatever the contracts that one may see have. */
  @Get('search')
  @Answers(FOUND)
  search(@Query() query: SearchQuery) {
    return this.searching.find(query)
  }

  @Get('warnings')
  @Answers(WARNING_COUNTS)
  warnings(@Query() query: WarningsQuery) {
    return this.engagements.warnings(query)
  }

  @Get('engagements/:id')
  @Answers(ENGAGEMENT)
  async one(@Param('id') id: string, @Query() query: EngagementQuery, @Res({ passthrough: true }) reply: FastifyReply) {
    const view = await this.engagements.one(id, query)
    tagRevision(reply, view.revision)
    return view
  }

  @Get('engagements/:id/entries')
  @Answers(ENGAGEMENT_ENTRIES)
  entries(@Param('id') id: string, @Query() query: EngagementQuery) {
    return this.engagements.entries(id, query)
  }

  /** Platforms in the order of their registration. */
  @Get('platforms')
  @Answers(PLATFORMS)
  async platforms(@Query() query: ListQuery) {
    const tables = await this.figures.ready(query.waitFor)
    const first = readCursor<{ at: number }>({ list: 'platforms' }, query.cursor)?.at ?? 0
    const limit = Number(query.limit ?? PAGE)
    const today = this.figures.today()
    const numbers = tables.registeredPlatforms().filter((it) => it >= first)
    const page = numbers.slice(0, limit)
    const platforms = await Promise.all(
      page.map(async (number) => {
        const id = tables.platformIds.text(number)
        const contents = await contentsAt<PlatformContent>(this.log, platformStream(id))
        const registered = contents.find((it) => it.type === 'PlatformRegistered')
        return {
          id,
          ...registered?.data,
          recognisedFrom: recognisedFrom(tables, number, tables.sequence, today),
        }
      }),
    )
    const next =
      numbers.length > limit ? makeCursor({ list: 'platforms' }, { at: page[page.length - 1] + 1 }) : undefined
    return { platforms, next }
  }

  /** 待复核: corrections and voids of old entries that wait for a second person. */
  @Get('proposals')
  @Answers(PROPOSALS)
  waiting(@Query() query: ProposalsQuery) {
    return this.proposals.list(query)
  }

  /** 已知: the clients of a platform and its usual amounts, from which its forms are filled in and against which they are held. */
  @Get('platforms/:id/known')
  @Answers(KNOWN_OF_PLATFORM)
  async known(@Param('id') id: string, @Query() { waitFor }: WaitQuery) {
    const { tables, platform } = await this.figures.platformAt(id, { waitFor })
    return { platform: id, asOf: cutView(tables, tables.sequence), ...(await knownOfPlatform(tables, platform)) }
  }

  @Get('over-shared-documents')
  @Answers(OVER_SHARED_OF_PLATFORMS)
  overSharedOfPlatforms(@Query() query: PlatformsQuery) {
    return this.figures.each(query, (it, at) => this.overShared(it, at))
  }

  /** 分摊超额: invoices and bank slips whose shares over several contracts are more than the document. */
  @Get('platforms/:id/over-shared-documents')
  @Answers(OVER_SHARED)
  async overShared(@Param('id') id: string, @Query() query: EngagementQuery) {
    const { tables, cut, platform } = await this.figures.platformAt(id, query)
    return {
      platform: id,
      asOf: cutView(tables, cut),
      documents: await overSharedDocuments(this.log, tables, platform, cut),
    }
  }

  /** The log as it is, entry by entry, after a position. */
  @Get('entries')
  @Answers(LOG_ENTRIES)
  async logEntries(@Query() query: EntriesQuery) {
    const head = await this.log.head()
    if (
      query.after !== undefined &&
      query.after !== '0' &&
      (head === undefined || this.log.compare(query.after, head) > 0)
    ) {
      orRefuse(
        refuse('cursor-from-elsewhere', {
          pointer: '/after',
          zh: '账本没有此位置',
          en: 'the log has no such position',
        }),
      )
    }
    const entries: RecordedEvent[] = []
    const after = query.after === '0' ? undefined : query.after
    for await (const page of this.log.readAll({ after, limit: Number(query.limit ?? PAGE) })) entries.push(...page)
    return {
      entries: entries.map((it) => {
        const { sequence: _sequence, ...view } = entryView(it, 0)
        return { position: it.position, ...view }
      }),
      next: entries.at(-1)?.position,
    }
  }
}
