import { Inject, Injectable } from '@nestjs/common'
import { FiguresService, StreamReader } from '@pilot-ledger/figures/reporting'
import { type CloseProposed, UNKNOWN_CLOSE } from '@pilot-ledger/finance'
import { RefusalException } from '@pilot-ledger/http'
import type { Json } from '@pilot-ledger/kernel'
import { tokensFor } from '../masked/tokens'
import { CertificateMaker } from './certificate-maker'
import { CertifiedCut } from './certified-cut'
import { type CertificateFile, certificateName } from './figure-certificates.service'
import type { CertificateCut } from './queries'

const CLOSE_CERTIFICATE = 'pilot-ledger/close-certificate@1'
const MASKED_CLOSE_CERTIFICATE = 'pilot-ledger/masked-close-certificate@1'

/** 结账证书: the newest close of a period, with all contracts that its totals are made of. */
@Injectable()
export class CloseCertificates {
  constructor(
    private readonly figures: FiguresService,
    private readonly streams: StreamReader,
    private readonly cut: CertifiedCut,
    @Inject(CertificateMaker) private readonly maker: CertificateMaker,
  ) {}

  /** Refusal `unknown-close` of a period that was not closed by the cut. */
  async of(platform: string, period: string, query: CertificateCut): Promise<CertificateFile> {
    const { cut } = await this.figures.platformAt(platform, await this.cut.pinned(query))
    const { events } = await this.streams.stream('closing', platform, cut)
    const own = events.filter(({ data }) => (data as { period?: string }).period === period)
    const closed = own.findLast(({ type }) => type === 'PeriodClosed')
    if (!closed) throw new RefusalException([UNKNOWN_CLOSE])
    const isReopened = own.slice(own.indexOf(closed)).some(({ type }) => type === 'PeriodReopened')
    const { from, to, totals } = closed.data as unknown as CloseProposed['data']
    // Its columns are amounts and contracts: nobody is told apart.
    const tokens = query.masked === 'true' ? tokensFor() : undefined
    const content = await this.maker.make({
      format: tokens ? MASKED_CLOSE_CERTIFICATE : CLOSE_CERTIFICATE,
      tokens,
      cut,
      needed: [`closing/${platform}`, `contracts/${platform}`, `platform/${platform}`],
      stated: {
        of: { platform, period },
        window: { from, to },
        entry: Number(closed.position),
        status: isReopened ? 'reopened' : 'closed',
        totals: totals as unknown as Json,
      },
    })
    return { name: certificateName(`${platform}-${period}-${cut}`, tokens), content }
  }
}
