import { Inject, Injectable } from '@nestjs/common'
import { dayOfNumber } from '@pilot-ledger/kernel'
import { STORE } from '../columns/store'
import { type Found, search } from '../queries/search'
import type { Tables } from '../read-model/tables'
import { cutView } from './cut'
import { entryAt } from './entry-view'
import { FiguresService, yuan } from './figures.service'
import type { SearchQuery } from './queries'
import { EVENT_LOG, type LogReading } from './tokens'

/** 搜索: what the contracts of the platforms asked for name, as the ledger stands now. */
@Injectable()
export class SearchService {
  constructor(
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  async find(query: SearchQuery) {
    const tables = await this.figures.ready(query.waitFor)
    const asked = query.platforms?.split(',').map((it) => tables.platformIds.find(it))
    const platforms = asked ?? Array.from({ length: tables.platformIds.length }, (_, i) => i)
    const known = [...new Set(platforms.filter((it) => it !== undefined))]
    const groups = await search(tables, known, query.text)
    return {
      asOf: cutView(tables, tables.sequence),
      groups: await Promise.all(
        groups.map(async ({ kind, found, more }) => ({
          kind,
          found: await Promise.all(found.map((it) => this.told(tables, it))),
          more,
        })),
      ),
    }
  }

  private async told(tables: Tables, { text, contract, fact, party, contracts }: Found) {
    const { contracts: rows, texts, keys } = tables[STORE]
    const { number, title, platform } = rows.at(contract)
    const named = fact === undefined ? undefined : tables.fact(fact)
    return {
      text,
      platform: tables.platformIds.text(platform[contract]),
      // Of what several contracts name, the newest of them.
      engagement: tables.contractIds.text(contract),
      contractNo: texts.text(number[contract]),
      title: texts.text(title[contract]),
      client: party === undefined ? undefined : keys.text(party).slice('party:'.length),
      contracts,
      entry: named && (await entryAt(this.log, tables, named.entry)).entryId,
      on: named && dayOfNumber(named.day),
      amount: named && named.fen !== 0 ? yuan(named.fen) : undefined,
    }
  }
}
