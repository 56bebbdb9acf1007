import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { cutView } from '@pilot-ledger/figures/reporting'
import { orRefuse, RefusalException } from '@pilot-ledger/http'
import { formatAmount, isRefusal, parsePositiveAmount, refuse } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import type { FindingRecorded, RoundContent, SampleDrawn } from '../definitions'
import { roundRules } from '../domain/round-rules'
import type { RoundState, Sample } from '../domain/round-state'
import { DRAW_IN_WORDS } from '../domain/sampling-draw'
import {
  DEFAULT_BANDS,
  DEFAULT_STATEMENT_FROM,
  type Drawable,
  outcomeOfSample,
  planSample,
  refuseFinding,
  refuseSize,
  type SampleRequested,
} from '../domain/sampling-plan'
import { PROJECTIONS } from '../domain/sampling-projection'
import type { SampleDto } from '../rounds/dtos'
import { assessmentIn } from '../rounds/round-reading.service'
import { judged, type OnRound, type RoundDecision, RoundRequests } from '../rounds/round-requests'
import { AuditService } from './audit.service'
import { dayOfCut } from './audit-rows'
import type { AuditedFigure } from './audited'
import { AuditedRounds, type RoundRead } from './audited-rounds'
import { ContractFiles } from './contract-files'
import { WarningsAtCut } from './warnings-at-cut'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** 抽样核查 of one platform's rows in a round: the draw, its sheet, and what was found. */
@Injectable()
export class SamplesService extends RoundRequests {
  constructor(
    private readonly reading: AuditedRounds,
    private readonly audit: AuditService,
    private readonly recorder: Recorder,
  ) {
    super()
  }

  /** Refusals beside those of `planSample`: `unknown-indicator`, `indicator-by-hand`. */
  async draw({ platform, ...body }: SampleDto & { readonly platform: string }, on: OnRound): RoundDecision {
    const { strataBy, statementFrom } = body
    for (const [i, band] of (body.bands ?? []).entries()) orRefuse(parsePositiveAmount(band, `/bands/${i}`))
    const bands = body.bands ?? (strataBy === 'amount' ? DEFAULT_BANDS : undefined)
    const { state } = await on.history()
    const round = await this.reading.round(on.subject)
    const of = await this.indicator(round, platform, body.indicator)
    const requested: SampleRequested = {
      ...body,
      sample: String(state.samples.length + 1),
      platforms: [platform],
      cut: round.cut.sequence,
      ...(bands && { bands }),
      statementFrom: statementFrom ?? DEFAULT_STATEMENT_FROM,
    }
    const rows = await this.drawable(of, platform, strataBy)
    const data = planSample(requested, rows, sha256)
    if (isRefusal(data)) return data
    return (
      refuseSize(requested, rows.length) ??
      judged(roundRules, [{ type: 'SampleDrawn', data: data as SampleDrawn['data'] } satisfies RoundContent])
    )
  }

  /** The number under which an entry drew a sample. */
  async numberOf(roundId: string, entryId: string): Promise<string> {
    const { history } = await this.recorder.load(this.streamOf(roundId), roundRules)
    const drawn = history.live.find((it) => it.id === entryId)?.content
    return drawn?.type === 'SampleDrawn' ? drawn.data.sample : ''
  }

  async find(data: FindingRecorded['data'], on: OnRound): RoundDecision {
    const of = sampleOf((await on.history()).state, data.platform, data.sample)
    return refuseFinding(data, of) ?? judged(roundRules, [{ type: 'FindingRecorded', data } satisfies RoundContent])
  }

  async list(roundId: string, platform: string, waitFor: string | undefined) {
    const round = await this.reading.round(roundId, waitFor)
    assessmentIn(round.state, platform)
    const samples = round.state.samples.filter((it) => isOf(it, platform))
    return { round: roundId, platform, samples: samples.map((it) => ({ ...headOf(it), outcome: outcomeView(it) })) }
  }

  /** The sheet, and whether the same draw comes out again: from the rows at its cut, by its seed. */
  async one(roundId: string, platform: string, sample: string, waitFor: string | undefined) {
    const round = await this.reading.round(roundId, waitFor)
    const it = sampleOf(round.state, platform, sample)
    const { drawn } = it
    const of = await this.indicator(round, platform, drawn.indicator, drawn.cut)
    const again = planSample(drawn, await this.drawable(of, platform, drawn.strataBy), sha256)
    const hash = isRefusal(again) ? null : again.population.hash
    const sameRows = !isRefusal(again) && JSON.stringify(again.drawn) === JSON.stringify(drawn.drawn)
    const byRow = new Map(of.rows.map((row) => [row.row, row]))
    return {
      round: roundId,
      platform,
      ...headOf(it),
      asOf: cutView(this.reading.context.tables, drawn.cut),
      algorithm: DRAW_IN_WORDS,
      redrawn: { populationHash: hash, samePopulation: hash === drawn.population.hash, sameRows },
      rows: drawn.drawn.map((row) => {
        const known = byRow.get(row.row)
        const [found, ...superseded] = findingsOn(round, sample, platform, row.row)
        return {
          ...row,
          contractNo: known?.contractNo,
          client: known?.client,
          kind: known?.kind,
          date: known?.date,
          finding: found && { ...found, ...(superseded.length > 0 && { superseded }) },
        }
      }),
      outcome: outcomeView(it),
    }
  }

