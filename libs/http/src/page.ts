import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
}
/**
 * Content-Security-Policy: own files and own answers only, no inline script, framed by nobody. Styles and small pictures are set
 * by the component libraries themselves, hence unsafe-inline.
 */
export const OWN_FILES_ONLY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The worker that reads PDF, a thread of its own with a policy of its own: it may compile the decoders of pictures that come from
 * here (WebAssembly), which the page may not, and no text.
 */
const PDF_WORKER = /(^|\/)pdf\.worker[^/]*\.mjs$/
const DECODERS_TOO = OWN_FILES_ONLY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")

type Encoding = 'br' | 'gzip'
interface PageFile {
  readonly type: string
  readonly plain: Buffer
  readonly policy: string
  readonly compressed: Map<Encoding, Promise<Buffer>>
}

/**
 * Serves the built page of `folder` (index.html and assets/) at `/`. The files are few and known when the service starts, so
 * they are held in memory, compressed once, when first asked for, and nothing outside the list can be asked for; the page keeps its places behind
 * `#`, so that there are no deep addresses to answer. Assets carry a hash in their names and never change. `@fastify/static` would
 * read the folder at each request, and serve no file compressed that was not compressed on disk.
 * Throws when the folder is not a built page.
 */
export function servePage(fastify: FastifyInstance, folder: string): void {
  const index = fileOf(join(folder, 'index.html'))
  fastify.get('/', async (request, reply) => send(request, reply, index, 'no-cache'))
  const assets = new Map(filesIn(join(folder, 'assets')))
  fastify.get('/assets/*', async (request, reply) => {
    const file = assets.get((request.params as { '*': string })['*'])
    if (!file) return reply.callNotFound()
    return send(request, reply, file, 'public, max-age=31536000, immutable')
  })
}

/**
 * Offers the files of a folder to be taken away, at `/verifier/`: what checks the ledger is run elsewhere, and not as a part of
 * its page. Throws when there is no such folder.
 */
export function offerVerifier(fastify: FastifyInstance, folder: string): void {
  const files = new Map(filesIn(folder))
  fastify.get('/verifier/*', async (request, reply) => {
    const name = (request.params as { '*': string })['*']
    const file = files.get(name)
    if (!file) return reply.callNotFound()
    return send(request, reply.header('content-disposition', `attachment; filename="${name}"`), file, 'no-cache')
  })
}

/** Every file of a folder and of those in it, by its name from there. */
function filesIn(folder: string): (readonly [name: string, file: PageFile])[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))
    .map((path) => [relative(folder, path).replaceAll('\\', '/'), fileOf(path)])
}

function fileOf(path: string): PageFile {
  const plain = readFileSync(path)
  const type = TYPES[extname(path)]
  if (type === undefined) throw new Error(`the page holds a file of an unknown type: ${path}`)
  const policy = PDF_WORKER.test(path) ? DECODERS_TOO : OWN_FILES_ONLY
  return { type, plain, policy, compressed: new Map() }
}

/** Not at the start, which it would hold up for longer than all else, and not on the thread that serves others. */
function compressed({ plain, compressed }: PageFile, encoding: Encoding): Promise<Buffer> {
  const known = compressed.get(encoding)
  if (known) return known
  // 9 of 11: the last two steps cost seconds for a few per cent.
  const made = encoding === 'br' ? brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : zipped(plain)
  compressed.set(encoding, made)
  return made
}
const [brotli, zipped] = [promisify(brotliCompress), promisify(gzip)]

async function send(request: FastifyRequest, reply: FastifyReply, file: PageFile, cache: string) {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  void reply
    .header('content-type', file.type)
    .header('cache-control', cache)
    .header('vary', 'accept-encoding')
    .header('content-security-policy', file.policy)
  const encoding = (['br', 'gzip'] as const).find((it) => new RegExp(`\\b${it}\\b`).test(accepted))
  if (encoding === undefined) return reply.send(file.plain)
  return reply.header('content-encoding', encoding).send(await compressed(file, encoding))
}
