import { join } from 'node:path'
import { type DynamicModule, Module } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { type Access, accessModule } from '@pilot-ledger/access'
import { ENGAGEMENT_UPCASTS, engagementStream } from '@pilot-ledger/engagements'
import { EngagementsRecordingModule } from '@pilot-ledger/engagements/recording'
import { openSqliteEventLog, type SqliteEventLog, upcasting } from '@pilot-ledger/event-log'
import { PROJECTION, publishedFigureFault, ReadModel } from '@pilot-ledger/figures'
import { figuresReporting } from '@pilot-ledger/figures/reporting'
import { createHttpApplication, observedLog, type ReadinessCheck } from '@pilot-ledger/http'
import { DEFAULT_OLD_CHANGE_RULE, type OldChangeRule } from '@pilot-ledger/kernel'
import { papers } from '@pilot-ledger/intake/workbooks'
import { PLATFORM_UPCASTS } from '@pilot-ledger/platforms'
import { PlatformsRecordingModule, PUBLISHED_FIGURE_CHECK } from '@pilot-ledger/platforms/recording'
import { PlatformsReportingModule, REGISTER_LOG, readDirectly } from '@pilot-ledger/platforms/reporting'
import { Recorder } from '@pilot-ledger/recording'
import type { Logger } from 'pino'

export interface LedgerOptions {
  readonly folder: string
  readonly clock?: () => number
  readonly logger?: Logger
  /** Called when the ledger cannot go on: the log failed to write, or figures met an entry they cannot read. */
  readonly onFatal?: (error: Error) => void
  readonly onNote?: (text: string) => void
  readonly onProgress?: (sequence: number) => void
}

/** Both sides on the embedded log, in one process. */
export interface Ledger {
  readonly log: SqliteEventLog
  readonly model: ReadModel
  close(): Promise<void>
}

export const readModelFile = (folder: string) => join(folder, `${PROJECTION}.db`)

/** Opens the log and brings the figures level with it. Throws `Unavailable` and `ForeignLog`. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { folder, clock, onFatal, onNote, onProgress } = options
  const stored = await openSqliteEventLog({ folder, clock, onFatal })
  const log = observedLog(upcasting(stored, [...ENGAGEMENT_UPCASTS, ...PLATFORM_UPCASTS]))
  try {
    const model = await ReadModel.open(log, {
      file: readModelFile(folder),
      onNote,
      onProgress,
      onHalt: (error) => options.onNote?.(`统计停止 / figures halted: ${error.message}`),
    })
    await model.start()
    return {
      log,
      model,
      async close() {
        await model.stop()
        await log.close()
      },
    }
  } catch (error) {
    await log.close()
    throw error
  }
}

/** The rooms of the standalone service, over an open ledger. */
export function standaloneModule(
  ledger: Ledger,
  clock: () => number = Date.now,
  access?: Access,
  oldChange: OldChangeRule = DEFAULT_OLD_CHANGE_RULE,
): DynamicModule {
  const figures = figuresReporting(ledger.model, ledger.log, clock)
  const doors = access ? [accessModule({ access, platformOf: (id) => platformOf(ledger, id) })] : []
  return {
    module: StandaloneModule,
    global: true,
    imports: [
      EngagementsRecordingModule,
      PlatformsRecordingModule,
      PlatformsReportingModule,
      figures,
      papers(figures),
      ...doors,
    ],
    providers: [
      { provide: Recorder, useValue: new Recorder(ledger.log, clock, access && oldChange) },
      { provide: PUBLISHED_FIGURE_CHECK, useValue: publishedFigureFault },
      { provide: REGISTER_LOG, useValue: readDirectly(ledger.log) },
    ],
    exports: [Recorder, PUBLISHED_FIGURE_CHECK, REGISTER_LOG],
  }
}

/** The platform of a contract, from the log itself: what was just signed belongs to its platform at once. */
async function platformOf({ log }: Ledger, engagementId: string): Promise<string | undefined> {
  const { events } = await log.readStream(engagementStream(engagementId), { limit: 1 })
  return events[0]?.data.platform as string | undefined
}

@Module({})
export class StandaloneModule {}

/** With `access` every request needs an identity; without, everything is recorded by `actor` (tests, or one's own machine). */
export function createStandalone(
  ledger: Ledger,
  options: {
    actor: string
    clock?: () => number
    logger?: Logger
    access?: Access
    page?: string
    oldChange?: OldChangeRule
  },
): Promise<NestFastifyApplication> {
  const readiness: ReadinessCheck[] = [{ name: 'figures', fault: () => ledger.model.failure?.message }]
  return createHttpApplication(standaloneModule(ledger, options.clock, options.access, options.oldChange), {
    actor: options.actor,
    readiness,
    logger: options.logger,
    page: options.page,
  })
}
