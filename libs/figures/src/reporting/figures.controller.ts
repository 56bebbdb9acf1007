import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import { CATALOGUE } from '../catalogue/catalogue'
import {
  AGEING,
  AGEINGS,
  ALL_FIGURES,
  CHANGES,
  FIGURE_CATALOGUE,
  FIGURE_GROUPS,
  FIGURE_ROWS,
  PLATFORM_FIGURES,
  PUBLISHED,
  PUBLISHED_OF_PLATFORMS,
  TOTAL,
} from './answer-shapes'
import { FiguresService } from './figures.service'
import { PublishedService } from './published.service'
import { ChangesQuery, FiguresQuery, GroupsQuery, RowsQuery, TotalQuery } from './queries'

/** 统计指标: every figure in any window, as of any earlier moment, open to its rows. */
@ApiTags('统计 figures')
@Controller('api')
export class FiguresController {
  constructor(
    private readonly figures: FiguresService,
    private readonly published: PublishedService,
  ) {}

  @Get('figure-catalogue')
  @Answers(FIGURE_CATALOGUE)
  catalogue() {
    return {
      version: 1,
      figures: CATALOGUE.map(({ code, version, zh, en, unit, basis, of, shape, definition }) => ({
        code,
        version,
        zh,
        en,
        unit,
        basis,
        of,
        shape,
        definition,
      })),
    }
  }

  @Get('figures')
  @Answers(ALL_FIGURES)
  all(@Query() query: FiguresQuery) {
    return this.figures.allFigures(query)
  }

  @Get('figures/total')
  @Answers(TOTAL)
  total(@Query() query: TotalQuery) {
    return this.figures.total(query)
  }

  @Get('figures/outstanding/ageing')
  @Answers(AGEINGS)
  ageings(@Query() query: TotalQuery) {
    return this.figures.each(query, (it, at) => this.figures.ageing(it, at))
  }

  @Get('published-figures')
  @Answers(PUBLISHED_OF_PLATFORMS)
  publishedOfPlatforms(@Query() query: TotalQuery) {
    return this.figures.each(query, (it, at) => this.published.compare(it, at))
  }

  @Get('platforms/:id/figures')
  @Answers(PLATFORM_FIGURES)
  ofPlatform(@Param('id') id: string, @Query() query: FiguresQuery) {
    return this.figures.platformFigures(id, query)
  }

  @Get('platforms/:id/figures/changes')
  @Answers(CHANGES)
  changes(@Param('id') id: string, @Query() query: ChangesQuery) {
    return this.figures.changes(id, query)
  }

  @Get('platforms/:id/figures/outstanding/ageing')
  @Answers(AGEING)
  ageing(@Param('id') id: string, @Query() query: FiguresQuery) {
    return this.figures.ageing(id, query)
  }

  @Get('platforms/:id/figures/:code/entries')
  @Answers(FIGURE_ROWS)
  rows(@Param('id') id: string, @Param('code') code: string, @Query() query: RowsQuery) {
    return this.figures.rows(id, code, query)
  }

  @Get('platforms/:id/figures/:code/groups')
  @Answers(FIGURE_GROUPS)
  groups(@Param('id') id: string, @Param('code') code: string, @Query() query: GroupsQuery) {
    return this.figures.groups(id, code, query)
  }

  @Get('platforms/:id/published-figures')
  @Answers(PUBLISHED)
  publishedFigures(@Param('id') id: string, @Query() query: FiguresQuery) {
    return this.published.compare(id, query)
  }
}
