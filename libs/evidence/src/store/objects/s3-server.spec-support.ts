import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'

/** Those that the stand-in knows. */
export const KEYS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }
export const BUCKET = 'pilot-evidence'

/** What the line does to one request. */
export type Fault =
  /** The store answers this instead. */
  | { readonly answers: number; readonly code?: string }
  /** It breaks after so many bytes of the request's body. */
  | { readonly breaksAfterSending: number }
  /** The request arrives, and its answer does not. */
  | 'loses the answer'
  /** It breaks after so many bytes of the answer's body. */
  | { readonly breaksAfterReading: number }
  | 'is silent'

export interface S3Server {
  /** Of the line to the store, which does as it is told. */
  readonly address: string
  readonly endpoint: string
  /** One for each request that comes next. */
  readonly faults: Fault[]
  /** Methods and keys of all that was asked. */
  readonly asked: string[]
  /** Objects on a page of the listing, where it is not S3's thousand: the stand-in's own pages need a cipher that is no more. */
  pageOf?: number
  /** Takes the line away, or brings it back at the same address. */
  away(): Promise<void>
  back(): Promise<void>
  dispose(): Promise<void>
}

/** A stand-in for S3 in a folder of its own, with one empty bucket, behind a line that can be harmed. */
export async function s3Server(): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), 's3-'))
  const stand = new S3rver({
    ...{ port: 0, address: '127.0.0.1', silent: true, directory },
    configureBuckets: [{ name: BUCKET, configs: [] }],
  })
  const { port: behind } = (await stand.run()) as AddressInfo
  const [faults, asked]: [Fault[], string[]] = [[], []]
  const line = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    harmed(faults.shift(), incoming, outgoing, behind, server.pageOf)
  })
  const listening = (port: number) => new Promise<void>((up) => line.listen(port, '127.0.0.1', up))
  const away = () =>
    new Promise<void>((down) => {
      line.close(() => down())
      line.closeAllConnections()
    })
  await listening(0)
  const { port } = line.address() as AddressInfo
  const endpoint = `http://127.0.0.1:${port}`
  const server: S3Server = {
    ...{ faults, asked, endpoint, away, address: `s3://${BUCKET}/papers?endpoint=${endpoint}` },
    back: () => listening(port),
    async dispose() {
      if (line.listening) await away()
      await stand.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
  return server
}

function harmed(
  fault: Fault | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  port: number,
  pageOf: number | undefined,
): void {
  if (fault === 'is silent') return
  if (typeof fault === 'object' && 'answers' in fault) {
    incoming.resume()
    outgoing.writeHead(fault.answers, { 'content-type': 'application/xml' })
    outgoing.end(`<?xml version="1.0"?><Error><Code>${fault.code ?? ''}</Code><Message>no</Message></Error>`)
    return
  }
  const cut = () => outgoing.destroy()
  const most = typeof fault === 'object' && 'breaksAfterSending' in fault ? fault.breaksAfterSending : undefined
  // S3 takes a whole object or none; the stand-in keeps what a broken line brought. So it is given whole requests only.
  taken(incoming, most, cut, (body) => {
    const { method, url, headers } = incoming
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      if (fault === 'loses the answer') return void answer.on('end', cut).resume()
      const read = typeof fault === 'object' && 'breaksAfterReading' in fault ? fault.breaksAfterReading : undefined
      taken(answer, undefined, cut, (whole) => {
        const listing = pageOf !== undefined && url?.includes('list-type')
        const body = listing ? firstOf(whole.toString(), pageOf) : whole
        const { 'transfer-encoding': _, ...others } = answer.headers
        const length = method === 'HEAD' ? answer.headers['content-length'] : body.length
        outgoing.writeHead(answer.statusCode ?? 500, {
          ...others,
          ...(length !== undefined && { 'content-length': length }),
        })
        if (read === undefined) outgoing.end(body)
        else outgoing.write(body.subarray(0, read), cut)
      })
    })
    onward.on('error', cut)
    onward.end(body)
  })
}

/** All that comes; where it is more than `most`, the line is cut instead. */
function taken(from: IncomingMessage, most: number | undefined, cut: () => void, then: (whole: Buffer) => void): void {
  const chunks: Uint8Array[] = []
  let size = 0
  from.on('error', () => undefined)
  from.on('data', (chunk: Uint8Array) => {
    chunks.push(chunk)
    size += chunk.length
    if (most !== undefined && size > most) cut()
  })
  from.on('end', () => then(Buffer.concat(chunks)))
}

function firstOf(listing: string, most: number): Buffer {
  const objects = [...listing.matchAll(/<Contents>.*?<\/Contents>/gs)].map(([it]) => it)
  if (objects.length <= most) return Buffer.from(listing)
  const rest = objects.slice(most).reduce((all, it) => all.replace(it, ''), listing)
  return Buffer.from(rest.replace('<IsTruncated>false', '<IsTruncated>true'))
}
