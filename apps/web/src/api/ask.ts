import { attendedHeaders } from './attended'
import type { Answers, Bodies, Problem } from './types'

export type { Answers, Bodies, Problem } from './types'
export type GetRoute = keyof Answers & `GET ${string}`
export type SendRoute = (keyof Bodies & string) | `DELETE ${string}` | `POST ${string}`
export type Params = Readonly<Record<string, string | number | undefined>>
/** The body a route takes, as the OpenAPI document says; none for a route that takes nothing. */
export type BodyOf<D extends SendRoute> = D extends keyof Bodies ? Bodies[D] : undefined

/** A refusal of the service (RFC 9457), or that it could not be reached (`unreachable`). */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code)
  }
}

/** Where the log stood with the last thing this page recorded: questions wait for it, so one reads what one wrote. */
let lastPosition: string | undefined

/** Whether the last answer came from a service that may lack entries of the log (the header `ledger-stale`). */
let stale = false

/** The sequence and instant of the log with everything this page recorded, and whether the service may lack entries. */
export async function askHead(): Promise<Answers['GET /api/cut'] & { stale: boolean }> {
  const waitFor = lastPosition
  const head = await ask('GET /api/cut', { waitFor })
  return { ...head, stale }
}

/**
 * Asks a route. `{name}` in its path is filled from `params`; what is left over becomes the query.
 * Rejects with `Refused`.
 */
export async function ask<D extends GetRoute>(route: D, params: Params = {}): Promise<Answers[D]> {
  return (await exchange(route, params)) as Answers[D]
}

/**
 * All pages of a list put together in its field `list`, with what the last page says beside it. A row of a page that nobody
 * asks for would be as good as lost where one chooses or searches. `params` with the `limit` of a page. After `most` rows it
 * stops, and `next` says that there are more. Rejects with `Refused`.
 */
export async function askWhole<D extends GetRoute, L extends keyof Answers[D]>(
  route: D,
  params: Params,
  list: L,
  /** `by`: what the place of the next page goes by. */
  {
    by = 'cursor',
    most = Number.POSITIVE_INFINITY,
    signal,
  }: { readonly by?: string; readonly most?: number; readonly signal?: AbortSignal } = {},
): Promise<Answers[D]> {
  const rows: unknown[] = []
  for (let cursor: string | undefined; ; ) {
    // Nobody waits for it any more.
    signal?.throwIfAborted()
    const page = (await ask(route, { ...params, [by]: cursor })) as Answers[D] & { readonly next?: string }
    rows.push(...(page[list] as readonly unknown[]))
    if (page.next === undefined || rows.length >= most) return Object.assign(page, { [list]: rows })
    cursor = page.next
  }
}

/** What a route answers as plain text: a paper to read on the page. Rejects with `Refused`. */
export async function askText(path: string, params: Params): Promise<string> {
  const response = await reach(addressOf(path, params), { method: 'GET' })
  const text = await response.text()
  if (!response.ok) throw new Refused(JSON.parse(text) as Problem)
  return text
}

export interface SendOptions {
  /** The revision (ETag) the form was filled against: the service refuses when the record has moved on. */
  readonly revision?: number
  /** Same key, same content: recorded once, however often it is sent. */
  readonly key?: string
  /** 试登记: validated and decided, nothing recorded. Only of routes that say so. */
  readonly trial?: boolean
}

