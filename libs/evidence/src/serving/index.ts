import { join } from 'node:path'
import { type DynamicModule, Module } from '@nestjs/common'
import { EVIDENCE_STORE, EvidenceController } from '../reading'
import { type EvidenceStore, FolderEvidenceStore } from '../store'
import { UPLOADS, UploadController, type UploadLimits, Uploads } from '../upload'

export { EVIDENCE_STORE, type EvidenceStore }

/** The papers of a ledger, open: where they lie, and what is on its way to them. */
export interface OpenEvidence {
  readonly store: EvidenceStore
  readonly uploads: Uploads
  close(): Promise<void>
}

export interface EvidenceOptions {
  /** The data folder of this machine: unfinished uploads lie in it, and without another store the files. */
  readonly folder: string
  /** Where the files lie; the folder `evidence` beside the log without it. */
  readonly store?: EvidenceStore
  readonly clock?: () => number
  readonly limits?: Partial<UploadLimits>
  readonly free?: () => Promise<number>
}

/** Unfinished uploads lie beside the files, so that a finished one is only renamed. */
export async function openEvidence({ folder, store: given, ...options }: EvidenceOptions): Promise<OpenEvidence> {
  const files = join(folder, 'evidence')
  const store = given ?? (await FolderEvidenceStore.open(files))
  const uploads = await Uploads.open({ ...options, store, folder: join(files, 'uploads') })
  return { store, uploads, close: () => store.close() }
}

@Module({})
class EvidenceModule {}

/** Uploading and opening papers: needs a `Recorder` from the app. */
export function evidence({ store, uploads }: Pick<OpenEvidence, 'store' | 'uploads'>): DynamicModule {
  return {
    module: EvidenceModule,
    controllers: [UploadController, EvidenceController],
    providers: [
      { provide: EVIDENCE_STORE, useValue: store },
      { provide: UPLOADS, useValue: uploads },
    ],
    exports: [EVIDENCE_STORE, UPLOADS],
  }
}
