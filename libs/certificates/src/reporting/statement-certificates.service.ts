import { Inject, Injectable } from '@nestjs/common'
import { figureOf } from '@pilot-ledger/figures'
import { EVENT_LOG, type LogReading, PublishedService } from '@pilot-ledger/figures/reporting'
import { RefusalException } from '@pilot-ledger/http'
import { type DomainEvent, type Json, refuse, type Window } from '@pilot-ledger/kernel'
import { type Comparison, type FigurePublished, platformRules, platformStream } from '@pilot-ledger/platforms'
import { ProgrammeFiguresService, ProgrammeReader } from '@pilot-ledger/programme/reporting'
import { historyAt } from '@pilot-ledger/recording'
import { neededBy, type ScopeOfOne as Scope } from '../completeness/needed'
import { tokensFor } from '../masked/tokens'
import { CertificateMaker } from './certificate-maker'
import { CertifiedCut } from './certified-cut'
import { type CertificateFile, certificateName } from './figure-certificates.service'
import type { CertificateWindow } from './queries'

const STATEMENT_CERTIFICATE = 'pilot-ledger/statement-certificate@1'
const MASKED_STATEMENT_CERTIFICATE = 'pilot-ledger/masked-statement-certificate@1'

type Stated = FigurePublished['data'] & { readonly states?: 'target'; readonly comparison: Comparison }

/** 函件对照证书: what a letter states, beside the ledger's numbers and all that they are made of. */
@Injectable()
export class StatementCertificates {
  constructor(
    private readonly published: PublishedService,
    private readonly programmes: ProgrammeReader,
    private readonly programmeFigures: ProgrammeFiguresService,
    private readonly cut: CertifiedCut,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Inject(CertificateMaker) private readonly maker: CertificateMaker,
  ) {}

  /** Refusal `unknown-publication`. */
  async ofPlatform(platform: string, statement: string, query: CertificateWindow): Promise<CertificateFile> {
    const pinned = await this.cut.pinned(query)
    const { published, window, asOf } = await this.published.compare(platform, pinned)
    const { events, history } = await historyAt(this.log, platformStream(platform), platformRules, asOf.sequence)
    return this.certified({ platform }, statement, published, {
      window,
      masked: query.masked === 'true',
      cut: asOf.sequence,
      events,
      live: history.live,
    })
  }

  /** Refusal `unknown-publication`. */
  async ofProgramme(programme: string, statement: string, query: CertificateWindow): Promise<CertificateFile> {
    const pinned = await this.cut.pinned(query)
    const { published, window, asOf } = await this.programmeFigures.published(programme, pinned)
    const { events, history } = await this.programmes.at(programme, { asOf: String(asOf.sequence) })
    return this.certified({ programme }, statement, published, {
      window,
      masked: query.masked === 'true',
      cut: asOf.sequence,
      events,
      live: history.live,
    })
  }

  private async certified(
    of: Scope,
    statement: string,
    all: readonly Stated[],
    at: StatedAt,
  ): Promise<CertificateFile> {
    const said = all.find((it) => it.publicationNo === statement)
    const figure = figureOf(said?.figure ?? '')
    const live = at.live.find((it) => numberOf(it.content) === statement)
    const entry = at.events.find((it) => it.id === live?.id)
    if (!said || !figure || !entry) throw new RefusalException([UNKNOWN_PUBLICATION])
    const { value, unit, basis, states } = said
    const { verdict, low, high, candidates } = said.comparison
    const tokens = at.masked ? tokensFor(figure) : undefined
    const content = await this.maker.make({
      format: tokens ? MASKED_STATEMENT_CERTIFICATE : STATEMENT_CERTIFICATE,
      tokens,
      cut: at.cut,
      needed: neededBy(figure, of),
      stated: {
        of: { ...of, statement },
        window: { ...at.window },
        entry: Number(entry.position),
        figure: figure.code,
        value,
        unit,
        basis,
        ...(states && { states }),
        compared: {
          verdict,
          low,
          high,
          candidates: candidates.map(
            ({ code, basis, window, value, agrees }): Json => ({ code, basis, ...window, value, agrees }),
          ),
        },
      },
    })
    const owner = 'platform' in of ? of.platform : of.programme
    return { name: certificateName(`${owner}-statement-${entry.position}-${at.cut}`, tokens), content }
  }
}

/** The stream in which it is stated, at the cut; `masked`: for outsiders. */
interface StatedAt {
  readonly masked: boolean
  readonly window: Window
  readonly cut: number
  readonly events: readonly { readonly id: string; readonly position: string }[]
  readonly live: readonly { readonly id: string; readonly content: DomainEvent }[]
}

/** Of a letter's statement its number. */
const numberOf = ({ type, data }: DomainEvent) =>
  type === 'FigurePublished' ? (data as FigurePublished['data']).publicationNo : undefined

const UNKNOWN_PUBLICATION = refuse('unknown-publication', {
  zh: '没有此编号的公布数',
  en: 'no published figure has this number',
})
