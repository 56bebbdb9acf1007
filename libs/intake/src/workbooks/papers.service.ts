import { Inject, Injectable, Optional } from '@nestjs/common'
import { Question } from '@pilot-ledger/figures'
import { EVENT_LOG, FiguresService, type LogReading, ledgerIdentity } from '@pilot-ledger/figures/reporting'
import { RefusalException } from '@pilot-ledger/http'
import { refuse, shortened } from '@pilot-ledger/kernel'
import { PAPER_CHECKPOINTS, type PaperCheckpoints } from '@pilot-ledger/proof'
import { liveRegister } from '../journals/live-entries'
import { type Provenance, provenanceOf } from './heading'
import type { Paper, PlatformRequested, Requested } from './paper'
import type { PaperQuery } from './paper-query'
import { PAPERS } from './papers'

/** What papers are asked of the figures, and where each comes from. */
@Injectable()
export class PapersService {
  constructor(
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Optional() @Inject(PAPER_CHECKPOINTS) private readonly checkpoints?: PaperCheckpoints,
  ) {}

  /** Of one platform, or of all that are registered at the cut, in the order of their registration. */
  async ask(
    platformId: string | undefined,
    query: PaperQuery,
  ): Promise<{ requested: Requested; provenance: Provenance }> {
    const { from, to, asOf, waitFor } = query
    const { question, header } = await this.figures.ask(platformId, { from, to, asOf, waitFor })
    const { tables, window, cut, platform } = question
    const numbers = platform === undefined ? Array.from({ length: tables.platformIds.length }, (_, i) => i) : [platform]
    const platforms: PlatformRequested[] = []
    for (const number of numbers) {
      const register = await liveRegister(this.log, tables, number, cut)
      const registration = register.state.registration
      if (!registration && platform === undefined) continue
      platforms.push({
        id: tables.platformIds.text(number),
        name: registration?.name ?? '',
        register,
        question: platform === undefined ? new Question(tables, window, cut, number) : question,
      })
    }
    const requested: Requested = { log: this.log, tables, window, cut, platforms, whole: question }
    const identity = await ledgerIdentity(this.log, tables, cut)
    return { requested, provenance: await provenanceOf(header.asOf, identity, this.checkpoints) }
  }
}

export const PAPER_FORMS = ['csv', 'json'] as const

/** `contracts.csv` → the paper and its form. Refusal: `unknown-paper`, with those that there are. */
export function paperNamed(name: string): { paper: Paper; form: (typeof PAPER_FORMS)[number] } {
  const dot = name.lastIndexOf('.')
  const paper = PAPERS.find((it) => it.code === name.slice(0, dot))
  const form = PAPER_FORMS.find((it) => it === name.slice(dot + 1))
  if (paper && form) return { paper, form }
  throw new RefusalException([
    refuse('unknown-paper', {
      zh: '没有此报表',
      en: 'there is no such paper',
      facts: {
        paper: shortened(name, 64),
        known: PAPERS.flatMap((it) => PAPER_FORMS.map((end) => `${it.code}.${end}`)).join(', '),
      },
    }),
  ])
}
