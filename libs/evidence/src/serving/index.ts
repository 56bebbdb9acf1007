import { join } from 'node:path'
import { type DynamicModule, Module } from '@nestjs/common'
import type { ReadinessCheck } from '@pilot-ledger/http'
import { PageController } from '../pages'
import { EVIDENCE_STORE, EvidenceController } from '../reading'
import { type EvidenceStore, openEvidenceStore } from '../store'
import { UPLOADS, UploadController, Uploads } from '../upload'
import type { EvidenceTold } from './settings'

export { OpeningQuery, UNKNOWN_EVIDENCE, withStoredFile } from '../reading'
export { openEvidenceStore } from '../store'
export { EVIDENCE_OPTIONS, EVIDENCE_USAGE, type EvidenceTold, evidenceTold } from './settings'
export { EVIDENCE_STORE, type EvidenceStore }

/** The papers of a ledger, open: where they lie, and what is on its way to them. */
export interface OpenEvidence {
  readonly store: EvidenceStore
  readonly uploads: Uploads
  close(): Promise<void>
}

export interface EvidenceOptions extends EvidenceTold {
  /** The data folder of this machine: unfinished uploads lie in it, and without another place the files. */
  readonly folder: string
  readonly clock?: () => number
}

/** Unfinished uploads lie beside the files, so that a finished one is only renamed; of papers that lie elsewhere, on this machine. */
export async function openEvidence({ folder, at, clock, ...limits }: EvidenceOptions): Promise<OpenEvidence> {
  const store = await openEvidenceStore(at, folder)
  const uploads = await Uploads.open({ store, clock, limits, folder: join(folder, 'evidence', 'uploads') })
  return { store, uploads, close: () => store.close() }
}

/** Told and no more: without papers everything else goes on, and a proxy must not take every service away for it. */
export const evidenceReadiness = (store: EvidenceStore): ReadinessCheck => ({
  name: 'evidence',
  servesOn: true,
  fault: () => store.fault(),
})

@Module({})
class UploadModule {}
@Module({})
class ReadingModule {}

/** Uploading papers: the recording side's. Needs a `Recorder` from the app. */
export function evidenceUploads({ uploads }: Pick<OpenEvidence, 'uploads'>): DynamicModule {
  return {
    module: UploadModule,
    controllers: [UploadController],
    providers: [{ provide: UPLOADS, useValue: uploads }],
    exports: [UPLOADS],
  }
}

/** Opening papers: the reporting side's. Needs a `Recorder` from the app, by which it knows whose they are. */
export function evidenceReading(store: EvidenceStore): DynamicModule {
  return {
    module: ReadingModule,
    controllers: [EvidenceController, PageController],
    providers: [{ provide: EVIDENCE_STORE, useValue: store }],
    exports: [EVIDENCE_STORE],
  }
}
