import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { evidenceTold, openEvidence } from '@pilot-ledger/evidence/serving'
import { asAnswer } from '@pilot-ledger/evidence/upload'
import { RefusalException } from '@pilot-ledger/http'
import { platformIdOf } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { ledgerLog } from '@pilot-ledger/service'
import { Mistake } from './mistake'
import type { Progress } from './progress'

export interface UploadOptions {
  /** A ledger of this machine, which no service has open. */
  readonly data?: string
  /** The address of a service. */
  readonly service?: string
  /** A token of an account of that service. */
  readonly token?: string
  /** Its id; of a ledger of this machine also its registered name. */
  readonly platform: string
  readonly actor: string
}

/** One file, as it was taken or refused. */
interface Outcome {
  readonly path: string
  readonly sha256: string
  readonly pages?: number
  readonly refused?: string
}

export interface UploadReport {
  readonly counted: string
  /** Every file is there. */
  readonly clean: boolean
}

type Send = (path: string, sha256: string) => Promise<Pick<Outcome, 'pages' | 'refused'>>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A service gives each request a minute. */
const PIECE = 8 * 1_048_576
/** A line that breaks is tried again; each try goes on where the one before ended. */
const MOST_TRIES = 8

/**
 * Uploads files, and those in folders, as a platform's evidence: to a service that runs, or into a data folder that none has open. Which
 * is no paper is told, and the others are uploaded. Each file is told (`say`) as soon as it is there: who ends it in the middle, or
 * whose disk is full, knows what was taken. Throws `Mistake` for what the person at the command line can mend.
 */
export async function uploadEvidence(
  files: readonly string[],
  options: UploadOptions,
  progress: Progress,
  say: (line: string) => void,
): Promise<UploadReport> {
  if ((options.data === undefined) === (options.service === undefined))
    throw new Mistake('--data 与 --service 二者取一 / give either --data or --service')
  if (options.service !== undefined && !URL.canParse(options.service))
    throw new Mistake(`不是地址 / not an address: ${options.service}`)
  const paths = files.flatMap(filesIn)
  const tell = progress('上传 Uploading')
  const uploadAll = async (send: Send): Promise<UploadReport> => {
    let refused = 0
    for (const [i, path] of paths.entries()) {
      const sha256 = await sha256Of(path)
      const outcome = { path, sha256, ...(await send(path, sha256)) }
      if (outcome.refused !== undefined) refused++
      say(lineOf(outcome))
      tell(i + 1, paths.length)
    }
    const counted = `${paths.length - refused} 件已上传 uploaded，${refused} 件拒收 refused`
    return { counted, clean: refused === 0 }
  }
  return options.service === undefined ? inFolder(options, uploadAll) : uploadAll(toService(options))
}

