import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { Agent, type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http'
import { request as overTls, Agent as TlsAgent } from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'
import { NotAsNamed } from '../faults'
import type { ContentName } from '../port'
import type { ObjectPlace } from './address'
import { Broken, codeIn, Declined, passes } from './answers'

/** How long an object store is waited for, and how often it is asked. */
export interface Patience {
  /** Milliseconds without a byte in either direction. */
  readonly silence: number
  /** Times that one thing is asked for. */
  readonly tries: number
  /** Milliseconds before the second time; four times as many before each further one. */
  readonly pause: number
}
/** All of it is within what a proxy waits for an answer (60 s). */
export const PATIENCE: Patience = { silence: 15_000, tries: 3, pause: 250 }
/** Bytes a second below which a line counts as none. */
const SLOWEST = 32_768
/** Of an answer that is no file. A page of a listing has a thousand keys. */
const MOST_SAID = 4 * 1_048_576

const NOTHING = createHash('sha256').digest('hex')

export interface Asked {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  /** Behind the bucket. */
  readonly key: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** A file on this machine, and what it must be: the store is told its hash, under the signature, and what differs is not sent to its end. */
  readonly file?: ContentName & { readonly path: string }
}

/**
 * Signed requests to one bucket. The signature is `aws4fetch`'s; the transport is Node's own, since a file of known length is streamed,
 * hashed on the way, and given up when the line is silent.
 */
export class Exchange {
  private readonly agent: Agent
  /** Signing keys of the day. */
  private readonly cache = new Map<string, ArrayBuffer>()

  constructor(
    private readonly place: ObjectPlace,
    readonly patience: Patience = PATIENCE,
  ) {
    const kept = { keepAlive: true, maxSockets: 32 }
    this.agent = place.bucket.protocol === 'https:' ? new TlsAgent(kept) : new Agent(kept)
  }

  /** Asks until it is answered, as often as patience has it. Throws the last `Broken` or `Declined`, and whatever will not pass at once. */
  async until<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await work()
      } catch (error) {
        if (!passes(error) || tried >= this.patience.tries) throw error
        await pause(this.patience.pause * 4 ** (tried - 1) * (0.5 + Math.random()))
      }
    }
  }

  /** The answer, its body still to be read. Throws `Broken`, `Declined`, of a file that is not as it is named `NotAsNamed`. */
  async answer(asked: Asked): Promise<IncomingMessage> {
    const { method, key, query = {}, headers = {}, file } = asked
    const { bucket } = this.place
    const url = key === '' ? new URL(bucket.pathname.replace(/(?<=.)\/$/, ''), bucket) : new URL(key, bucket)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const { region, credentials } = this.place
    // Who keeps his papers in a folder does not load it.
    const { AwsV4Signer } = await import('aws4fetch')
    const signed = await new AwsV4Signer({
      ...{ ...credentials, region, service: 's3', cache: this.cache, method, url: url.href },
      headers: { ...headers, 'x-amz-content-sha256': file?.sha256 ?? NOTHING },
    }).sign()
    const length: Record<string, string> = method === 'PUT' ? { 'content-length': String(file?.size ?? 0) } : {}
    const request = (url.protocol === 'https:' ? overTls : overHttp)(signed.url, {
      ...{ method, agent: this.agent, timeout: this.patience.silence },
      headers: { ...Object.fromEntries(signed.headers), ...length },
    })
    const answer = await this.answered(request, file, `${method} ${key}`)
    const { statusCode = 0 } = answer
    if (statusCode >= 200 && statusCode < 300) return answer
    const said = method === 'HEAD' ? '' : await this.said(answer).catch(() => '')
    answer.destroy()
    throw new Declined(statusCode, codeIn(said), `${method} ${url.host}`)
  }

  /** The body of an answer that is no file. */
  async said(answer: IncomingMessage): Promise<string> {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of this.chunks(answer)) {
      size += chunk.length
      if (size > MOST_SAID) throw new Broken('an answer without an end')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  }

  /** What an answer brings. Silence counts while it is waited for, not while whoever reads takes his time. Throws `Broken`. */
  async *chunks(answer: IncomingMessage): AsyncGenerator<Uint8Array> {
    const all = answer[Symbol.asyncIterator]()
    let timer: NodeJS.Timeout | undefined
    try {
      for (;;) {
        timer = setTimeout(() => answer.destroy(new Broken('silent')), this.patience.silence)
        const { done, value } = await all.next()
        clearTimeout(timer)
        if (done) break
        yield value as Uint8Array
      }
      if (!answer.complete) throw new Broken('an answer that is cut off')
    } catch (error) {
      throw broken(error)
    } finally {
      clearTimeout(timer)
      answer.destroy()
    }
  }

  close(): void {
    this.agent.destroy()
  }

  /** The head of the answer. Whatever becomes of it, nothing more is sent. */
  private async answered(request: ClientRequest, file: Asked['file'], what: string): Promise<IncomingMessage> {
    const slow = this.patience.silence + ((file?.size ?? 0) / SLOWEST) * 1_000
    const late = setTimeout(() => request.destroy(new Broken(`${what}: slow`)), slow)
    const ended = new AbortController()
    let whole = false
    try {
      const came = new Promise<IncomingMessage>((resolve, reject) => {
        request.once('response', resolve)
        request.once('timeout', () => request.destroy(new Broken(`${what}: silent`)))
        request.on('error', (error) => reject(broken(error, what)))
      })
      const sent = (file ? sending(request, file, ended.signal) : ending(request)).then(() => {
        whole = true
        return came
      })
      // Who declines may do so before the file is there.
      const answer = await Promise.race([came, sent])
      if (!whole && (answer.statusCode ?? 0) < 300) throw new Broken(`${what}: taken before it was sent`)
      // From here on who reads counts the silence.
      request.setTimeout(0)
      return answer
    } catch (error) {
      request.destroy()
      throw error
    } finally {
      clearTimeout(late)
      ended.abort()
    }
  }
}

async function ending(request: ClientRequest): Promise<void> {
  request.end()
}

/** The last of it is kept back until all of it is what it should be: a file that was altered on its way is never a whole object. */
async function sending(request: ClientRequest, file: NonNullable<Asked['file']>, signal: AbortSignal): Promise<void> {
  const hash = createHash('sha256')
  let size = 0
  let last: Uint8Array | undefined
  for await (const chunk of createReadStream(file.path, { highWaterMark: 262_144 })) {
    if (last && !request.write(last)) await once(request, 'drain', { signal })
    signal.throwIfAborted()
    hash.update(chunk)
    size += chunk.length
    last = chunk
  }
  const came = { sha256: hash.digest('hex'), size }
  if (came.sha256 !== file.sha256 || size !== file.size)
    throw new NotAsNamed({ sha256: file.sha256, size: file.size }, came)
  request.end(last)
}

function broken(error: unknown, what = 'an answer'): unknown {
  if (error instanceof Broken) return error
  const { code, message } = error as NodeJS.ErrnoException
  return new Broken(`${what}: ${code ?? message}`, { cause: error })
}
