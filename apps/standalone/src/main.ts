import './small-start'
import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { EVIDENCE_OPTIONS, EVIDENCE_USAGE, evidenceTold } from '@pilot-ledger/evidence/serving'
import { installGracefulStop, startTracing } from '@pilot-ledger/http'
import { WEBHOOKS_OPTIONS, WEBHOOKS_USAGE, webhooksAllowed } from '@pilot-ledger/notices'
import { WITNESS_OPTIONS, WITNESS_USAGE, witnessesTold } from '@pilot-ledger/proof'
import { explain, IDENTITY_USAGE, openIdentities, textsAtStart } from '@pilot-ledger/service'
import { pino } from 'pino'
import { evaluatorSession, READY_ACCOUNTS } from './demonstration/accounts'
import { isDemonstration } from './demonstration/identity'
import { printDemonstration } from './demonstration/print'
import { seedDemonstration } from './demonstration/seed'
import { createStandalone, openLedger } from './ledger'
import { progressLine } from './progress'
import { growForRecording } from './small-start'

const USAGE = `用法 Usage: npm start -- [--data DIR] [--port N] [--host ADDRESS] [--no-accounts [--actor NAME]]
  无 --data 时启动演示台账（data/demonstration）· without --data: the demonstration ledger
  --actor NAME 不设账户时的登记人 · who is recorded without accounts
  --checkpoints DIR 或 PILOT_LEDGER_CHECKPOINTS：检查点另存一份 · signed checkpoints are kept there too
  --proof-key FILE 或 PILOT_LEDGER_PROOF_KEY：签名密钥，缺省在数据目录 · the signing key; default: in the data folder
${EVIDENCE_USAGE}
${WITNESS_USAGE}
${WEBHOOKS_USAGE}
${IDENTITY_USAGE}`

/** Serves a ledger: the demonstration, or the one in --data. Resolves when it is ready. */
export async function serve(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      actor: { type: 'string' },
      checkpoints: { type: 'string' },
      'proof-key': { type: 'string' },
      ...EVIDENCE_OPTIONS,
      ...WITNESS_OPTIONS,
      ...WEBHOOKS_OPTIONS,
      'no-accounts': { type: 'boolean' },
      'old-change-days': { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return say(USAGE)
  const folder = resolve(values.data ?? join('data', 'demonstration'))
  const [host, port] = [values.host ?? '127.0.0.1', Number(values.port ?? process.env.PORT ?? 3000)]
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`端口无效 / not a port: ${values.port}`)
  if (values.data === undefined && !existsSync(join(folder, 'log.db'))) {
    const progress = progressLine('生成演示台账 Seeding the demonstration')
    await seedDemonstration(folder, progress.step)
    progress.end()
  }
  // Not by the folder's name: somebody may have put another ledger there.
  const demonstration = values.data === undefined && (await isDemonstration(folder))
  const identities = await openIdentities({
    folder,
    host,
    withoutAccounts: values['no-accounts'],
    oldChangeDays: values['old-change-days'],
    readyAccounts: demonstration ? READY_ACCOUNTS : [],
  })
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'warn', base: undefined })
  const endTracing = startTracing('pilot-ledger')
  const catchingUp = progressLine('读取账本 Reading the log')
  const ledger = await openLedger({
    folder,
    logger,
    checkpoints: values.checkpoints ?? process.env.PILOT_LEDGER_CHECKPOINTS,
    proofKey: values['proof-key'] ?? process.env.PILOT_LEDGER_PROOF_KEY,
    ...witnessesTold(values, process.env),
    evidence: evidenceTold(values, process.env),
    onNote: (text) => say(text),
    // A log that cannot write must not go on acknowledging: the supervisor (or a person) starts a fresh process.
    onFatal: (error) => {
      process.stderr.write(`${error.message}\n`)
      process.exit(70)
    },
    onProgress: (sequence) => catchingUp.step(sequence, sequence),
    onRecorded: growForRecording,
  })
  catchingUp.end()
  const onFailed = (error: Error) => logger.warn({ err: error }, 'accounts are not committed')
  const commitments = identities.access?.committerTo(ledger.log, { alone: true, onFailed })
  const app = await createStandalone(ledger, {
    ...identities,
    commitments,
    actor: values.actor ?? '本机',
    webhooks: { allowed: webhooksAllowed(values, process.env) },
    logger,
    page: PAGE,
    verifier: existsSync(VERIFIER) ? VERIFIER : undefined,
  })
  const http = app.getHttpServer()
  await app.listen(port, host)
  commitments?.begin()
  const close = async () => {
    await commitments?.stop()
    identities.access?.close()
    await ledger.close()
    await endTracing()
  }
  installGracefulStop(app, { logger, exit: (code) => void close().then(() => process.exit(code)) })
  const address = http.address() as { port: number }
  const { access } = identities
  if (demonstration) await printDemonstration(app, access && (await evaluatorSession(access)))
  say(addresses(host, address.port))
  say(`数据目录 data folder: ${folder}`)
  say(`验证公钥 verification key: ${ledger.proof.verifierKey}`)
  say(`指纹 fingerprint: ${ledger.proof.fingerprint}`)
  for (const text of textsAtStart(identities)) say(text)
  say('停止 stop: Ctrl-C')
}

/** As the build lays them out: the page beside the programs, and the verifier, where it was built. */
const PAGE = join(__dirname, '../../web')
const VERIFIER = join(__dirname, '../../../verifier')

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
