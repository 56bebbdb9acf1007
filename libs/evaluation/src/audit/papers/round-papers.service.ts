import type { Readable } from 'node:stream'
import { Inject, Injectable, Optional } from '@nestjs/common'
import type { VolumeAsked, VolumePlan } from '@pilot-ledger/evidence/volume'
import { answer, figureOf, Question, type Tables } from '@pilot-ledger/figures'
import { cutView, EVENT_LOG, type LogReading, ledgerIdentity } from '@pilot-ledger/figures/reporting'
import { RefusalException } from '@pilot-ledger/http'
import { type Provenance, provenanceOf, type Sheet, volumeHead, workbook } from '@pilot-ledger/intake/workbooks'
import { fenOf, refuse, shortened } from '@pilot-ledger/kernel'
import { PAPER_CHECKPOINTS, type PaperCheckpoints } from '@pilot-ledger/proof'
import type { Viewer } from '../../rounds/round-routes'
import { AuditedRounds, type RoundRead } from '../audited-rounds'
import { SamplesService } from '../samples.service'
import { deductions } from './deductions'
import { evidenceOfResult } from './evidence-of-result'
import { MASK_NOTE, Mask } from './mask'
import { notice } from './notice'
import { resultOf, standingOf } from './result-of-round'
import { indicatorsOfView, type ResultView, roundLine, titleOfView } from './result-view'
import { sampleSheet } from './sample-sheet'
import { selfAssessment } from './self-assessment'
import { type SummaryFigures, summary } from './summary'

const SHEETS = { 'deductions.xlsx': deductions, 'notice.xlsx': notice } as const
const SELF_ASSESSMENT = 'self-assessment.xlsx'
export const ROUND_PAPERS = [SELF_ASSESSMENT, ...Object.keys(SHEETS), 'notice.docx'] as readonly string[]

export interface PaperRequested {
  readonly masked: boolean
  readonly viewer: Viewer
  readonly waitFor?: string
}

export interface VolumeRequested {
  readonly viewer: Viewer
  readonly asOf?: string
  readonly waitFor?: string
}

export interface PaperFile {
  readonly content: Readable | Buffer
  /** Plain, and with its Chinese name. */
  readonly names: readonly [string, string]
}

/** 报表 of a round, open or masked. */
@Injectable()
export class RoundPapersService {
  constructor(
    private readonly reading: AuditedRounds,
    private readonly samples: SamplesService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Optional() @Inject(PAPER_CHECKPOINTS) private readonly checkpoints?: PaperCheckpoints,
  ) {}

  /** Refusal `unknown-paper`, with those that there are. */
  async ofPlatform(roundId: string, platform: string, name: string, requested: PaperRequested): Promise<PaperFile> {
    if (!ROUND_PAPERS.includes(name)) throw unknownPaper(name)
    const { masked, viewer, waitFor } = requested
    const round = await this.reading.round(roundId, waitFor)
    const open = await resultOf(this.reading, round, platform, viewer)
    const view = masked ? this.mask(round, open).view(open) : open
    const [stem, ending] = name.split('.')
    const zh = { 'self-assessment': '绩效自评表', deductions: '核减明细', notice: '结果通知' }[stem] as string
    const names = [
      `${stem}-${round.state.opened.roundNo.replace(/[^\w-]/g, '_')}-${view.cut}.${ending}`,
      `${view.platform.name} ${zh} ${round.state.opened.roundNo}${masked ? '（隐名）' : ''}.${ending}`,
    ] as const
    if (name === 'notice.docx') {
      // Loaded with the first: what makes Word files is as large as a good part of this program.
      const { noticeDocument } = require('./notice-docx') as typeof import('./notice-docx')
      return { content: await noticeDocument(view, (await this.provenance(view.cut)).checkpoint), names }
    }
    const sheet: Sheet =
      name === SELF_ASSESSMENT
        ? selfAssessment(view, await this.evidence(round, platform, viewer))
        : SHEETS[name as keyof typeof SHEETS](view)
    const noted = masked ? { ...sheet, notes: [...sheet.notes, MASK_NOTE] } : sheet
    return { content: workbook([noted], await this.provenance(view.cut)), names }
  }

  /** 抽样核查表 of one sample. */
  async sample(roundId: string, platform: string, sample: string, waitFor?: string): Promise<PaperFile> {
    const drawn = await this.samples.one(roundId, platform, sample, waitFor)
    const view = await resultOf(this.reading, await this.reading.round(roundId), platform, {})
    const names = [`sample-${sample}.xlsx`, `${view.platform.name} 抽样核查表 ${sample}.xlsx`] as const
    return { content: workbook([sampleSheet(drawn, view)], await this.provenance(drawn.cut)), names }
  }

