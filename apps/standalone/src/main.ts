import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type FirstPassword, openAccess } from '@pilot-ledger/access'
import { installGracefulStop, startTracing } from '@pilot-ledger/http'
import { DEFAULT_OLD_CHANGE_RULE } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { evaluatorSession, READY_ACCOUNTS } from './demonstration/accounts'
import { printDemonstration } from './demonstration/print'
import { seedDemonstration } from './demonstration/seed'
import { explain } from './explain'
import { createStandalone, openLedger } from './ledger'
import { progressLine } from './progress'

const USAGE = `用法 Usage: npm start -- [--data DIR] [--port N] [--host ADDRESS] [--no-accounts [--actor NAME]]
  无 --data 时启动演示台账（data/demonstration）· without --data: the demonstration ledger
  --no-accounts 不设账户，仅限本机地址，均记为 --actor · without accounts, on a loopback address only
  --old-change-days N 登记满 N 天的记录须经复核方可更正或作废，缺省 30 · changes of entries as old need a second person`

/** Serves a ledger: the demonstration, or the one in --data. Resolves when it is ready. */
export async function serve(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      actor: { type: 'string' },
      'no-accounts': { type: 'boolean' },
      'old-change-days': { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return say(USAGE)
  const demonstration = values.data === undefined
  const folder = resolve(values.data ?? join('data', 'demonstration'))
  const [host, port] = [values.host ?? '127.0.0.1', Number(values.port ?? process.env.PORT ?? 3000)]
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`端口无效 / not a port: ${values.port}`)
  const days = Number(values['old-change-days'] ?? DEFAULT_OLD_CHANGE_RULE.days)
  if (!Number.isInteger(days) || days < 0)
    throw new Error(`天数无效 / not a number of days: ${values['old-change-days']}`)
  const withoutAccounts = values['no-accounts'] ?? false
  if (withoutAccounts && !LOOPBACK.test(host))
    throw new Error(`不设账户时只能监听本机地址 / without accounts only a loopback address can be served: ${host}`)
  if (demonstration && !existsSync(join(folder, 'log.db'))) {
    const progress = progressLine('生成演示台账 Seeding the demonstration')
    await seedDemonstration(folder, progress.step)
    progress.end()
  }
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'warn', base: undefined })
  const endTracing = startTracing('pilot-ledger')
  const catchingUp = progressLine('读取账本 Reading the log')
  const ledger = await openLedger({
    folder,
    logger,
    onNote: (text) => say(text),
    // A log that cannot write must not go on acknowledging: the supervisor (or a person) starts a fresh process.
    onFatal: (error) => {
      process.stderr.write(`${error.message}\n`)
      process.exit(70)
    },
    onProgress: (sequence) => catchingUp.step(sequence, sequence),
  })
  catchingUp.end()
  const access = withoutAccounts
    ? undefined
    : await openAccess({ folder, readyAccounts: demonstration ? READY_ACCOUNTS : [] })
  const app = await createStandalone(ledger, {
    actor: values.actor ?? '本机',
    logger,
    access,
    page: PAGE,
    oldChange: { ...DEFAULT_OLD_CHANGE_RULE, days },
  })
  const http = app.getHttpServer()
  await app.listen(port, host)
  const close = async () => {
    access?.close()
    await ledger.close()
    await endTracing()
  }
  installGracefulStop(app, { logger, exit: (code) => void close().then(() => process.exit(code)) })
  const address = http.address() as { port: number }
  if (demonstration) await printDemonstration(app, access && (await evaluatorSession(access)))
  say(addresses(host, address.port))
  say(`数据目录 data folder: ${folder}`)
  if (access?.firstPassword) say(firstPassword(access.firstPassword))
  say('停止 stop: Ctrl-C')
}

/** Printed once: it is in no log, and the file goes when it has been used. */
function firstPassword({ account, oneTimePassword, file }: FirstPassword): string {
  return `首次登录 first log-in: ${account.name} / ${oneTimePassword}  (一次性密码，另存于 one-time, also in ${file})`
}

/** As the build lays them out: the page beside the programs. */
const PAGE = join(__dirname, '../../web')

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

function addresses(host: string, port: number): string {
  const lan = Object.values(networkInterfaces())
    .flatMap((it) => it ?? [])
    .filter((it) => it.family === 'IPv4' && !it.internal)
  const hosts = host === '0.0.0.0' ? ['127.0.0.1', ...lan.map((it) => it.address)] : [host]
  return hosts.map((it) => `台账 ledger: http://${it}:${port}/ · 接口文档 docs: http://${it}:${port}/docs`).join('\n')
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

if (require.main === module) {
  serve(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${explain(error, USAGE)}\n`)
    process.exit(1)
  })
}
