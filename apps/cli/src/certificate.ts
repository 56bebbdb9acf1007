import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { PRIVATE_FILE } from '@pilot-ledger/event-log'
import { pino } from 'pino'
import { createStandalone, openLedger } from '../../standalone/src/ledger'
import { Mistake } from './mistake'
import type { Progress } from './progress'

export interface CertificateOptions {
  /** A ledger of this machine, which no service has open. */
  readonly data?: string
  /** The address of a service. */
  readonly service?: string
  /** A token of an account of that service. */
  readonly token?: string
  /** The code of a figure. */
  readonly figure: string
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
  if (options.service !== undefined && !URL.canParse(options.service))
    throw new Mistake(`不是地址 / not an address: ${options.service}`)
  const path = addressOf(options)
  const ask = options.service === undefined ? inFolder(resolve(options.data as string), progress) : atService(options)
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

function addressOf({
  figure,
  platform,
  platforms,
  programme,
  from,
  to,
  asOf,
  masked,
  compressed,
}: CertificateOptions): string {
  const owners = [
    platform !== undefined && `platforms/${encodeURIComponent(platform)}/figures`,
    platforms !== undefined && 'figures/total',
    programme !== undefined && `programmes/${encodeURIComponent(programme)}/figures`,
  ].filter((it) => it !== false)
  if (owners.length !== 1)
    throw new Mistake(
      '--platform、--platforms、--programme 三者取一 / give one of --platform, --platforms, --programme',
    )
  const query = new URLSearchParams()
  const given = {
    from,
    to,
    asOf,
    masked: masked ? 'true' : undefined,
    compressed: compressed ? 'true' : undefined,
    platforms: platforms === 'all' ? undefined : platforms,
  }
  for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, value)
  return `/api/${owners[0]}/${encodeURIComponent(figure)}/certificate?${query}`
}

/** As the service would answer it, without one that listens. */
function inFolder(folder: string, progress: Progress) {
  return async (url: string): Promise<Answered> => {
    if (!existsSync(join(folder, 'log.db'))) throw new Mistake(`目录中没有台账 / there is no ledger in ${folder}`)
    const step = progress('读取账本 Reading the log')
    const ledger = await openLedger({ folder, onProgress: (sequence) => step(sequence, sequence) })
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
    return `HTTP ${status}: ${text.slice(0, 200)}`
  }
}
