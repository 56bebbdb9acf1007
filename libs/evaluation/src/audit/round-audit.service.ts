import { Injectable } from '@nestjs/common'
import { nameNow } from '@pilot-ledger/engagements'
import { cutView } from '@pilot-ledger/figures/reporting'
import { makeCursor, readCursor } from '@pilot-ledger/http'
import { contains, type JsonObject, type Window } from '@pilot-ledger/kernel'
import { sequenceOf } from '@pilot-ledger/recording'
import type { Deduction } from '../domain/counted'
import { heldStrikes } from '../domain/round-state'
import { indicatorOf } from '../domain/scheme'
import type { Snapshot } from '../domain/snapshot'
import { assessmentIn } from '../rounds/round-reading.service'
import type { Viewer } from '../rounds/round-routes'
import { AuditService, sameFamily } from './audit.service'
import type { AuditRowsQuery } from './audit-query'
import type { AuditedFigure, AuditedRow } from './audited'
import { AuditedRounds, type RoundRead } from './audited-rounds'
import { ContractFiles } from './contract-files'
import type { Moving } from './moving'

/** The audit questions over a platform's rows in a round. */
@Injectable()
export class RoundAuditService {
  constructor(
    private readonly reading: AuditedRounds,
    private readonly audit: AuditService,
  ) {}

  async ofPlatform(roundId: string, platform: string, query: AuditRowsQuery, viewer: Viewer) {
    const list: JsonObject = { list: 'round-audit', roundId, platform, question: query.question, since: query.since }
    const place = readCursor<Place>(list, query.cursor)
    // Further pages are of the answer that was begun, also while the round's cut still moves, rows are struck and rounds opened.
    const round = await this.reading.round(roundId, query.waitFor, place?.until)
    const { cut, events } = round
    const { tables } = this.reading.context
    const until = place?.until ?? Math.max(tables.sequence, sequenceOf(events[events.length - 1]))
    const sequence = place?.cut ?? cut.sequence
    const seesOthers = viewer.platforms === undefined
    // While an evaluator is at work a platform sees its own numbers only.
    const worked = seesOthers || assessmentIn(round.state, platform).verification !== undefined
    const read = await this.reading.figures(round, platform, sequence)
    const figures = worked ? read : read.map((it) => ({ ...it, strikes: [] }))
    const rounds = await this.elsewhere(round, platform, figures, until)
    const context = {
      seesOthers,
      overlaps: sameFamily,
      otherRounds: (row: AuditedRow) => rounds.flatMap(({ roundNo, counts }) => (counts(row) ? [roundNo] : [])),
    }
    const moving = figures.map((of) => ({ of, moving: this.moving(round, platform, of) }))
    const { nextAt, ...stated } = await this.audit.answer(figures, moving, query, context, place?.at ?? 0)
    return {
      round: roundId,
      platform,
      window: (figures.find((it) => it.window === undefined) ?? figures[0])?.question.window ?? null,
      asOf: cutView(tables, sequence),
      final: cut.final,
      ...stated,
      next: nextAt === undefined ? undefined : makeCursor(list, { at: nextAt, cut: sequence, until }),
    }
  }

  /**
   * An indicator as it moves from cut to cut; a strike follows its row under the names that corrections give it. `sealed`:
   * with the strikes of that result, whatever was struck or lifted since.
   */
  moving(round: RoundRead, platform: string, of: Pick<AuditedFigure, 'code' | 'question'>, sealed?: Snapshot): Moving {
    const { tables, window, platform: number } = of.question
    const indicator = indicatorOf(round.scheme.content, of.code)
    if (!indicator) throw new Error(`${of.code} is no indicator of ${round.scheme.code}`)
    const strikes = sealed ? sealedStrikes(sealed, of.code) : heldStrikes(assessmentIn(round.state, platform), of.code)
    return {
      tables,
      platform: number as number,
      window,
      scheme: round.scheme.content,
      indicator,
      struck: strikes.length > 0,
      deductionsAt: (cut, only) => {
        const requested = only === undefined ? strikes : strikes.filter((it) => it.engagement === only.engagement)
        return Promise.all(requested.map((it) => this.strikeAt(it, of, cut)))
      },
    }
  }

  private async strikeAt(strike: StruckRow, of: Pick<AuditedFigure, 'question'>, cut: number): Promise<Deduction> {
    const { row, amount, entryId, engagement } = strike
    const { tables } = of.question
    const contract = engagement === undefined ? undefined : tables.contractIds.find(engagement)
    const named = { ...(amount !== undefined && { amount }) }
    if (contract === undefined) return { row, ...named }
    const file = await new ContractFiles(this.audit.reads, tables, cut).of(contract)
    const now = nameNow(file.history, entryId)
    return { row: now === undefined ? row : row.replace(entryId, now), ...named }
  }

  /** What the platform's other rounds of the scheme count, where their windows overlap. */
  private async elsewhere(round: RoundRead, platform: string, figures: readonly AuditedFigure[], until: number) {
    if (figures.length === 0) return []
    const found: { roundNo: string; counts(row: AuditedRow): boolean }[] = []
    for (const other of await this.reading.siblings(round, platform, until)) {
      const then = Math.min(other.cut.sequence, until)
      const theirs = (await this.reading.figures(other, platform, then)).map((of) => ({
        window: of.question.window,
        keys: new Set(of.rows.map((row) => keyOf(of, row))),
      }))
      found.push({
        roundNo: other.state.opened.roundNo,
        counts: ({ of, found: row }) =>
          theirs.some(
            ({ window, keys }) =>
              // What stands at the end of a window was in it before: of everything else the day itself lies in both.
              (of.figure.shape === 'stock' ? overlap(of.question.window, window) : contains(window, row.date)) &&
              keys.has(keyOf(of, row)),
          ),
      })
    }
    return found
  }
}

/** Where a list goes on: the cut of its rows, and where the log ended when it was begun. */
type Place = Readonly<Record<'at' | 'cut' | 'until', number>>

type StruckRow = Deduction & { readonly entryId: string; readonly engagement?: string }

function sealedStrikes({ indicators }: Snapshot, code: string): StruckRow[] {
  const sealed = indicators.find((it) => it.indicator === code)
  return (sealed?.strikes ?? []).flatMap(({ row, amount }) => {
    const of = sealed?.rows.find((it) => it.row === row)
    return of ? [{ row, ...(amount !== undefined && { amount }), entryId: of.entryId, engagement: of.engagement }] : []
  })
}

/** A contract counts once for a figure, whatever its variant; what belongs to no contract by its entry. */
function keyOf({ figure }: AuditedFigure, row: { readonly engagement?: string; readonly entryId: string }): string {
  return `${figure.code.split('.')[0]} ${row.engagement ?? row.entryId}`
}

function overlap(a: Window, b: Window): boolean {
  return a.from <= b.to && b.from <= a.to
}
