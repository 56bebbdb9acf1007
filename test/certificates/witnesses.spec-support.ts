import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OpenWitness, openWitness } from '../../apps/witness/src/open-witness'
import { witnessServer } from '../../apps/witness/src/server'

/** A witness that listens on this machine, to be stopped and started again. */
export class RunningWitness {
  readonly folder = mkdtempSync(join(tmpdir(), 'witness-'))
  private opened: OpenWitness | undefined
  private server: Server | undefined
  private port = 0
  verifierKey = ''

  /** @param logsFile where the logs' keys are; otherwise it is told of them (`knows`) */
  static async start(name: string, logsFile?: string): Promise<RunningWitness> {
    const witness = new RunningWitness(name, logsFile)
    await witness.start()
    return witness
  }

  private constructor(
    private readonly name: string,
    private readonly logsFile?: string,
  ) {}

  /** As a ledger is told of it. */
  get told(): string {
    return `http://127.0.0.1:${this.port}=${this.verifierKey}`
  }

  knows(verifierKey: string): void {
    writeFileSync(join(this.folder, 'known'), `${verifierKey}\n`)
  }

  statement(): string {
    return this.opened?.statement() ?? ''
  }

  async start(): Promise<void> {
    const logsFile = this.logsFile ?? join(this.folder, 'known')
    const opened = openWitness({ folder: this.folder, name: this.name, logs: [], logsFile })
    const { witness, statement } = opened
    const server = witnessServer({ witness, statement, onFault: (error) => process.stderr.write(error.message) })
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done))
    this.port = (server.address() as AddressInfo).port
    this.verifierKey = opened.verifierKey
    ;[this.opened, this.server] = [opened, server]
  }

  async stop(): Promise<void> {
    const { server } = this
    if (!server) return
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    this.opened?.close()
    this.server = undefined
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true })
  }
}
