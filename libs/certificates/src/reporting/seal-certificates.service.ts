import { Inject, Injectable } from '@nestjs/common'
import { NOT_SEALED, type ResultSealed, type RoundOpened, UNKNOWN_ROUND } from '@pilot-ledger/evaluation'
import { FiguresService, StreamReader } from '@pilot-ledger/figures/reporting'
import { RefusalException } from '@pilot-ledger/http'
import { type Json, refuse } from '@pilot-ledger/kernel'
import { CertificateMaker } from './certificate-maker'
import { CertifiedCut } from './certified-cut'
import type { CertificateFile } from './figure-certificates.service'
import type { SealCertificateQuery } from './queries'

const SEAL_CERTIFICATE = 'pilot-ledger/seal-certificate@1'

/** What a result tells in short; the whole of it is in the entries. */
interface Short {
  readonly total: string
  readonly grade: { readonly code: string }
  readonly subsidy?: { readonly amount: string }
}

/** 封存证书: a sealing of a round, with all contracts, rounds and registers that its scores and its subsidy are made of. */
@Injectable()
export class SealCertificates {
  constructor(
    private readonly figures: FiguresService,
    private readonly streams: StreamReader,
    private readonly cut: CertifiedCut,
    @Inject(CertificateMaker) private readonly maker: CertificateMaker,
  ) {}

  /** Refusals `seal-not-masked`, `unknown-round`, `round-not-sealed` (also: not this one by the cut, or not of such a platform). */
  async of(round: string, query: SealCertificateQuery): Promise<CertificateFile> {
    if (query.masked === 'true') throw new RefusalException([NOT_MASKED])
    const { sequence: cut } = await this.figures.cut(await this.cut.pinned(query))
    const { events } = await this.streams.stream('round', round, cut)
    if (events.length === 0) throw new RefusalException([UNKNOWN_ROUND])
    const sealed = events.flatMap(({ type, data, position }) =>
      type === 'ResultSealed' ? [{ ...(data as unknown as ResultSealed['data']), sequence: Number(position) }] : [],
    )
    const seal = query.seal === undefined ? sealed.at(-1)?.sealNo : Number(query.seal)
    const results = sealed.filter((it) => it.sealNo === seal)
    const wanted = query.platforms?.split(',') ?? results.map((it) => it.platform)
    const platforms = [...new Set(wanted)].sort()
    const own = platforms.map((id) => results.find((it) => it.platform === id))
    if (seal === undefined || own.length === 0 || own.includes(undefined)) throw new RefusalException([NOT_SEALED])
    const { scheme } = events[0].data as unknown as RoundOpened['data']
    const content = await this.maker.make({
      format: SEAL_CERTIFICATE,
      cut,
      needed: ['round/', `scheme/${scheme.id}`, 'platform/', ...platforms.map((it) => `contracts/${it}`)],
      stated: {
        of: { round, seal, scheme: scheme.id, platforms },
        entry: results[0].sequence,
        results: (own as (typeof sealed)[number][]).map(({ platform, snapshot }): Json => {
          const { total, grade, subsidy } = snapshot as Short
          return { platform, total, grade: grade.code, ...(subsidy && { subsidy: subsidy.amount }) }
        }),
      },
    })
    return { name: `${round}-seal-${seal}-${cut}.certificate.json`, content }
  }
}

/** Clients and products stand in its rows, and its hash is over them: without them it could not be made again. */
const NOT_MASKED = refuse('seal-not-masked', {
  pointer: '/masked',
  zh: '封存没有遮盖版：其哈希覆盖委托方与产品，遮去即无从重算；对外请取该平台各指标的遮盖版证书',
  en: 'a seal has no masked certificate: its hash is over clients and products, and without them it cannot be made again; for outsiders take masked certificates of the platform’s figures',
})
