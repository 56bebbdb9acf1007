import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RouteConfig } from '@nestjs/platform-fastify'
import { refuse } from '@pilot-ledger/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RefusalException } from './problem'
import { scratchFolder, sweepScratch } from './scratch'

/** What a file's own name for its kind may be; what it is, its reader finds out. */
export const FILE_TYPES = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/csv',
  'application/x-ndjson',
  'application/xml',
  'text/xml',
  'application/pdf',
  'application/zip',
  'application/ofd',
  'application/octet-stream',
] as const

const MEBIBYTE = 1_048_576
/** Over this a workbook of a hundred thousand rows has long ended. */
const MOST_BYTES = 64 * MEBIBYTE

/** A file that came as the body of a request. It lies in a folder of its own and is gone when the answer has been sent. */
export interface ReceivedFile {
  readonly path: string
  /** Lower-case hex. */
  readonly sha256: string
  readonly bytes: number
}

/** The body is a file, no JSON, of at most so many bytes. */
export function TakesFile(mostBytes: number = MOST_BYTES) {
  return RouteConfig({ takesFile: mostBytes })
}

/** A part of a file, taken as it comes (tus 1.0). */
export const OFFSET_STREAM = 'application/offset+octet-stream'

/** The body is a part of a file, and the route reads it itself: as it comes, and as far as it comes. */
export function TakesStream() {
  return RouteConfig({ takesStream: true })
}

const received = new WeakMap<FastifyRequest, ReceivedFile>()
const answers = new WeakMap<FastifyRequest, FastifyReply>()

/** The file of a request to a route that `TakesFile`. */
export function receivedFile(request: FastifyRequest): ReceivedFile {
  const file = received.get(request)
  if (file) return file
  throw new RefusalException([
    refuse('file-missing', { zh: '请求正文须为文件', en: 'the body of the request is a file' }),
  ])
}

/**
 * Lets routes that say so take files: written to disk as they come, hashed on the way, never held in memory. For the request's
 * identity the body is the file's hash and length: the same key with another file is another request. What a process that is no
 * more left of files is removed. The body is the file itself, so there are no parts for `@fastify/multipart` to read.
 */
export function acceptFiles(fastify: FastifyInstance): void {
  sweepScratch()
  fastify.addContentTypeParser([...FILE_TYPES], async (request: FastifyRequest, payload: NodeJS.ReadableStream) => {
    const most = (request.routeOptions.config as { takesFile?: number }).takesFile
    if (most === undefined) throw new RefusalException([NO_FILE_HERE])
    const folder = scratchFolder('file')
    // However the exchange ends: answered, refused or broken off.
    answers.get(request)?.raw.once('close', () => void rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'content')
    const hash = createHash('sha256')
    let bytes = 0
    await pipeline(
      payload,
      measured(hash, most, (it) => (bytes = it)),
      createWriteStream(path, { mode: 0o600 }),
    )
    const file = { path, sha256: hash.digest('hex'), bytes }
    received.set(request, file)
    return { sha256: file.sha256, bytes }
  })
  fastify.addContentTypeParser(OFFSET_STREAM, async (request: FastifyRequest, payload: NodeJS.ReadableStream) => {
    if (!(request.routeOptions.config as { takesStream?: true }).takesStream) throw new RefusalException([NO_FILE_HERE])
    return payload
  })
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    answers.set(request, reply)
  })
}

function measured(hash: Hash, most: number, tell: (bytes: number) => void): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      tell(bytes)
      hash.update(chunk)
      done(bytes > most ? new RefusalException([tooLarge(most)]) : null, chunk)
    },
  })
}

const NO_FILE_HERE = refuse('media-type-not-supported', {
  zh: '此地址不接收文件，请求正文须为 application/json',
  en: 'no file is taken here; the body must be application/json',
})

function tooLarge(most: number) {
  return refuse('body-too-large', {
    zh: '文件超过上限',
    en: 'the file is over the limit',
    facts: { mostBytes: String(most) },
  })
}
