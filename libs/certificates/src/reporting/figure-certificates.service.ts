import { Inject, Injectable } from '@nestjs/common'
import {
  answer,
  answerAllInTurns,
  type FigureDefinition,
  type FigureValue,
  PLATFORM_FIGURES,
  PROGRAMME_FIGURES,
  type Question,
} from '@pilot-ledger/figures'
import { FiguresService, figureNamed } from '@pilot-ledger/figures/reporting'
import type { Json } from '@pilot-ledger/kernel'
import { ProgrammeReader } from '@pilot-ledger/programme/reporting'
import { neededBy, type Scope } from '../completeness/needed'
import { tokensFor } from '../masked/tokens'
import { CertificateMaker } from './certificate-maker'
import { CertifiedCut } from './certified-cut'
import type { Part } from './pieces'
import type { CertificateWindow, TotalCertificateQuery } from './queries'

export const FIGURE_CERTIFICATE = 'pilot-ledger/figure-certificate@1'
/** The same for outsiders: neither client, product nor title. */
export const MASKED_CERTIFICATE = 'pilot-ledger/masked-certificate@1'

/** A file to be handed over, under the name that says what it is of. */
export interface CertificateFile {
  readonly name: string
  /** Byte for byte. */
  readonly content: readonly Part[]
}

/** 指标证书: a figure of a platform, of several, or of a programme, with all that it is made of. */
@Injectable()
export class FigureCertificates {
  constructor(
    private readonly figures: FiguresService,
    private readonly programmes: ProgrammeReader,
    private readonly cut: CertifiedCut,
    @Inject(CertificateMaker) private readonly maker: CertificateMaker,
  ) {}

  async ofPlatform(platform: string, code: string, query: CertificateWindow): Promise<CertificateFile> {
    const figure = figureNamed(code, PLATFORM_FIGURES)
    const { question } = await this.figures.ask(platform, await this.cut.pinned(query))
    return this.certified(figure, { platform }, question, answer(question, [figure])[0], query)
  }

  async ofTotal(code: string, query: TotalCertificateQuery): Promise<CertificateFile> {
    const figure = figureNamed(code, PLATFORM_FIGURES)
    const { question } = await this.figures.ask(undefined, await this.cut.pinned(query))
    const ids = query.platforms && [...new Set(query.platforms.split(','))].sort()
    const { tables, cut } = question
    const only = ids && new Set(ids.map((it) => this.figures.platformNumber(tables, it, cut)))
    const { totals } = await answerAllInTurns(question, [figure], only || undefined)
    return this.certified(figure, { platforms: ids || 'all' }, question, totals[0], query)
  }

  async ofProgramme(programme: string, code: string, query: CertificateWindow): Promise<CertificateFile> {
    const figure = figureNamed(code, PROGRAMME_FIGURES)
    const ask = this.programmes.ask(programme, figure.of === 'allRegisters')
    const { question } = await ask(await this.cut.pinned(query))
    return this.certified(figure, { programme }, question, answer(question, [figure])[0], query)
  }

  private async certified(
    figure: FigureDefinition,
    of: Scope,
    { window, cut }: Question,
    value: FigureValue,
    { masked }: CertificateWindow,
  ): Promise<CertificateFile> {
    const { code, version, zh, en, definition: text } = figure
    const definition = { code, version, zh, en, text: { ...text } }
    const stated = { definition, of: { ...of }, window: { ...window }, value: statedValue(value) }
    const needed = neededBy(figure, of)
    const tokens = masked === 'true' ? tokensFor(figure) : undefined
    const format = tokens ? MASKED_CERTIFICATE : FIGURE_CERTIFICATE
    const content = await this.maker.make({ format, cut, needed, stated, tokens })
    return { name: certificateName(`${ownerIn(of)}-${code}-${cut}`, tokens), content }
  }
}

/** What a file is called; one for outsiders says so. */
export const certificateName = (of: string, masked: object | undefined) =>
  `${of}${masked ? '.masked' : ''}.certificate.json`

/** Where both tax bases stand there, of each its own. */
function statedValue({ value, refused }: FigureValue): Json {
  if (value !== null) return value
  return Object.fromEntries((refused?.parts ?? []).map((it) => [it.taxBasis, it.value]))
}

function ownerIn(of: Scope): string {
  if ('platform' in of) return of.platform
  return 'programme' in of ? of.programme : 'platforms'
}
