import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers, makeCursor, readCursor } from '@pilot-ledger/http'
import { inTurns } from '@pilot-ledger/kernel'
import type { Book } from '../domain/book'
import { openOf } from '../domain/book'
import { openTargets } from '../domain/open-targets'
import { QUEUE_KINDS } from '../domain/queue-item'
import { sureReceipts } from '../domain/sure-receipts'
import type { Target } from '../domain/targets'
import { waitingOf } from '../domain/waiting-receipts'
import { ACCOUNTS, LINES, MATCHES, QUEUES, READY_MAPS, STATEMENTS, TARGETS } from './answer-shapes'
import * as dto from './dtos'
import { readyMaps } from './ready-maps'
import { ReconciliationReader } from './reconciliation-reader'
import { accountView, explanationsOf, lineView, matchView, overlaps, proofOf, statementView, targetView } from './views'

const PAGE = 100

/** 对账: what there is at a cut, now or earlier. */
@ApiTags('对账 reconciliation')
@Controller('api/platforms')
export class ReconciliationReadingController {
  constructor(private readonly reader: ReconciliationReader) {}

  @Get(':id/reconciliation/accounts')
  @Answers(ACCOUNTS)
  async accounts(@Param('id') id: string, @Query() query: dto.ReconciliationQuery) {
    const { book, asOf } = await this.reader.book(id, query)
    return { platform: id, asOf, accounts: accountView(book, query) }
  }

  /** 常用银行的列映射: how the banks' sites for companies write their lists. */
  @Get(':id/reconciliation/ready-column-maps')
  @Answers(READY_MAPS)
  readyMaps() {
    return { readyMaps: readyMaps() }
  }

  /** Newest first; what was voided stays to be seen. */
  @Get(':id/reconciliation/statements')
  @Answers(STATEMENTS)
  async statements(@Param('id') id: string, @Query() query: dto.ReconciliationQuery) {
    const { book, asOf } = await this.reader.book(id, query)
    const statements = [...book.statements.values()].filter((it) => overlaps(it, query)).reverse()
    return { platform: id, asOf, statements: statements.map((it) => statementView(book, it)) }
  }

  @Get(':id/reconciliation/lines')
  @Answers(LINES)
  async lines(@Param('id') id: string, @Query() query: dto.LinesQuery) {
    const { book, asOf, at, cut, waiting, targets } = await this.at(id, query)
    const all = [...book.lines.values()].filter(
      (it) =>
        within(it.day, query) &&
        (query.statement === undefined || it.statement === query.statement) &&
        (query.state === undefined || openOf(it) > 0n === (query.state === 'open')),
    )
    const { rows, ...page } = paged(all, query, id, at, cut)
    const [of, explained] = [matchesOf(book), explanationsOf(book)]
    const came = rows.filter((it) => it.direction === 'credit' && openOf(it) > 0n)
    const recorded = { targets, waiting, openOf: await inTurns(openTargets(book, came.length > 0 ? targets : [])) }
    const sure = await inTurns(sureReceipts(book, recorded, came))
    return {
      platform: id,
      asOf,
      ...page,
      lines: rows.map((it) =>
        lineView(it, waitingOf(it, waiting), of.get(it.id), explained.get(it.id), sure.get(it.id)),
      ),
    }
  }

  @Get(':id/reconciliation/targets')
  @Answers(TARGETS)
  async targets(@Param('id') id: string, @Query() query: dto.TargetsQuery) {
    const place = placeOf(query, id)
    const { book, asOf, targets, cut } = await this.reader.bookAndTargets(id, again(query, place))
    const left = await inTurns(openTargets(book, targets))
    const openOf = (it: Target) => left.get(it.id) ?? 0n
    const all = targets.filter(
      (it) => within(it.day, query) && (query.state === undefined || openOf(it) > 0n === (query.state === 'open')),
    )
    const { rows, ...page } = paged(all, query, id, place?.at ?? 0, cut)
    return { platform: id, asOf, ...page, targets: rows.map((it) => targetView(it, openOf(it))) }
  }

