import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { connectLog, Unavailable } from '@pilot-ledger/event-log'
import { installGracefulStop, reconnects, startTracing } from '@pilot-ledger/http'
import { pino } from 'pino'
import { explain } from '../../standalone/src/explain'
import { IDENTITY_USAGE, openIdentities, textsAtStart } from '../../standalone/src/identities'
import { openReporter } from './reporter'

const USAGE = `用法 Usage: reporter [--log esdb://…] [--data DIR] [--port 3002] [--host ADDRESS]
  --log 或环境变量 PILOT_LEDGER_LOG：EventStoreDB 连接串 · --log or PILOT_LEDGER_LOG: the connection string
  --data 或 PILOT_LEDGER_DATA：统计库目录，可随时删除重建 · where the read model is kept; it can be thrown away
  --stale-answers 或 PILOT_LEDGER_STALE_ANSWERS=1：未跟上账本时也作答，并以 ledger-stale 标明 · answers, marked, before it has caught up
${IDENTITY_USAGE}`

/** As the build lays them out: the page beside the programs. */
const PAGE = join(__dirname, '../../web')

/** The reporting side on a shared log: each of these follows the log and keeps a read model of its own. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      log: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      access: { type: 'string' },
      'no-accounts': { type: 'boolean' },
      'stale-answers': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const address = values.log ?? process.env.PILOT_LEDGER_LOG
  if (values.help || address === undefined) {
    process.stdout.write(`${USAGE}\n`)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const host = values.host ?? process.env.HOST ?? '127.0.0.1'
  const identities = await openIdentities({
    folder: values.access,
    host,
    withoutAccounts: values['no-accounts'],
  })
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'info', base: undefined })
  const endTracing = startTracing('pilot-ledger-reporter')
  const log = connectLog(address, {
    onReconnect: (who, reason) => {
      reconnects.inc({ who })
      logger.warn({ who, reason }, 'the connection to the log was made anew')
    },
  })
  const reporter = await openReporter(log, {
    ...identities,
    page: existsSync(join(PAGE, 'index.html')) ? PAGE : undefined,
    folder: resolve(values.data ?? process.env.PILOT_LEDGER_DATA ?? 'data/reporter'),
    staleAnswers: values['stale-answers'] ?? process.env.PILOT_LEDGER_STALE_ANSWERS === '1',
    logger,
    onNote: (text) => logger.warn(text),
    // It goes on answering that figures are halted: a restart would meet the same entry.
    onHalt: (error) => logger.error({ err: error }, 'figures halted'),
  })
  const { app } = reporter
  await app.listen(Number(values.port ?? process.env.PORT ?? 3002), host)
  installGracefulStop(app, {
    logger,
    exit: (code) =>
      void reporter
        .close()
        .then(() => log.close())
        .then(() => identities.access?.close())
        .then(endTracing)
        .then(() => process.exit(code)),
  })
  for (const text of textsAtStart(identities)) process.stdout.write(`${text}\n`)
  logger.info({ address: app.getHttpServer().address() }, 'catching up')
  const { model, caughtUp } = reporter
  if (model.away) logger.warn({ reason: model.away }, 'the log is away: waiting')
  try {
    await caughtUp
  } catch (error) {
    // Stopped while it still waited: whoever stopped it sees to the rest.
    if (error instanceof Unavailable && error.reason === 'closed') return
    throw error
  }
  logger.info({ sequence: model.tables.sequence }, 'ready')
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error, USAGE)}\n`)
  process.exit(1)
})
