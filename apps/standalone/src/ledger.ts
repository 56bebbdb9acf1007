import { join } from 'node:path'
import { type DynamicModule, Module } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { certificates } from '@pilot-ledger/certificates/reporting'
import { desk } from '@pilot-ledger/desk/reporting'
import {
  EngagementsRecordingModule,
  LIVE_CALL_OFFS,
  PLATFORM_CONTRACTS,
  type PlatformContracts,
} from '@pilot-ledger/engagements/recording'
import { audit, roundVolumes } from '@pilot-ledger/evaluation/audit'
import { rounds } from '@pilot-ledger/evaluation/rounds'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import {
  type EvidenceTold,
  evidenceReadiness,
  evidenceReading,
  evidenceUploads,
  type OpenEvidence,
  openEvidence,
} from '@pilot-ledger/evidence/serving'
import {
  contractsOfInvoices,
  listedContracts,
  liveCallOffs,
  PROJECTION,
  publishedFigureFault,
  ReadModel,
} from '@pilot-ledger/figures'
import { figuresReporting, StreamReader } from '@pilot-ledger/figures/reporting'
import { closing } from '@pilot-ledger/finance/closing'
import { reconciliation } from '@pilot-ledger/finance/reconciliation'
import { createHttpApplication, observedLog, type ReadinessCheck } from '@pilot-ledger/http'
import { contents } from '@pilot-ledger/intake/contents'
import { ImportModule } from '@pilot-ledger/intake/import'
import { TemplatesModule } from '@pilot-ledger/intake/templates'
import { volumes } from '@pilot-ledger/intake/volumes'
import { waitingImports } from '@pilot-ledger/intake/waiting-imports'
import { papers } from '@pilot-ledger/intake/workbooks'
import { DEFAULT_OLD_CHANGE_RULE } from '@pilot-ledger/kernel'
import { type NoticesOptions, notices, type WebhooksTold } from '@pilot-ledger/notices'
import { PlatformsRecordingModule, PUBLISHED_FIGURE_CHECK } from '@pilot-ledger/platforms/recording'
import { PlatformsReportingModule, REGISTER_LOG, readDirectly } from '@pilot-ledger/platforms/reporting'
import { ProgrammeRecordingModule } from '@pilot-ledger/programme/recording'
import { programme } from '@pilot-ledger/programme/reporting'
import {
  LedgerProof,
  NamedCheckpoints,
  PAPER_CHECKPOINTS,
  SignedPapers,
  tellRestored,
  type WitnessesTold,
} from '@pilot-ledger/proof'
import { logProof } from '@pilot-ledger/proof/reporting'
import { Recorder, SETTLED_DAYS } from '@pilot-ledger/recording'
import {
  accessModules,
  accountsCommittedFirst,
  accountsReadiness,
  FIGURES_BUILDER,
  type Identities,
  ledgerLog,
  sealedIn,
  settledDays,
} from '@pilot-ledger/service'
import type { Logger } from 'pino'

export interface LedgerOptions extends Partial<WitnessesTold> {
  readonly folder: string
  readonly clock?: () => number
  readonly logger?: Logger
  /** Called when the ledger cannot go on: the log failed to write, or figures met an entry they cannot read. */
  readonly onFatal?: (error: Error) => void
  readonly onNote?: (text: string) => void
  readonly onProgress?: (sequence: number) => void
  /** A signing key that is kept elsewhere. */
  readonly proofKey?: string
  /** Another folder that every signed checkpoint is kept in too. */
  readonly checkpoints?: string
  /** Where papers lie, and how large one may be. */
  readonly evidence?: EvidenceTold
  /** Told of what is recorded once the ledger is open. */
  readonly onRecorded?: () => void
}

/** Both sides on the embedded log, in one process. */
export interface Ledger {
  readonly log: SqliteEventLog
  /** The same log in the shapes that were stored: what leaves and certificates are made of. */
  readonly stored: SqliteEventLog
  readonly model: ReadModel
  readonly proof: LedgerProof
  /** The papers, and what is on its way to them. */
  readonly evidence: OpenEvidence
  readonly folder: string
  close(): Promise<void>
}

export const readModelFile = (folder: string) => join(folder, `${PROJECTION}.db`)

/**
 * Opens the log, holds it against what was signed of it and brings the figures level with it. Throws `Unavailable`, of a log
 * that is not what was signed `ForkedLog`, and `ForeignLog`.
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { folder, clock, onFatal, onNote, onProgress } = options
  const stored = await openSqliteEventLog({ folder, clock, onFatal })
  const log = observedLog(ledgerLog(stored))
  let proof: LedgerProof | undefined
  try {
    proof = await LedgerProof.open(stored, {
      folder,
      keyFile: options.proofKey,
      elsewhere: options.checkpoints,
      witnesses: options.witnesses,
      cosignatures: options.cosignatures,
      onProgress,
      onNote,
      onForked: onFatal,
    })
    await tellRestored(stored, folder, proof)
    const model: ReadModel = await ReadModel.open(log, {
      file: readModelFile(folder),
      builder: FIGURES_BUILDER,
      onNote,
      onProgress,
      onTaken: () => {
        if (model.caughtUp) options.onRecorded?.()
      },
      onHalt: (error) => options.onNote?.(`统计服务中断 / figures halted: ${error.message}`),
    })
    await model.start()
    const its = proof
    const papers = await openEvidence({ folder, clock, ...options.evidence })
    return {
      log,
      stored,
      model,
      proof: its,
      evidence: papers,
      folder,
      async close() {
        await papers.close()
        await model.stop()
        await its.close()
        await log.close()
      },
    }
  } catch (error) {
    await proof?.close()
    await log.close()
    throw error
  }
}

interface StandaloneOptions extends Identities {
  /** Who is recorded without accounts (tests, or one's own machine). */
  readonly actor: string
  readonly clock?: () => number
  readonly logger?: Logger
  readonly page?: string
  /** The folder of the verifier's files, offered to be taken away. */
  readonly verifier?: string
  /** How notices go to systems outside. */
  readonly webhooks?: Partial<WebhooksTold>
}

