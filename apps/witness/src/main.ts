import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Unavailable } from '@pilot-ledger/event-log'
import { checkPaper } from './check-paper'
import { mustHaveFolder, readGiven, writeGiven } from './given-files'
import { type OpenWitness, openWitness } from './open-witness'
import { witnessServer } from './server'
import { trustedLogs } from './trusted-logs'

const USAGE = `用法 Usage: pilot-ledger witness [--data DIR] [--name NAME] [--log VKEY]… [--logs FILE] [--port N] [--host ADDRESS]
  见证人：每个账本只记住一个检查点，只为它的延续会签 · cosigns of each log one history only (c2sp.org/tlog-witness)
  --data 或 PILOT_LEDGER_WITNESS：密钥与所存检查点，缺省 data/witness · its key and what it has cosigned
  --name 首次启动时的名称 · what it is called from its first start on
  --log VKEY 台账的验证公钥，可多次 · the verification key of a ledger, several times
  --logs FILE 每行一个公钥，每次请求重读 · keys, one a line, read again for each request
  --request FILE --to FILE 无网络时：读请求，写出会签后的检查点，不监听 · without a network: answers the request of a file with the
    cosigned checkpoint, and ends
  --public FILE 把公钥写入文件 · its public key is written there
  --paper FILE|'SIZE HEX' [--ledger DIR|URL [--token T]] 纸上或扫描的检查点是否仍在账本中 · whether the log still contains what a paper says;
    退出码 exit codes: 0 是 yes · 1 否 no · 3 无从判断 it cannot be told`

/** Resolves when it listens, or has answered the request of a file. */
export async function witness(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      name: { type: 'string' },
      log: { type: 'string', multiple: true },
      logs: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      request: { type: 'string' },
      to: { type: 'string' },
      public: { type: 'string' },
      paper: { type: 'string' },
      ledger: { type: 'string' },
      token: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return say(USAGE)
  const [host, port] = [values.host ?? '127.0.0.1', Number(values.port ?? process.env.PORT ?? 3003)]
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Unavailable('unreachable', `端口无效 / not a port: ${values.port}`)
  const folder = resolve(values.data ?? process.env.PILOT_LEDGER_WITNESS ?? 'data/witness')
  if (values.paper !== undefined) {
    const { exitCode, words } = await checkPaper({
      text: existsSync(values.paper) ? readGiven('--paper', values.paper) : values.paper,
      keys: trustedLogs(values.log ?? [], values.logs).keys(),
      folder,
      ledger: values.ledger,
      token: values.token ?? process.env.PILOT_LEDGER_TOKEN,
    })
    process.exitCode = exitCode
    return say(words)
  }
  const opened = openWitness({
    folder,
    name: values.name,
    logs: values.log ?? [],
    logsFile: values.logs,
  })
  try {
    if (values.public !== undefined) writeGiven('--public', values.public, `${opened.verifierKey}\n`)
  } catch (error) {
    opened.close()
    throw error
  }
  if (values.request !== undefined) return byFile(opened, values.request, values.to)
  await listen(opened, host, port)
}

/** The answer of a request that was carried here goes back the same way; one that is refused is told and ends with 1. */
function byFile({ witness, close }: OpenWitness, request: string, to: string | undefined): void {
  try {
    const text = readGiven('--request', request)
    if (to !== undefined) mustHaveFolder('--to', to)
    const { status, body } = witness.add(text)
    // Whoever takes it back may have signed others since: the checkpoint comes along.
    const answer = status === 200 ? text.slice(text.indexOf('\n\n') + 2) + body : `${status} ${body}`
    if (to !== undefined) writeGiven('--to', to, answer)
    else process.stdout.write(answer)
    if (status !== 200) process.exitCode = 1
  } finally {
    close()
  }
}

async function listen({ witness, verifierKey, statement, close }: OpenWitness, host: string, port: number) {
  const onFault = (error: Error) => void process.stderr.write(`${error.message}\n`)
  const server = witnessServer({ witness, statement, onFault })
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, done)
  })
  const stop = () => server.close(() => close())
  for (const it of ['SIGTERM', 'SIGINT'] as const) process.once(it, stop)
  say(`见证人 witness: http://${host}:${(server.address() as AddressInfo).port}/`)
  say(`见证人公钥 key of the witness: ${verifierKey}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

if (require.main === module) {
  witness(process.argv.slice(2)).catch((error: Error) => {
    const { code } = error as NodeJS.ErrnoException
    const told = error instanceof Unavailable || code?.startsWith('ERR_PARSE_ARGS') || code === 'EADDRINUSE'
    process.stderr.write(`${told ? error.message : error.stack}\n`)
    process.exit(1)
  })
}
