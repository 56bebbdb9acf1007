import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { PRIVATE_FILE } from '@pilot-ledger/event-log'
import { shortened } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { createStandalone, openLedger } from '../../standalone/src/ledger'
import { Mistake } from './mistake'
import type { Progress } from './progress'

export interface CertificateOptions {
  /** A ledger of this machine, which no service has open. */
  readonly data?: string
  /** Of such a ledger the folder in which its checkpoints are kept, too. */
  readonly checkpoints?: string
  /** Of such a ledger the signing key, where it is kept elsewhere. */
  readonly proofKey?: string
  /** The address of a service. */
  readonly service?: string
  /** A token of an account of that service. */
  readonly token?: string
  /** What is certified, one of these: the code of a figure, a closed period, the number of a letter's statement, a sealed round. */
  readonly figure?: string
  readonly period?: string
  readonly statement?: string
  readonly round?: string
  /** Which sealing of the round; the newest if not given. */
  readonly seal?: string
  readonly platform?: string
  /** Over several: ids with commas between them, or `all`. */
  readonly platforms?: string
  readonly programme?: string
  readonly from?: string
  readonly to?: string
  readonly asOf?: string
  /** For outsiders. */
  readonly masked?: boolean
  /** Packed as .json.gz. */
  readonly compressed?: boolean
  /** The file to write. */
  readonly file?: string
}

interface Answered {
  readonly status: number
  readonly name?: string
  readonly body: Buffer
}

/**
 * Takes a certificate from a service that runs, or from a data folder that none has open: it may have to be noted in the log first.
 * Answers the file's name. Throws `Mistake` for what the person at the command line can mend.
 */
export async function takeCertificate(options: CertificateOptions, progress: Progress): Promise<string> {
  if ((options.data === undefined) === (options.service === undefined))
    throw new Mistake('--data 与 --service 二者取一 / give either --data or --service')
  if (options.service !== undefined && (options.checkpoints ?? options.proofKey) !== undefined)
    throw new Mistake('--checkpoints、--proof-key 只与 --data 同用 / --checkpoints and --proof-key go with --data only')
  if (options.service !== undefined && !URL.canParse(options.service))
    throw new Mistake(`不是地址 / not an address: ${options.service}`)
  const path = addressOf(options)
  const ask = options.service === undefined ? inFolder(options, progress) : atService(options)
  const { status, name, body } = await ask(path)
  if (status !== 200) throw new Mistake(refusedWith(status, body))
  const file = resolve(options.file ?? name ?? 'certificate.json')
  if (existsSync(file)) throw new Mistake(`文件已存在 / the file exists already: ${file}`)
  writeFileSync(file, body, { mode: PRIVATE_FILE })
  return `${file} (${body.length} B)${options.masked ? shownWhole(options.compressed ? gunzipSync(body) : body) : ''}`
}

/** Whoever hands it to outsiders is told what it could not hide. */
function shownWhole(body: Buffer): string {
  const { whole } = JSON.parse(body.toString('utf8'))
  if (whole === 0) return ''
  return `\n${whole} 条遮盖启用以前的记录整条出示，其中可见委托方、产品、合同名称 / ${whole} entries of before values could be masked are shown whole`
}

const ONE_OWNER = '--platform、--platforms、--programme 三者取一 / give one of --platform, --platforms, --programme'

function addressOf(options: CertificateOptions): string {
  const { figure, period, statement, round, seal, platform, platforms, programme, from, to, asOf, masked, compressed } =
    options
  const whose = only({ platform, platforms, programme }, ONE_OWNER)
  const [name, what] = only(
    { figure, period, statement, round },
    '--figure、--period、--statement、--round 四者取一 / give one of --figure, --period, --statement, --round',
    true,
  ) as Given
  const query = new URLSearchParams()
  const given = {
    from,
    to,
    asOf,
    seal,
    masked: masked ? 'true' : undefined,
    compressed: compressed ? 'true' : undefined,
    platforms: name === 'round' && platform !== undefined ? platform : platforms === 'all' ? undefined : platforms,
  }
  for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, value)
  const certificate = `${encodeURIComponent(what)}/certificate?${query}`
  if (name === 'round') return `/api/rounds/${encodeURIComponent(what)}/seal/certificate?${query}`
  if (!whose) throw new Mistake(ONE_OWNER)
  const owner = `${whose[0]}s/${encodeURIComponent(whose[1])}`
  if (name === 'figure')
    return whose[0] === 'platforms' ? `/api/figures/total/${certificate}` : `/api/${owner}/figures/${certificate}`
  if (whose[0] === 'platforms' || (name === 'period' && whose[0] !== 'platform'))
    throw new Mistake(
      '结账须注明 --platform，公布数须注明 --platform 或 --programme / a close is of a platform, a statement of a platform or a programme',
    )
  return `/api/${owner}/${name === 'period' ? 'closes' : 'published-figures'}/${certificate}`
}

type Given = readonly [name: string, value: string]

/** Of several options the one that is given. */
function only(options: Readonly<Record<string, string | undefined>>, mistake: string, must = false): Given | undefined {
  const given = Object.entries(options).filter((it): it is [string, string] => it[1] !== undefined)
  if (given.length > 1 || (must && given.length === 0)) throw new Mistake(mistake)
  return given[0]
}

/** As the service would answer it, without one that listens. */
function inFolder({ data = '', checkpoints, proofKey }: CertificateOptions, progress: Progress) {
  const folder = resolve(data)
  // What is signed for it must be kept where the service keeps it, and under the same key.
  const signing = { checkpoints: checkpoints && resolve(checkpoints), proofKey: proofKey && resolve(proofKey) }
  return async (url: string): Promise<Answered> => {
    if (!existsSync(join(folder, 'log.db'))) throw new Mistake(`目录中没有台账 / there is no ledger in ${folder}`)
    const step = progress('读取账本 Reading the log')
    const ledger = await openLedger({ folder, ...signing, onProgress: (sequence) => step(sequence, sequence) })
    try {
      const app = await createStandalone(ledger, { actor: '本机', logger: pino({ level: 'silent' }) })
      const { statusCode, headers, rawPayload } = await app.inject({ url })
      await app.close()
      return { status: statusCode, name: nameIn(headers['content-disposition']), body: rawPayload }
    } finally {
      await ledger.close()
    }
  }
}

function atService({ service, token }: CertificateOptions) {
  return async (path: string): Promise<Answered> => {
    const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` }
    const answer = await fetch(new URL(path, service), { headers }).catch((error: Error) => {
      throw new Mistake(`连接不上服务 / the service cannot be reached: ${service} (${error.message})`)
    })
    const body = Buffer.from(await answer.arrayBuffer())
    return { status: answer.status, name: nameIn(answer.headers.get('content-disposition')), body }
  }
}

/** Nothing that leads elsewhere: the name comes from over there. */
const nameIn = (disposition: unknown) => /filename="([\w.-]+)"/.exec(String(disposition))?.[1]

function refusedWith(status: number, body: Buffer): string {
  const text = body.toString('utf8')
  try {
    const { title, titleEn, code } = JSON.parse(text)
    return `${title} / ${titleEn} (${code})`
  } catch {
    return `HTTP ${status}: ${shortened(text, 200)}`
  }
}
