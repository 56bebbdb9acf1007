import { Inject, Injectable } from '@nestjs/common'
import { FiguresService } from '@pilot-ledger/figures/reporting'
import { CertificateMaker } from './certificate-maker'
import type { CertificateCut } from './queries'

/** 截止 of what is certified. */
@Injectable()
export class CertifiedCut {
  constructor(
    private readonly figures: FiguresService,
    @Inject(CertificateMaker) private readonly maker: CertificateMaker,
  ) {}

  /** Without a cut, that of now: what the ledger notes of itself is no part of anything certified. */
  async pinned<Query extends CertificateCut>(query: Query): Promise<Query> {
    if (query.asOf !== undefined) return query
    await this.figures.ready(query.waitFor)
    return { ...query, asOf: String(this.maker.now()) }
  }
}
