import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { connectLog, type EventLog } from '@pilot-ledger/event-log'
import { installGracefulStop, reconnects, startTracing } from '@pilot-ledger/http'
import { type Logger, pino } from 'pino'
import { explain } from './explain'
import { IDENTITY_USAGE, type Identities, openIdentities, textsAtStart } from './identities'
import { ledgerLog } from './ledger-log'

type Options = NonNullable<ParseArgsConfig['options']>
/** What was given at the start, by the name of the option. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** One side of the ledger as a program of its own, on a log that it shares with others. */
export interface Side {
  readonly name: string
  /** In words, for `--help`. */
  readonly usage: string
  readonly port: number
  /** Beside those that every side takes. */
  readonly options: Options
  open(log: EventLog, identities: Identities, given: Given, logger: Logger): Promise<Opened>
}
export interface Opened {
  readonly app: NestFastifyApplication
  /** When it listens; what it throws ends the program. */
  readonly listening?: () => Promise<void>
  readonly close?: () => Promise<void>
}

const OPTIONS: Options = {
  log: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  access: { type: 'string' },
  'no-accounts': { type: 'boolean' },
  'old-change-days': { type: 'string' },
  help: { type: 'boolean' },
}

const usageOf = ({ usage }: Side) => `${usage}
  --log 或环境变量 PILOT_LEDGER_LOG：EventStoreDB 连接串 · --log or PILOT_LEDGER_LOG: the connection string
  --access DIR 或 PILOT_LEDGER_ACCESS：账户目录（access.db），同机各服务可共用 · folder of the accounts, shared on one machine
${IDENTITY_USAGE}`

/** Runs one side until it is stopped; ends the process with what cannot be mended, said in one line where a person can. */
export function runOnSharedLog(side: Side): void {
  run(side).catch((error: unknown) => {
    process.stderr.write(`${explain(error, usageOf(side))}\n`)
    process.exit(1)
  })
}

async function run(side: Side): Promise<void> {
  const given: Given = parseArgs({ options: { ...OPTIONS, ...side.options } }).values as Given
  const text = (name: string) => given[name] as string | undefined
  const address = text('log') ?? process.env.PILOT_LEDGER_LOG
  if (given.help || address === undefined) {
    process.stdout.write(`${usageOf(side)}\n`)
    process.exitCode = given.help ? 0 : 2
    return
  }
  const host = text('host') ?? process.env.HOST ?? '127.0.0.1'
  const { access, ...others } = await openIdentities({
    folder: text('access'),
    host,
    withoutAccounts: given['no-accounts'] === true,
    oldChangeDays: text('old-change-days'),
  })
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'info', base: undefined })
  const endTracing = startTracing(`pilot-ledger-${side.name}`)
  const log = connectLog(address, {
    onReconnect: (who, reason) => {
      reconnects.inc({ who })
      logger.warn({ who, reason }, 'the connection to the log was made anew')
    },
  })
  const onFailed = (error: Error) => logger.warn({ err: error }, 'accounts are not committed')
  const commitments = access?.committerTo(ledgerLog(log), { onFailed })
  const identities = { ...others, access, commitments }
  const { app, listening, close } = await side.open(log, identities, given, logger)
  await app.listen(Number(text('port') ?? process.env.PORT ?? side.port), host)
  const closeAll = async () => {
    await close?.()
    await commitments?.stop()
    await log.close()
    access?.close()
    await endTracing()
  }
  installGracefulStop(app, { logger, exit: (code) => void closeAll().then(() => process.exit(code)) })
  commitments?.begin()
  for (const line of textsAtStart(identities)) process.stdout.write(`${line}\n`)
  logger.info({ address: app.getHttpServer().address() }, `${side.name} listens`)
  await listening?.()
}