  private async indicator(round: RoundRead, platform: string, code: string, cut?: number): Promise<AuditedFigure> {
    const figures = await this.reading.figures(round, platform, cut)
    const found = figures.find((it) => it.code === code)
    if (found) return found
    throw new RefusalException([
      refuse('unknown-indicator', {
        pointer: '/indicator',
        zh: '方案中没有此账内指标',
        en: 'the scheme has no such indicator, or its number is entered by hand and has no rows',
        facts: { indicator: code, known: figures.map((it) => it.code).join(', ') },
      }),
    ])
  }

  /** `by` warning: as they stood at the cut, so that the same draw comes out later. */
  private async drawable(of: AuditedFigure, platform: string, by: SampleRequested['strataBy']): Promise<Drawable[]> {
    const { question } = of
    const { tables, cut } = question
    const files = new ContractFiles(this.audit.reads, tables, cut)
    const warnings = by === 'warning' ? new WarningsAtCut(question, files, dayOfCut(question)) : undefined
    return Promise.all(
      of.rows.map(async (it) => {
        const { contract, categories } = tables.fact(it.fact)
        return {
          platform,
          row: it.row,
          entryId: it.entryId,
          ...(it.engagement !== undefined && { engagement: it.engagement }),
          value: it.value,
          category: categories || '—',
          warned: contract !== undefined && warnings !== undefined && (await warnings.of(contract)).length > 0,
        }
      }),
    )
  }
}

const isOf = ({ drawn }: Sample, platform: string) => drawn.platforms?.length === 1 && drawn.platforms[0] === platform

function sampleOf(state: RoundState, platform: string, sample: string): Sample {
  const found = state.samples.find((it) => it.drawn.sample === sample && isOf(it, platform))
  if (found) return found
  throw new RefusalException([refuse('unknown-sample', { zh: '没有此样本', en: 'there is no such sample' })])
}

/** Newest first: the one that counts, and those whose place it took. */
function findingsOn({ events }: RoundRead, sample: string, platform: string, row: string) {
  return events
    .filter(({ type }) => type === 'FindingRecorded')
    .map(({ data, metadata, recordedAt }) => ({
      data: data as unknown as FindingRecorded['data'],
      metadata,
      recordedAt,
    }))
    .filter(({ data }) => data.sample === sample && data.platform === platform && data.row === row)
    .map(({ data: { kind, wrong, note, reason, evidence }, metadata, recordedAt }) => ({
      kind,
      wrong,
      note,
      reason,
      evidence,
      by: metadata.actor,
      at: new Date(recordedAt).toISOString(),
    }))
    .reverse()
}

function headOf({ drawn, findings }: Sample) {
  const { sample, indicator, cut, seed, method, size, strataBy, bands, statementFrom, population, strata } = drawn
  return {
    sample,
    indicator,
    cut,
    seed,
    method,
    size,
    strataBy,
    bands,
    statementFrom: statementFrom ?? DEFAULT_STATEMENT_FROM,
    population,
    strata,
    drawnRows: drawn.drawn.length,
    found: findings.length,
  }
}

const STATEMENTS = {
  'whole-examined': {
    zh: '全部行均已核查：差错额为实数，不是推断',
    en: 'every row was examined: a sum, not an estimate',
  },
  'not-all-examined': {
    zh: '样本未核查完毕，不推断总体',
    en: 'rows are still to be examined: nothing is said of the whole',
  },
  'too-small': { zh: '样本过小，不足以推断总体', en: 'the sample is too small for a statement on the whole' },
  projected: { zh: '以下为点估计，样本不给出误差界', en: 'point estimates; the sample states no bound around them' },
} as const

function outcomeView(it: Sample) {
  const { examined, errors, errorRate, sum, statement, projections } = outcomeOfSample(it)
  const money = it.drawn.drawn.some((row) => row.amount.includes('.'))
  const shown = (value: bigint) => (money ? formatAmount(value) : String(value))
  return {
    examined,
    errors,
    errorRate,
    examinedValue: shown(sum.examined),
    wrong: shown(sum.wrong),
    statement: { ...statement, ...STATEMENTS[statement.code] },
    projections: projections.map(({ name, wrong }) => ({ name, ...PROJECTIONS[name], wrong: shown(wrong) })),
  }
}
