import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Answer, Witness } from './witness'

/** Sixty-three hashes and a checkpoint with every signature that a reader must take are a tenth of it. */
const MOST_BYTES = 65_536
/** Whoever sends more slowly is cut off. */
const PATIENCE_MS = 10_000
const TEXT = 'text/plain; charset=utf-8'

type Said = Omit<Answer, 'status'> & { readonly status: number; readonly headers?: Readonly<Record<string, string>> }

export interface Served {
  readonly witness: Pick<Witness, 'add'>
  /** For people: who this is and what it has cosigned last. */
  readonly statement: () => string
  /** What could not be kept: the answer does not say it. */
  readonly onFault: (error: Error) => void
}

/** The witness over HTTP, to be told where to listen. */
export function witnessServer(served: Served): Server {
  const server = createServer({ requestTimeout: PATIENCE_MS, headersTimeout: PATIENCE_MS }, (request, response) => {
    answered(request, served).then(
      (it) => send(response, it),
      // Whoever asked is gone.
      () => response.destroy(),
    )
  })
  return server
}

async function answered(request: IncomingMessage, served: Served): Promise<Said> {
  const path = (request.url ?? '').split('?')[0]
  const [method, act] = routeOf(path)
  if (!act) return said(404, 'unknown-address: 没有此地址 / no such address')
  if (request.method !== method)
    return { ...said(405, `不接受此方法 / not a method of it: ${method}`), headers: { allow: method } }
  const body = await textOf(request)
  if (body === undefined) return said(413, `请求过长 / longer than ${MOST_BYTES} bytes`)
  if (body === NOT_TEXT) return said(400, '请求不是 UTF-8 文本 / no text in UTF-8')
  try {
    return act(served, body)
  } catch (error) {
    served.onFault(error as Error)
    return said(503, '未能保存，未予会签 / it could not be kept: nothing was cosigned')
  }
}

type Act = (served: Served, body: string) => Said

function routeOf(path: string): [method: string, act?: Act] {
  if (path.endsWith('/add-checkpoint')) return ['POST', ({ witness }, body) => witness.add(body)]
  if (path === '/' || path === '/health/ready') return ['GET', ({ statement }) => said(200, statement())]
  return ['GET']
}

const NOT_TEXT = Symbol('not text')

/** Undefined where it is too long. */
async function textOf(request: IncomingMessage): Promise<string | typeof NOT_TEXT | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > MOST_BYTES) return undefined
    chunks.push(chunk as Buffer)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
  } catch {
    return NOT_TEXT
  }
}

function send(response: ServerResponse, { status, type, body, headers }: Said): void {
  const more = status === 413 ? { connection: 'close' } : undefined
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers, ...more })
  response.end(body)
}

function said(status: number, words: string): Said {
  return { status, type: TEXT, body: words.endsWith('\n') ? words : `${words}\n` }
}
