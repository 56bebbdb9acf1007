import { join } from 'node:path'
import { type DynamicModule, Module } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { certificates } from '@pilot-ledger/certificates/reporting'
import { desk } from '@pilot-ledger/desk/reporting'
import { audit, roundVolumes } from '@pilot-ledger/evaluation/audit'
import { rounds } from '@pilot-ledger/evaluation/rounds'
import { type EventLog, privateFolder, takeWriterLock, type WriterLock } from '@pilot-ledger/event-log'
import { type EvidenceStore, evidenceReadiness, evidenceReading } from '@pilot-ledger/evidence/serving'
import { PROJECTION, ReadModel } from '@pilot-ledger/figures'
import { figuresReporting, SequencedLog } from '@pilot-ledger/figures/reporting'
import { closing } from '@pilot-ledger/finance/closing'
import { reconciliation } from '@pilot-ledger/finance/reconciliation'
import { createHttpApplication, logFault, observedLog } from '@pilot-ledger/http'
import { contents } from '@pilot-ledger/intake/contents'
import { TemplatesModule } from '@pilot-ledger/intake/templates'
import { volumes } from '@pilot-ledger/intake/volumes'
import { waitingImports } from '@pilot-ledger/intake/waiting-imports'
import { papers } from '@pilot-ledger/intake/workbooks'
import { DEFAULT_OLD_CHANGE_RULE } from '@pilot-ledger/kernel'
import { notices, type WebhooksTold } from '@pilot-ledger/notices'
import { PlatformsReportingModule, REGISTER_LOG } from '@pilot-ledger/platforms/reporting'
import { programme } from '@pilot-ledger/programme/reporting'
import { LedgerProof, NamedCheckpoints, PAPER_CHECKPOINTS, SignedPapers, type WitnessesTold } from '@pilot-ledger/proof'
import { logProof } from '@pilot-ledger/proof/reporting'
import { Recorder } from '@pilot-ledger/recording'
import {
  accessModules,
  accountsCommittedFirst,
  accountsReadiness,
  FIGURES_BUILDER,
  type Identities,
  ledgerLog,
} from '@pilot-ledger/service'
import type { Logger } from 'pino'
import { FreshnessGuard, notHeld, notLevel } from './freshness'
import { observeReporter } from './reporter-metrics'

export interface ReporterOptions extends Identities {
  /** Who is recorded without accounts, where a room decides on figures. */
  readonly actor?: string
  /** The built page, served at `/`. */
  readonly page?: string
  /** The folder of the verifier's files, offered to be taken away. */
  readonly verifier?: string
  /** Where the read model is kept; it can be thrown away and comes back from the log. */
  readonly folder: string
  /** Whether questions are answered, marked, before the read model has been level with the log. */
  readonly staleAnswers?: boolean
  /** What it signs with, and where: without it, it signs nothing and proves nothing. */
  readonly proof?: ReporterProof
  /** Where papers lie: without it none are opened or bound. */
  readonly evidence?: EvidenceStore
  /** Where it keeps what it sends: without it another reporter does. */
  readonly webhooks?: WebhooksTold
  readonly clock?: () => number
  readonly logger?: Logger
  readonly onNote?: (text: string) => void
  /** Figures met an entry they cannot read, or the log is gone for good. */
  readonly onHalt?: (error: Error) => void
  /** The log is not what was signed: this must not go on answering. */
  readonly onForked?: (error: Error) => void
}

export interface ReporterProof extends Partial<WitnessesTold> {
  readonly keyFile: string
  /** Make the key where there is none yet. Several reporters may be told so: one of them does. */
  readonly makeKey?: boolean
  /** The folder in which the reporters of this ledger keep their checkpoints, each its own. */
  readonly shared?: string
}

export interface Reporter {
  readonly app: NestFastifyApplication
  readonly model: ReadModel
  /** Absent where nothing is signed. */
  readonly proof?: LedgerProof
  /** Resolves when everything that was in the log at the start has been taken in, and is what was signed. */
  readonly caughtUp: Promise<void>
  close(): Promise<void>
}

/**
 * The reporting side alone: follows the log, keeps its own read model, answers with sequences. It starts whether or not the
 * log is there and is not ready before it has caught up; the health answer says what it waits for and how far it is. Throws
 * `Unavailable('in-use')` where another process has the folder: two would write over each other's figures, tree and checkpoints.
 */
export async function openReporter(stored: EventLog, options: ReporterOptions): Promise<Reporter> {
  const folders = [options.folder, ...(options.webhooks ? [options.webhooks.folder] : [])]
  const locks: WriterLock[] = []
  const release = () => {
    for (const it of locks) it.release()
  }
  try {
    for (const it of folders) {
      privateFolder(it)
      locks.push(takeWriterLock(it))
    }
    const { close, ...opened } = await openIn(stored, options)
    return { ...opened, close: () => close().finally(release) }
  } catch (error) {
    release()
    throw error
  }
}

