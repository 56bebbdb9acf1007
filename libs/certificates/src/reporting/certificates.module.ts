import { join } from 'node:path'
import { type DynamicModule, Module } from '@nestjs/common'
import type { EventLog } from '@pilot-ledger/event-log'
import type { ReadModel } from '@pilot-ledger/figures'
import { LOGGER } from '@pilot-ledger/http'
import type { LedgerProof } from '@pilot-ledger/proof'
import type { Logger } from 'pino'
import { KeptRanges, MAPS } from '../completeness/kept-ranges'
import { CertificateMaker } from './certificate-maker'
import { CertificatesController } from './certificates.controller'
import { CertifiedCut } from './certified-cut'
import { CloseCertificates } from './close-certificates.service'
import { FigureCertificates } from './figure-certificates.service'
import { RecordedMaps } from './recorded-maps'
import { RegularMaps } from './regular-maps'
import { SealCertificates } from './seal-certificates.service'
import { StatementCertificates } from './statement-certificates.service'

@Module({})
class CertificatesModule {}

/** What certificates are made of. */
export interface CertifiedLedger {
  readonly model: ReadModel
  /** The store's own, in the shapes that were stored; maps are appended to it. */
  readonly stored: EventLog
  readonly proof: LedgerProof
  /** Where what follows from the log may be kept. */
  readonly folder: string
}

/** 证书 of figures, beside the figures of `figures` and the programme of `programme`. */
export function certificates(
  { model, stored, proof, folder }: CertifiedLedger,
  figures: DynamicModule,
  programme: DynamicModule,
): DynamicModule {
  const maps = new RecordedMaps(model, stored, proof, new KeptRanges(join(folder, MAPS)))
  const regular = (logger?: Logger) => new RegularMaps(maps, model, proof, (text) => logger?.warn(text))
  return {
    module: CertificatesModule,
    imports: [figures, programme],
    controllers: [CertificatesController],
    providers: [
      CertifiedCut,
      FigureCertificates,
      CloseCertificates,
      SealCertificates,
      StatementCertificates,
      { provide: CertificateMaker, useFactory: () => new CertificateMaker(model, stored, proof, maps) },
      { provide: RegularMaps, inject: [{ token: LOGGER, optional: true }], useFactory: regular },
    ],
    exports: [CertificateMaker],
  }
}