  @Get(':id/reconciliation/matches')
  @Answers(MATCHES)
  async matches(@Param('id') id: string, @Query() query: dto.MatchesQuery) {
    const place = placeOf(query, id)
    const { book, asOf, targets, cut } = await this.reader.bookAndTargets(id, again(query, place))
    const all = [...book.matches.values()].filter(
      (it) =>
        (query.state === undefined || it.state === query.state) &&
        (it.lines.length === 0 || it.lines.some(({ line }) => within(book.lines.get(line)?.day, query))),
    )
    const { rows, ...page } = paged(all, query, id, place?.at ?? 0, cut)
    const shown = new Set(rows.flatMap((it) => it.targets.map(({ target }) => target)))
    const known = new Map(targets.flatMap((it) => (shown.has(it.id) ? [[it.id, it] as const] : [])))
    return { platform: id, asOf, ...page, matches: rows.map((it) => matchView(book, known, it)) }
  }

  /** With `to` as at a close: what is dated later is left out, and statements must reach that day. */
  @Get(':id/reconciliation/queues')
  @Answers(QUEUES)
  async queues(@Param('id') id: string, @Query() query: dto.QueuesQuery) {
    const place = placeOf(query, id)
    const { book, books, asOf, targets, cut } = await this.reader.bookAndTargets(id, again(query, place))
    const upTo = query.to
    const items = await books.queues(book, targets, upTo)
    const dated = items.filter((it) => query.from === undefined || it.day >= query.from)
    const counts = Object.fromEntries(QUEUE_KINDS.map((kind) => [kind, { open: 0, waived: 0 }]))
    for (const { kind, waived } of dated) counts[kind][waived ? 'waived' : 'open']++
    const requested = dated.filter((it) => query.kind === undefined || it.kind === query.kind)
    const { rows, ...page } = paged(requested, query, id, place?.at ?? 0, cut)
    const until = upTo === undefined ? {} : { upTo }
    const proof = proofOf(book)
    return {
      platform: id,
      asOf,
      ...until,
      counts,
      proof,
      ...page,
      items: rows.map(({ finding: _finding, ...it }) => it),
    }
  }

  private async at(id: string, query: dto.PagedQuery) {
    const place = placeOf(query, id)
    return { ...(await this.reader.bookAndTargets(id, again(query, place))), at: place?.at ?? 0 }
  }
}

type Place = { readonly at: number; readonly cut: number }
type Within = { readonly from?: string; readonly to?: string }

const within = (day: string | undefined, { from, to }: Within) =>
  day === undefined || ((from === undefined || day >= from) && (to === undefined || day <= to))

/** The question a cursor belongs to: everything asked but where to go on and how far. */
function questionOf({ cursor: _cursor, limit: _limit, waitFor: _waitFor, ...requested }: dto.PagedQuery, id: string) {
  return { ...requested, id }
}
const placeOf = (query: dto.PagedQuery, id: string) => readCursor<Place>(questionOf(query, id), query.cursor)

/** Further pages are of the answer that was begun. */
const again = ({ asOf, waitFor }: dto.PagedQuery, place: Place | undefined) =>
  place ? { asOf: String(place.cut) } : { asOf, waitFor }

function paged<T>(all: readonly T[], query: dto.PagedQuery, id: string, at: number, cut: number) {
  const end = at + Number(query.limit ?? PAGE)
  const more = end < all.length ? { next: makeCursor(questionOf(query, id), { at: end, cut }) } : {}
  return { total: all.length, rows: all.slice(at, end), ...more }
}

function matchesOf(book: Book): Map<string, string[]> {
  const of = new Map<string, string[]>()
  for (const match of book.matches.values()) {
    if (match.state === 'undone') continue
    for (const { line } of match.lines) of.set(line, [...(of.get(line) ?? []), match.match])
  }
  return of
}
