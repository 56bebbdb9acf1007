import { type DynamicModule, Module } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { EngagementsRecordingModule } from '@pilot-ledger/engagements/recording'
import { type EventLog } from '@pilot-ledger/event-log'
import { evidenceReadiness, evidenceUploads, type OpenEvidence } from '@pilot-ledger/evidence/serving'
import { publishedFigureFault } from '@pilot-ledger/figures'
import { createHttpApplication, logFault, observedLog } from '@pilot-ledger/http'
import { ImportModule } from '@pilot-ledger/intake/import'
import { DEFAULT_OLD_CHANGE_RULE } from '@pilot-ledger/kernel'
import { PlatformsRecordingModule, PUBLISHED_FIGURE_CHECK } from '@pilot-ledger/platforms/recording'
import { ProgrammeRecordingModule } from '@pilot-ledger/programme/recording'
import { CheckpointsOfOthers } from '@pilot-ledger/proof'
import { Recorder, SETTLED_DAYS } from '@pilot-ledger/recording'
import {
  accessModules,
  accountsReadiness,
  FollowedSeals,
  type Identities,
  ledgerLog,
  settledDays,
} from '@pilot-ledger/service'
import type { Logger } from 'pino'

export interface RecorderOptions extends Identities {
  /** Who is recorded without accounts. */
  readonly actor: string
  /** The folder in which reporters keep what they sign: what is published names the last of it. */
  readonly checkpoints?: string
  /** Where papers lie, and what is on its way there: without it none are taken. */
  readonly evidence?: OpenEvidence
  readonly clock?: () => number
  readonly logger?: Logger
}

/** The recording side alone, over any log: it keeps nothing of its own on disk but unfinished uploads, so any number of them may run. */
export function createRecorder(log: EventLog, options: RecorderOptions): Promise<NestFastifyApplication> {
  // Without accounts there is one person and nothing waits.
  const seals = options.access && new FollowedSeals(log)
  return createHttpApplication(recorderModule(log, options, seals), {
    actor: options.actor,
    trustedProxies: options.trustedProxies,
    logger: options.logger,
    readiness: [
      { name: 'log', fault: () => logFault(log) },
      ...(seals ? [{ name: 'seals', fault: () => seals.fault }] : []),
      ...(options.evidence ? [evidenceReadiness(options.evidence.store)] : []),
      ...accountsReadiness(options),
    ],
  })
}

function recorderModule(stored: EventLog, options: RecorderOptions, seals: FollowedSeals | undefined): DynamicModule {
  const checkpoints = options.checkpoints === undefined ? undefined : new CheckpointsOfOthers(options.checkpoints)
  const { clock = Date.now, access, oldChange = DEFAULT_OLD_CHANGE_RULE } = options
  const log = observedLog(ledgerLog(stored))
  const uploads = options.evidence ? [evidenceUploads(options.evidence)] : []
  return {
    module: RecorderModule,
    global: true,
    imports: [
      EngagementsRecordingModule,
      PlatformsRecordingModule,
      ProgrammeRecordingModule,
      ImportModule,
      ...uploads,
      ...accessModules(log, options),
    ],
    providers: [
      { provide: Recorder, useValue: new Recorder(log, clock, access && oldChange, checkpoints) },
      { provide: PUBLISHED_FIGURE_CHECK, useValue: publishedFigureFault },
      ...(seals ? [{ provide: FollowedSeals, useValue: seals }] : []),
      { provide: SETTLED_DAYS, useValue: settledDays(log, async (platform) => (await seals?.of(platform)) ?? []) },
    ],
    // An import keeps the files of its invoices.
    exports: [Recorder, PUBLISHED_FIGURE_CHECK, SETTLED_DAYS, ...uploads],
  }
}

@Module({})
class RecorderModule {}
