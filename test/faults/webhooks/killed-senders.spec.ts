import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { platformIdOf } from '@pilot-ledger/kernel'
import { transpiledHouse } from '../cluster/programs.spec-support'
import { temporaryFolders } from '../log/folders.spec-support'

const NAME = '示例中试平台'
const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }

/** The whole program in a process of its own, which is given no chance to finish anything. */
class Program {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async begin(folder: string): Promise<Program> {
    const house = transpiledHouse()
    const main = join(house, 'apps/standalone/src/main.js')
    // Nobody looks at its page.
    mkdirSync(join(house, 'apps/web/assets'), { recursive: true })
    writeFileSync(join(house, 'apps/web/index.html'), '')
    const options = ['--data', folder, '--port', '0', '--no-accounts', '--webhooks-allow', 'http,private']
    const child = spawn(process.execPath, [main, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    const url = await new Promise<string>((listening, failed) => {
      child.once('exit', (code) => failed(new Error(`ended with ${code}: ${said}`)))
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
        if (found) listening(found[0])
      })
    })
    return new Program(child, url)
  }

  async send(path: string, body: object): Promise<{ readonly id: string }> {
    const headers = { 'content-type': 'application/json', origin: this.url }
    const answer = await fetch(`${this.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { id: string }
  }

  /** Of each contract the ids of its entries, in order. */
  async contracts(): Promise<readonly (readonly string[])[]> {
    const ask = async (path: string) => (await fetch(`${this.url}${path}`)).json()
    const { engagements } = (await ask('/api/engagements')) as { engagements: { id: string }[] }
    return Promise.all(
      engagements.map(async ({ id }) => {
        const { entries } = (await ask(`/api/engagements/${id}/entries`)) as { entries: { entryId: string }[] }
        return entries.map((it) => it.entryId)
      }),
    )
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await gone
  }
}

/** A city's own system. */
class Receiver {
  /** Ids of what it has taken, in order, however often: what it has not answered it may not have. */
  readonly ids: string[] = []
  /** Whether a message is answered, the first being 1. */
  takes: (nth: number) => boolean = () => true
  private came = 0
  private readonly waiting = new Set<() => void>()

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        if (!receiver.takes(++receiver.came)) return
        receiver.ids.push(String(request.headers['webhook-id']))
        response.writeHead(204).end()
        for (const wake of receiver.waiting) wake()
        receiver.waiting.clear()
      })
    })
    const receiver = new Receiver(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return receiver
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`
  }

  async until(fits: (ids: readonly string[]) => boolean): Promise<void> {
    while (!fits(this.ids)) await new Promise<void>((resolve) => this.waiting.add(resolve))
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

describe('a program that is killed between an entry and its delivery', () => {
  const folders = temporaryFolders()
  let folder: string
  let receiver: Receiver
  let program: Program
  beforeEach(async () => {
    folder = folders.make()
    receiver = await Receiver.open()
    program = await Program.begin(folder)
  })
  afterEach(async () => {
    await program.kill()
    receiver.close()
  })

  const sign = async (contractNo: string): Promise<string> => {
    const { id } = await program.send('/api/engagements', {
      ...{ platform: platformIdOf(NAME), contractNo, title: '镜头装调中试服务', kind: 'single', client: CLIENT },
      ...{ serviceCategories: ['产品试制'], products: ['物镜组'], amount: '1000.00' },
      ...{ taxBasis: 'inclusive', pricing: 'fixed', signedOn: '2025-06-02' },
    })
    return id
  }
  const invoice = (contract: string, no: number) =>
    program.send(`/api/engagements/${contract}/invoices`, {
      invoice: { kind: 'digital', number: String(no).padStart(20, '2') },
      ...{ share: '10.00', total: '10.00', tax: '0.10', issuedOn: '2025-06-03' },
    })

  /** Killed when so many messages have come: none of them, while one is not answered yet, or in the moment of its answer. */
  test.each([
    ['before the first message has come', 0, 'held'],
    ['while the first is not answered', 1, 'held'],
    ['in the moment in which the first is answered', 1, 'answered'],
    ['while the third is not answered', 3, 'held'],
    ['in the moment in which the third is answered', 3, 'answered'],
  ] as const)(
    '%s tells each entry after the restart, in the order of its contract, at least once',
    async (_, at, how) => {
      const host = { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例大学中山研究院' }
      const registered = { host, town: '火炬开发区', fields: ['精密仪器'], registeredOn: '2024-12-02' }
      await program.send('/api/platforms', { name: NAME, ...registered })
      await program.send('/api/webhooks', { label: '市局数据平台', url: receiver.url, role: 'evaluator' })

      const killed = new Promise<void>((dead) => {
        receiver.takes = (nth) => {
          if (nth === at) void program.kill().then(dead)
          return nth < at || (nth === at && how === 'answered')
        }
      })
      const record = async () => {
        const [first, second] = [await sign('K-1'), await sign('K-2')]
        for (const no of [1, 2]) await Promise.all([invoice(first, no), invoice(second, no + 10)])
      }
      // Killed while it records, it has not answered.
      const recorded = record().catch(() => undefined)
      if (at === 0) await recorded.then(() => program.kill())
      else await killed
      await recorded

      receiver.takes = () => true
      program = await Program.begin(folder)
      const contracts = await program.contracts()
      const all = contracts.flat()
      expect(all.length).toBeGreaterThanOrEqual(at === 0 ? 6 : 1)
      await receiver.until((ids) => all.every((it) => ids.includes(it)))
      const came = receiver.ids.filter((it, i) => receiver.ids.indexOf(it) === i)
      for (const ids of contracts) expect(came.filter((it) => ids.includes(it))).toEqual(ids)
    },
  )
})