function filesIn(given: string): string[] {
  const path = resolve(given)
  if (!existsSync(path)) throw new Mistake(`没有此文件 / there is no such file: ${given}`)
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter((it) => !it.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((it) => (it.isDirectory() || it.isFile() ? filesIn(join(path, it.name)) : []))
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function inFolder<T>(
  { data = '', platform: given, actor }: UploadOptions,
  uploadAll: (send: Send) => Promise<T>,
): Promise<T> {
  const folder = resolve(data)
  if (!existsSync(resolve(folder, 'log.db'))) throw new Mistake(`目录中没有台账 / there is no ledger in ${folder}`)
  const platform = UUID.test(given) ? given : platformIdOf(given)
  const log = await openSqliteEventLog({ folder })
  try {
    const recorder = new Recorder(ledgerLog(log))
    const papers = await openEvidence({ folder, ...evidenceTold({}, process.env) })
    const identity = { actor, correlationId: `cli-${process.pid}-${Date.now()}`, requestHash: '' }
    try {
      return await uploadAll((path, sha256) =>
        refusedOr(async () => {
          const size = statSync(path).size
          const { uploads } = papers
          const { id } = await uploads.create({ platform, actor, fileName: basename(path), size, sha256 })
          const { stored } = await uploads.append(platform, id, 0, createReadStream(path), recorder, identity)
          return stored?.pages
        }),
      )
    } finally {
      await papers.close()
    }
  } finally {
    await log.close()
  }
}

/** What is wrong with one file does not keep the others out; what is wrong here ends it. */
async function refusedOr(upload: () => Promise<number | undefined>): Promise<Pick<Outcome, 'pages' | 'refused'>> {
  try {
    const pages = await upload()
    return pages === undefined ? {} : { pages }
  } catch (error) {
    const answer = asAnswer(error)
    if (!(answer instanceof RefusalException)) throw error
    const { zh, en } = answer.refusals[0]
    if (answer.status >= 500) throw new Mistake(`${zh} / ${en}`)
    return { refused: `${zh} / ${en}` }
  }
}

function toService({ service = '', token = '', platform }: UploadOptions): Send {
  const at = new URL(`/api/platforms/${encodeURIComponent(platform)}/evidence-uploads`, service)
  const asked = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' }
  return async (path, sha256) => {
    const size = statSync(path).size
    const base64 = (it: string) => Buffer.from(it).toString('base64')
    const metadata = `filename ${base64(basename(path))},sha256 ${base64(sha256)}`
    let upload = at
    for (let tries = 1; ; tries++) {
      const announced = await fetch(at, {
        method: 'POST',
        headers: { ...asked, 'upload-length': String(size), 'upload-metadata': metadata },
      })
      if (announced.status !== 201) return refusedBy(announced)
      upload = new URL(announced.headers.get('location') ?? '', service)
      const end = await pieces(upload, asked, path, size)
      if (!end) break
      // Whoever had its pieces is gone, and another is asked now.
      if (end.status !== 404 || tries === MOST_TRIES) return refusedBy(end)
    }
    const { stored } = (await (await fetch(upload, { headers: asked })).json()) as { stored?: { pages?: number } }
    return stored?.pages === undefined ? {} : { pages: stored.pages }
  }
}

/** Sends what is missing, piece by piece; the answer that refuses it, or nothing when it is there. */
async function pieces(
  upload: URL,
  asked: Readonly<Record<string, string>>,
  path: string,
  size: number,
): Promise<Response | undefined> {
  let offset = 0
  for (let tries = 0; ; ) {
    try {
      const end = Math.min(offset + PIECE, size)
      const body = await bytesOf(path, offset, end)
      const headers = { ...asked, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }
      const answer = await fetch(upload, { method: 'PATCH', headers, body })
      if (answer.status !== 204 && answer.status !== 503) return answer
      if (answer.status === 503 && ++tries === MOST_TRIES) return answer
      offset = answer.status === 204 ? Number(answer.headers.get('upload-offset')) : await offsetOf(upload, asked)
      if (answer.status === 204 && offset >= size) return undefined
    } catch (error) {
      if (++tries === MOST_TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** tries))
      offset = await offsetOf(upload, asked).catch(() => offset)
    }
  }
}

async function offsetOf(upload: URL, asked: Readonly<Record<string, string>>): Promise<number> {
  const { headers } = await fetch(upload, { method: 'HEAD', headers: asked })
  return Number(headers.get('upload-offset'))
}

async function bytesOf(path: string, from: number, to: number): Promise<Buffer> {
  if (from === to) return Buffer.alloc(0)
  const chunks: Buffer[] = []
  for await (const it of createReadStream(path, { start: from, end: to - 1 })) chunks.push(it as Buffer)
  return Buffer.concat(chunks)
}

async function refusedBy(answer: Response): Promise<Pick<Outcome, 'refused'>> {
  const { title = String(answer.status), titleEn = '' } = (await answer.json().catch(() => ({}))) as {
    title?: string
    titleEn?: string
  }
  const said = `${title} / ${titleEn}`
  // Of the account or the service, not of this file: the others would fare no better.
  if (answer.status >= 500 || answer.status === 401 || answer.status === 403) throw new Mistake(said)
  return { refused: said }
}

const lineOf = ({ path, sha256, pages, refused }: Outcome) =>
  refused === undefined
    ? `${sha256}  ${path}${pages === undefined ? '' : `（${pages} 页 pages）`}`
    : `拒收 refused  ${path}: ${refused}`
