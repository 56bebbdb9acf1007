import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { platformIdOf } from '@pilot-ledger/kernel'
import { programmeIdOf } from '@pilot-ledger/programme'
import { pino } from 'pino'
import { createStandalone, type Ledger, openLedger, readModelFile } from '../../apps/standalone/src/ledger'

export const NAME = '示例市中试平台建设'
export const AT = `/api/programmes/${programmeIdOf(NAME)}`
export const PLATFORM_NAME = '示例中试平台'
export const PLATFORM = platformIdOf(PLATFORM_NAME)
export const party = (i: number) => ({
  id: { scheme: 'uscc', value: `91442000MA900000${i}${i}` },
  name: `示例单位${i}`,
})

/** A whole service on a ledger of its own, with a clock that stands where it is put. */
export class Bureau {
  /** The day of recording, ten in the morning in Shanghai. */
  day = '2025-09-15'
  private constructor(
    private readonly folder: string,
    private ledger: Ledger,
    private app: NestFastifyApplication,
  ) {}

  static async open(): Promise<Bureau> {
    const folder = mkdtempSync(join(tmpdir(), 'pilot-bureau-'))
    const bureau = new Bureau(folder, undefined as never, undefined as never)
    await bureau.start()
    return bureau
  }

  private async start(): Promise<void> {
    const clock = () => Date.parse(`${this.day}T10:00:00+08:00`)
    this.ledger = await openLedger({ folder: this.folder, clock })
    this.app = await createStandalone(this.ledger, { actor: '王科', clock, logger: pino({ level: 'silent' }) })
  }

  /** Throws the read model away and builds it again from the log. */
  async rebuild(): Promise<void> {
    await this.stop()
    for (const side of ['', '-wal', '-shm']) rmSync(readModelFile(this.folder) + side, { force: true })
    await this.start()
  }

  async send(url: string, payload: object, headers: Record<string, string> = {}) {
    const answer = await this.app.inject({ method: 'POST', url, payload, headers })
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
  }

  /** What must be accepted. */
  async given(url: string, payload: object) {
    const answer = await this.send(url, payload)
    if (answer.status !== 201) throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async get(url: string) {
    const answer = await this.app.inject({ url })
    const json = String(answer.headers['content-type']).includes('json')
    return {
      status: answer.statusCode,
      text: answer.body,
      raw: answer.rawPayload,
      body: json ? answer.json() : undefined,
    }
  }

  /** A programme's figure, as one text. */
  async figure(code: string, query = 'from=2024-09-02&to=2025-08-31'): Promise<string> {
    const head = await this.ledger.log.head()
    const { body } = await this.get(`${AT}/figures?${query}&codes=${code}&waitFor=${head}`)
    return body.figures[0].value
  }

  async stop(): Promise<void> {
    await this.app.close()
    await this.ledger.close()
  }

  async close(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true })
  }
}
