import { parseArgs } from 'node:util'
import { connectLog } from '@pilot-ledger/event-log'
import { installGracefulStop, reconnects, startTracing } from '@pilot-ledger/http'
import { pino } from 'pino'
import { explain } from '../../standalone/src/explain'
import { IDENTITY_USAGE, openIdentities, textsAtStart } from '../../standalone/src/identities'
import { createRecorder } from './recorder'

const USAGE = `用法 Usage: recorder [--log esdb://…] [--port 3001] [--host ADDRESS] [--actor NAME]
  --log 或环境变量 PILOT_LEDGER_LOG：EventStoreDB 连接串 · --log or PILOT_LEDGER_LOG: the connection string
${IDENTITY_USAGE}`

/** The recording side on a shared log: as many of these as wanted. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      log: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      access: { type: 'string' },
      'no-accounts': { type: 'boolean' },
      'old-change-days': { type: 'string' },
      actor: { type: 'string' },
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
    oldChangeDays: values['old-change-days'],
  })
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'info', base: undefined })
  const endTracing = startTracing('pilot-ledger-recorder')
  const log = connectLog(address, {
    onReconnect: (who, reason) => {
      reconnects.inc({ who })
      logger.warn({ who, reason }, 'the connection to the log was made anew')
    },
  })
  const app = await createRecorder(log, {
    ...identities,
    actor: values.actor ?? process.env.PILOT_LEDGER_ACTOR ?? '登记服务',
    logger,
  })
  await app.listen(Number(values.port ?? process.env.PORT ?? 3001), host)
  installGracefulStop(app, {
    logger,
    exit: (code) =>
      void log
        .close()
        .then(() => identities.access?.close())
        .then(endTracing)
        .then(() => process.exit(code)),
  })
  for (const text of textsAtStart(identities)) process.stdout.write(`${text}\n`)
  logger.info({ address: app.getHttpServer().address() }, 'recording')
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error, USAGE)}\n`)
  process.exit(1)
})