  async summary(roundId: string, waitFor?: string): Promise<PaperFile> {
    const round = await this.reading.round(roundId, waitFor)
    const lines = []
    for (const { platform } of round.state.assessments) {
      const view = await resultOf(this.reading, round, platform, {})
      lines.push({ view, figures: this.figures(view) })
    }
    const { roundNo, title } = round.state.opened
    const names = [`summary-${roundNo.replace(/[^\w-]/g, '_')}.xlsx`, `${title} 汇总表.xlsx`] as const
    return { content: workbook([summary(lines)], await this.provenance(round.cut.sequence)), names }
  }

  /** 佐证材料汇编: what 绩效自评表 numbers, as given up to `asOf`; of a sealed result up to its sealing. */
  async volume(
    roundId: string,
    platform: string,
    { viewer, asOf, waitFor }: VolumeRequested,
  ): Promise<{ readonly asked: VolumeAsked; readonly plan: VolumePlan }> {
    const round = await this.reading.round(roundId, waitFor)
    const { sealed, window, platform: named } = await standingOf(this.reading, round, platform, viewer)
    const upTo = this.reading.context.asOf(asOf)
    const { cut, plan } = await evidenceOfResult(this.reading, this.log, round, platform, sealed, upTo)
    const title = titleOfView({ platform: named, sealed: sealed?.mark }, '佐证材料汇编')
    const head = volumeHead(title, window, await this.provenance(cut))
    const lines = [roundLine(round.state.opened), ...head.lines]
    return { asked: { platform, list: `round ${round.id}`, window, cut, head: { ...head, lines } }, plan }
  }

  private async evidence(round: RoundRead, platform: string, viewer: Viewer) {
    const { sealed } = await standingOf(this.reading, round, platform, viewer)
    return evidenceOfResult(this.reading, this.log, round, platform, sealed)
  }

  private figures({ window, cut, platform }: ResultView): SummaryFigures {
    const { tables } = this.reading.context
    const question = new Question(tables, window, cut, tables.platformIds.find(platform.id))
    const figures = SUMMARY_FIGURES.flatMap((code) => figureOf(code) ?? [])
    const [projects, clients, signed, received, varieties] = answer(question, figures)
    const part = (basis: string) => fenOf(signed.refused?.parts.find((it) => it.taxBasis === basis)?.value ?? '0.00')
    return {
      projects: Number(projects.value),
      clients: Number(clients.value),
      contractAmount: signed.refused
        ? { inclusive: part('inclusive'), exclusive: part('exclusive') }
        : fenOf(signed.value as string),
      receivedAmount: fenOf(received.value as string),
      varieties: Number(varieties.value),
    }
  }

  /** Under the key that the log keeps: the id of the entry that opened the round. */
  private mask(round: RoundRead, view: ResultView): Mask {
    const { clients, products } = namesOf(this.reading.context.tables, view.platform.id)
    // Names as they were signed, where a client is called otherwise since.
    for (const { struck } of indicatorsOfView(view)) for (const { client } of struck) if (client) clients.add(client)
    return new Mask(round.events[0].id, { clients, products })
  }

  private async provenance(cut: number): Promise<Provenance> {
    const { tables } = this.reading.context
    return provenanceOf(cutView(tables, cut), await ledgerIdentity(this.log, tables, cut), this.checkpoints)
  }
}

const SUMMARY_FIGURES = ['projects', 'clients', 'contractAmount', 'receivedAmount', 'approvals']

/** Every client and product that a contract of the platform names. */
function namesOf(tables: Tables, platformId: string) {
  const [clients, products] = [new Set<string>(), new Set<string>()]
  const platform = tables.platformIds.find(platformId)
  for (const it of platform === undefined ? [] : tables.contractsOf(platform)) {
    const { clientName, products: named } = tables.contract(it)
    if (clientName !== '') clients.add(clientName)
    for (const product of named.split('、')) if (product !== '') products.add(product)
  }
  return { clients, products }
}

function unknownPaper(name: string) {
  return new RefusalException([
    refuse('unknown-paper', {
      zh: '没有此报表',
      en: 'there is no such paper',
      facts: { paper: shortened(name, 64), known: ROUND_PAPERS.join(', ') },
    }),
  ])
}