async function openIn(stored: EventLog, options: ReporterOptions): Promise<Reporter> {
  const { folder, clock = Date.now, logger, onNote, onHalt } = options
  const log = observedLog(ledgerLog(stored))
  const metrics = observeReporter(log, clock)
  const model = await ReadModel.open(log, {
    file: join(folder, `${PROJECTION}.db`),
    builder: FIGURES_BUILDER,
    onTailCut: 'rebuild',
    waitForLog: true,
    onTaken: metrics.taken,
    onNote,
    onHalt,
  })
  metrics.watch(model)
  const proof =
    options.proof &&
    (await LedgerProof.prepare(stored, {
      ...options.proof,
      folder,
      replicated: true,
      onNote,
      onForked: options.onForked,
    }))
  const app = await createHttpApplication(reporterModule({ model, stored, log, proof }, clock, options), {
    actor: options.actor ?? 'reporter',
    page: options.page,
    verifier: options.verifier,
    trustedProxies: options.trustedProxies,
    logger,
    readiness: [
      { name: 'figures', fault: () => figuresFault(model) },
      { name: 'log', fault: () => logFault(log) },
      ...(proof
        ? [
            { name: 'proof', fault: () => proofFault(proof) },
            { name: 'witnesses', servesOn: true, fault: () => proof.contradiction },
          ]
        : []),
      ...(options.evidence ? [evidenceReadiness(options.evidence)] : []),
      ...accountsReadiness(options),
    ],
  })
  const caughtUp = Promise.all([model.start(), proof?.begin()]).then(() => undefined)
  // Who waits for it learns how it ended; who does not is told by readiness, and by `onHalt`.
  caughtUp.catch(() => undefined)
  return {
    app,
    model,
    proof,
    caughtUp,
    async close() {
      await app.close()
      await model.stop()
      await proof?.close()
    },
  }
}

function figuresFault(model: ReadModel): string | undefined {
  if (model.failure) return `halted: ${model.failure.message}`
  return notLevel(model)
}

/** What is in the way is for the log: it names files of this machine. */
function proofFault(proof: LedgerProof): string | undefined {
  const waiting = notHeld(proof)
  if (waiting === undefined && proof.failure !== undefined) throw new Error(proof.failure)
  return waiting
}

interface Followed {
  readonly model: ReadModel
  /** The store's own, in the shapes that were stored. */
  readonly stored: EventLog
  /** In the shapes of now. */
  readonly log: EventLog
  readonly proof?: LedgerProof
}

function reporterModule(
  { model, stored, log, proof }: Followed,
  clock: () => number,
  options: ReporterOptions,
): DynamicModule {
  const { access, oldChange = DEFAULT_OLD_CHANGE_RULE, staleAnswers = false } = options
  const [sequenced, inOrder] = [new SequencedLog(model, log), new SequencedLog(model, stored)]
  const figures = figuresReporting(model, sequenced, clock)
  const programmes = programme(figures)
  const places = {
    imports: waitingImports(figures),
    reconciliation: reconciliation(figures),
    closing: closing(figures),
    rounds: rounds(figures),
  }
  const audits = audit(figures)
  const checkpoints = accountsCommittedFirst(proof && new NamedCheckpoints(proof, log), options.commitments)
  return {
    module: ReporterModule,
    global: true,
    imports: [
      PlatformsReportingModule,
      TemplatesModule,
      figures,
      papers(figures),
      ...(options.evidence ? papersThemselves(options.evidence, figures, audits) : []),
      ...Object.values(places),
      desk({ figures, ...places }, access),
      audits,
      programmes,
      notices(figures, options),
      ...(proof
        ? [
            logProof(proof, inOrder),
            certificates({ model, stored, proof, folder: options.folder }, figures, programmes),
          ]
        : []),
      ...accessModules(log, options, proof && { stored: inOrder, proof }),
    ],
    providers: [
      { provide: APP_GUARD, useValue: new FreshnessGuard(model, staleAnswers, proof) },
      { provide: REGISTER_LOG, useValue: sequenced },
      // What states figures is decided where they are computed: a close, a sealed result, a match of what others recorded.
      { provide: Recorder, useValue: new Recorder(log, clock, access && oldChange, checkpoints) },
      { provide: PAPER_CHECKPOINTS, useFactory: () => proof && new SignedPapers(proof) },
    ],
    exports: [REGISTER_LOG, Recorder, PAPER_CHECKPOINTS],
  }
}

/** Opened, and bound in volumes. */
function papersThemselves(
  store: EvidenceStore,
  figures: DynamicModule,
  audits: DynamicModule,
): readonly DynamicModule[] {
  const reading = evidenceReading(store)
  const bound = volumes(figures, reading)
  return [reading, contents(reading), bound, roundVolumes(audits, bound)]
}

@Module({})
class ReporterModule {}
