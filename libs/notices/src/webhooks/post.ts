import { createHmac } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isRefusal } from '@pilot-ledger/kernel'
import { type Allowed, endpointUrl, publicLookup } from './addresses'

/** From the first byte sent to the last received, ms. */
const PATIENCE_MS = 10_000
/** Of an answer that nobody reads. */
const MOST_BYTES = 65_536

export const SECRET_PREFIX = 'whsec_'

/** One attempt: whether it was taken (2xx), and what came of it, in a word or a number. */
export interface Attempt {
  readonly taken: boolean
  readonly outcome: string
}

export interface Message {
  readonly id: string
  readonly body: string
  /** Seconds since 1970 at which it is sent: part of what is signed, so that an old message cannot be played again. */
  readonly timestamp: number
}

/** Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body` under the bytes of the secret. */
export function signatureOf({ id, timestamp, body }: Message, secret: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

export interface Posting {
  readonly allowed: Allowed
  readonly patience?: number
  /** Broken off where the service stops. */
  readonly signal: AbortSignal
}

/** Posts a CloudEvent in structured mode. Redirects are not followed: where it goes was decided when it was allowed. */
export function post(
  address: string,
  message: Message,
  secret: string,
  { allowed, patience = PATIENCE_MS, signal }: Posting,
): Promise<Attempt> {
  const url = endpointUrl(address, allowed)
  if (isRefusal(url)) return Promise.resolve({ taken: false, outcome: url.code })
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'content-length': Buffer.byteLength(message.body),
        'user-agent': 'pilot-ledger',
        'webhook-id': message.id,
        'webhook-timestamp': String(message.timestamp),
        'webhook-signature': signatureOf(message, secret),
      },
      // Each its own connection: none is kept to an address that may become another.
      agent: false,
      signal,
      ...(allowed.private ? {} : { lookup: publicLookup }),
    })
    const timer = setTimeout(() => request.destroy(new Error('timed-out')), patience)
    const end = (attempt: Attempt) => {
      clearTimeout(timer)
      request.destroy()
      resolve(attempt)
    }
    request.once('error', (error: NodeJS.ErrnoException) => end({ taken: false, outcome: error.code ?? error.message }))
    request.once('response', (response) => {
      const status = response.statusCode ?? 0
      const attempt = { taken: status >= 200 && status < 300, outcome: String(status) }
      let bytes = 0
      response.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (bytes > MOST_BYTES) end(attempt)
      })
      response.once('end', () => end(attempt))
      response.once('error', () => end(attempt))
    })
    request.end(message.body)
  })
}