/** Sends to a route and answers what the service says. Rejects with `Refused`. */
export async function send<D extends SendRoute>(
  route: D,
  params: Params,
  body: BodyOf<D>,
  { revision, key, trial }: SendOptions = {},
): Promise<Recorded> {
  const headers: Record<string, string> = {}
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (revision !== undefined) headers['if-match'] = `"${revision}"`
  if (key !== undefined) headers['idempotency-key'] = key
  const answer = await exchange(route, trial ? { ...params, trial: 'true' } : params, {
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const recorded = (answer ?? {}) as Recorded
  if (typeof recorded.position === 'string') lastPosition = recorded.position
  return recorded
}

/** Sends a file as it is; what is to be said of it rides in the query. Rejects with `Refused`. */
export async function sendFile(route: SendRoute, params: Params, file: File, key?: string): Promise<Recorded> {
  const headers: Record<string, string> = { 'content-type': 'application/octet-stream' }
  if (key !== undefined) headers['idempotency-key'] = key
  const recorded = ((await exchange(route, params, { headers, body: file })) ?? {}) as Recorded
  if (typeof recorded.position === 'string') lastPosition = recorded.position
  return recorded
}

/**
 * Sends a file to a route that tells how far it is, a line at a time, and answers with its last line. However the connection
 * ends before that, it is said to be unreachable: what arrived is recorded, and sent again nothing is recorded twice.
 */
export async function sendFileTelling<Answer extends { readonly position?: string }>(
  route: SendRoute,
  params: Params,
  file: Blob,
  onProgress: (progress: never) => void,
): Promise<Answer> {
  const [method, template] = route.split(' ')
  const headers = { 'content-type': 'application/octet-stream', accept: 'application/x-ndjson' }
  const address = addressOf(template, params)
  const response = await reach(address, { method, headers, body: file })
  if (!response.ok) throw new Refused(JSON.parse(await response.text()) as Problem)
  let answer: Answer | undefined
  for await (const line of linesOf(response, address)) {
    const message = JSON.parse(line) as { progress?: never; result?: Answer; problem?: Problem }
    if (message.problem) throw new Refused(message.problem)
    if (message.progress) onProgress(message.progress)
    answer = message.result ?? answer
  }
  if (!answer) throw unreachable(address)
  if (answer.position !== undefined) lastPosition = answer.position
  return answer
}

/** Sends a file to a route that answers with a file. Rejects with `Refused`. */
export async function sendFileForFile(route: SendRoute, params: Params, file: Blob): Promise<Blob> {
  const [method, template] = route.split(' ')
  const headers = { 'content-type': 'application/octet-stream' }
  const response = await reach(addressOf(template, params), { method, headers, body: file })
  if (!response.ok) throw new Refused(JSON.parse(await response.text()) as Problem)
  return response.blob()
}

async function* linesOf(response: Response, address: string): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const piece = await reader?.read().catch(() => {
      throw unreachable(address)
    })
    if (!piece || piece.done) break
    const lines = (rest + piece.value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** What a command answers; other routes answer what their shape says. */
export interface Recorded {
  readonly id?: string
  readonly entryId?: string
  readonly revision?: number
  readonly position?: string
  readonly [more: string]: unknown
}

async function exchange(route: string, params: Params, init: RequestInit = {}): Promise<unknown> {
  const [method, template] = route.split(' ')
  const address = addressOf(template, params)
  const response = await reach(address, { ...init, method })
  const text = await response.text()
  stale = response.headers.has('ledger-stale')
  const answer = read(text)
  // A proxy's own words, not the service's: what was sent may have arrived all the same.
  if (answer === NOT_OURS || (!response.ok && typeof answer !== 'object')) throw unreachable(address)
  if (!response.ok) throw new Refused(answer as Problem)
  return answer
}

const NOT_OURS = Symbol('not an answer of the service')

function read(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return NOT_OURS
  }
}

/** What a server answers, whatever it says. Rejects with `Refused` where there is none. */
export async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    const headers = { ...attendedHeaders(init.method), ...(init.headers as Record<string, string> | undefined) }
    return await fetch(address, { ...init, headers, credentials: 'same-origin' })
  } catch {
    // The browser says nothing useful here; what was sent may or may not have arrived, so it is repeated under its key.
    throw unreachable(address)
  }
}

function unreachable(address: string): Refused {
  return new Refused({
    type: 'urn:pilot-ledger:problem:unreachable',
    code: 'unreachable',
    status: 0,
    instance: address,
    title: '连接不上服务，请检查网络后重试（不会重复登记）',
    titleEn: 'the service cannot be reached; try again, nothing is recorded twice',
  })
}

function addressOf(template: string, params: Params): string {
  const rest = new URLSearchParams()
  const used = new Set<string>()
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    used.add(name)
    return encodeURIComponent(String(params[name] ?? ''))
  })
  for (const [name, value] of Object.entries(params)) {
    if (!used.has(name) && value !== undefined && value !== '') rest.set(name, String(value))
  }
  const query = rest.toString()
  return `.${path}${query && `?${query}`}`
}

/** A fresh key for one form: `crypto.randomUUID` does not exist on plain HTTP, random values do. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((it) => it.toString(16).padStart(2, '0')).join('')
}

/** The things of the answers by the names that several parts of the page know them by. */
export type Contract = Answers['GET /api/engagements/{id}']
export type Entry = Answers['GET /api/engagements/{id}/entries']['entries'][number]
export type Account = Answers['GET /api/accounts']['accounts'][number]
export type BankAccount = Answers['GET /api/platforms/{id}/reconciliation/accounts']['accounts'][number]
export type Sample = Answers['GET /api/rounds/{round}/platforms/{id}/samples/{sample}']
export type ImportReport = Answers['POST /api/platforms/{id}/imports']
