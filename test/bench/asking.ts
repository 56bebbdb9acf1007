import { createReadStream } from 'node:fs'
import { extname } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.csv': 'text/csv',
  '.ndjson': 'application/x-ndjson',
}

/** Something that is asked of a service, in words, and how. */
export interface Work {
  readonly what: string
  run(): Promise<unknown>
}

/** Asks a service as its users do. Whatever is not answered is a mistake: a refusal is faster than the work it refuses. */
export class Asking {
  constructor(private readonly url: string) {}

  /** The answer is read to its end and forgotten. */
  async get(path: string): Promise<void> {
    const answer = await this.ask(path)
    for await (const _ of answer.body as unknown as AsyncIterable<unknown>);
  }

  async json<T>(path: string): Promise<T> {
    return (await this.ask(path)).json() as Promise<T>
  }

  async post<T = { readonly id: string; readonly position: string }>(path: string, body: object = {}): Promise<T> {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return (await this.ask(path, sent)).json() as Promise<T>
  }

  async send<T>(path: string, file: string): Promise<T> {
    const body = createReadStream(file) as unknown as RequestInit['body']
    const headers = { 'content-type': TYPES[extname(file)] }
    return (await this.ask(path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)).json() as Promise<T>
  }

  /** Until the figures have taken in what was recorded, however much it was. */
  async until(position: string): Promise<void> {
    const answer = await fetch(`${this.url}/api/cut?waitFor=${position}`)
    if (answer.ok) return void (await answer.text())
    const problem = await answer.text()
    if (!problem.includes('wait-timed-out')) throw new Error(problem)
    await this.until(position)
  }

  private async ask(path: string, sent?: RequestInit): Promise<Response> {
    const answer = await fetch(this.url + path, sent)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
}