/** The standalone service over an open ledger; with `access` every request needs an identity. */
export function createStandalone(ledger: Ledger, options: StandaloneOptions): Promise<NestFastifyApplication> {
  const { actor, logger, page, verifier, trustedProxies } = options
  const readiness: ReadinessCheck[] = [
    { name: 'figures', fault: () => ledger.model.failure?.message },
    { name: 'proof', fault: () => holds(ledger.proof.failure) },
    { name: 'witnesses', servesOn: true, fault: () => ledger.proof.contradiction },
    evidenceReadiness(ledger.evidence.store),
    ...accountsReadiness(options),
  ]
  const webhooks = { folder: ledger.folder, ...options.webhooks }
  const its = standaloneModule(ledger, { ...options, webhooks }, accessModules(ledger.log, options, ledger))
  return createHttpApplication(its, { actor, readiness, logger, page, verifier, trustedProxies })
}

/** What a clerk has just recorded among them: the figures are moments behind the log, and mostly not even that. */
function contractsNow({ model, log }: Ledger): PlatformContracts {
  const now = async () => {
    await model.reached((await log.head()) ?? '0', SOON_MS)
    return model.tables
  }
  return {
    listed: async (platform) => listedContracts(await now(), platform),
    holding: async (platform, invoices) => contractsOfInvoices(await now(), platform, invoices),
  }
}
const SOON_MS = 5_000

/** Why it does not is for the log: it names files of this machine. */
function holds(failure: string | undefined): undefined {
  if (failure !== undefined) throw new Error(failure)
}

/** Its parts, without HTTP before them: the demonstration records through the same. */
export function standaloneModule(
  ledger: Ledger,
  {
    clock = Date.now,
    access,
    commitments,
    oldChange = DEFAULT_OLD_CHANGE_RULE,
    publicUrl,
    webhooks,
  }: Pick<StandaloneOptions, 'clock' | 'access' | 'commitments' | 'oldChange' | 'publicUrl'> & NoticesOptions,
  before: readonly DynamicModule[] = [],
): DynamicModule {
  const figures = figuresReporting(ledger.model, ledger.log, clock)
  const uploads = evidenceUploads(ledger.evidence)
  const reading = evidenceReading(ledger.evidence.store)
  const bound = volumes(figures, reading)
  const audits = audit(figures)
  const programmes = programme(figures)
  const places = {
    imports: waitingImports(figures),
    reconciliation: reconciliation(figures),
    closing: closing(figures),
    rounds: rounds(figures),
  }
  const checkpoints = accountsCommittedFirst(new NamedCheckpoints(ledger.proof, ledger.log), commitments)
  const streams = new StreamReader(ledger.model, ledger.log)
  const settled = settledDays(
    ledger.log,
    sealedIn(ledger.log, () => streams.ids('round')),
  )
  return {
    module: StandaloneModule,
    global: true,
    imports: [
      EngagementsRecordingModule,
      PlatformsRecordingModule,
      ProgrammeRecordingModule,
      ImportModule,
      TemplatesModule,
      uploads,
      reading,
      PlatformsReportingModule,
      figures,
      papers(figures),
      contents(reading),
      bound,
      roundVolumes(audits, bound),
      ...Object.values(places),
      desk({ figures, ...places }, access),
      audits,
      programmes,
      notices(figures, { publicUrl, webhooks }),
      logProof(ledger.proof, ledger.stored),
      certificates(ledger, figures, programmes),
      ...before,
    ],
    providers: [
      { provide: Recorder, useValue: new Recorder(ledger.log, clock, access && oldChange, checkpoints) },
      { provide: PUBLISHED_FIGURE_CHECK, useValue: publishedFigureFault },
      { provide: LIVE_CALL_OFFS, useValue: (id: string) => liveCallOffs(ledger.model.tables, id) },
      { provide: PLATFORM_CONTRACTS, useValue: contractsNow(ledger) },
      { provide: REGISTER_LOG, useValue: readDirectly(ledger.log) },
      { provide: SETTLED_DAYS, useValue: settled },
      { provide: PAPER_CHECKPOINTS, useValue: new SignedPapers(ledger.proof) },
    ],
    exports: [
      Recorder,
      PUBLISHED_FIGURE_CHECK,
      LIVE_CALL_OFFS,
      PLATFORM_CONTRACTS,
      REGISTER_LOG,
      SETTLED_DAYS,
      PAPER_CHECKPOINTS,
      uploads,
      reading,
    ],
  }
}

@Module({})
class StandaloneModule {}
