import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { Controller, Get, Injectable, Module, type OnApplicationShutdown, Post, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { pino } from 'pino'
import { createHttpApplication } from './application'
import { installGracefulStop } from './graceful-stop'

/** What happened, in order; the door holds its answer back until the gate opens. */
let story: string[]
let arrived: PromiseWithGate
let gate: PromiseWithGate

@Injectable()
class Log implements OnApplicationShutdown {
  onApplicationShutdown() {
    story.push('log closed')
    if (closingFails) throw new Error('the disk has gone')
  }
}

@Controller('contracts')
class ContractsController {
  @Post()
  async sign() {
    arrived.open()
    await gate.promise
    story.push('contract recorded')
    return { contractNo: 'ZSJM-2025-001' }
  }

  @Get()
  list(@Res() reply: FastifyReply) {
    const lines = async function* () {
      yield 'ZSJM-2025-001\n'
      await gate.promise
      yield 'ZSJM-2025-002\n'
    }
    void reply.header('content-type', 'text/plain').send(Readable.from(lines()))
  }
}

@Module({ controllers: [ContractsController], providers: [Log] })
class ContractsModule {}

let closingFails: boolean

describe('a graceful stop', () => {
  const logger = pino({ enabled: false })
  let removeSignals: () => void

  beforeEach(() => {
    story = []
    arrived = promiseWithGate()
    gate = promiseWithGate()
    closingFails = false
  })
  afterEach(() => removeSignals())

  /** A service at a free port that stops at SIGUSR2, which nothing else here listens to. */
  async function serving(patience?: number) {
    const app = await createHttpApplication(ContractsModule, { actor: '录入员', readiness: [], logger })
    await app.listen(0, '127.0.0.1')
    const { port } = app.getHttpServer().address() as AddressInfo
    const stop = installGracefulStop(app, {
      logger,
      patience,
      signals: ['SIGUSR2'],
      exit: (code) => void story.push(`exit ${code}`),
    })
    removeSignals = () => process.off('SIGUSR2', stop)
    return {
      stop,
      server: app.getHttpServer(),
      list: () => fetch(`http://127.0.0.1:${port}/contracts`),
      sign: () => fetch(`http://127.0.0.1:${port}/contracts`, { method: 'POST' }),
    }
  }

  test('an accepted request is recorded and answered, then the log is closed, then the process ends', async () => {
    const { stop, sign } = await serving()
    const request = sign()
    await arrived.promise
    const stopped = stop()
    gate.open()
    expect(await (await request).json()).toEqual({ contractNo: 'ZSJM-2025-001' })
    await stopped
    expect(story).toEqual(['contract recorded', 'log closed', 'exit 0'])
  })

  test('a request that comes while stopping finds nobody', async () => {
    const { stop, sign, server } = await serving()
    const accepted = sign()
    await arrived.promise
    const stopped = stop()
    while (server.listening) await new Promise(setImmediate)
    await expect(sign()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    gate.open()
    const answer = await accepted
    expect(answer.status).toBe(201)
    expect(answer.headers.get('connection')).toBe('close')
    await stopped
  })

  test('an answer that had begun is finished, and its connection, left open for more, does not hold up the stop', async () => {
    const { stop, list, server } = await serving()
    const answer = await list()
    expect(answer.headers.get('connection')).toBe('keep-alive')
    const stopped = stop()
    while (server.listening) await new Promise(setImmediate)
    gate.open()
    expect(await answer.text()).toBe('ZSJM-2025-001\nZSJM-2025-002\n')
    await stopped
    expect(story).toEqual(['log closed', 'exit 0'])
  })

  test('the signal stops it, and coming twice it stops it once', async () => {
    const { stop } = await serving()
    process.emit('SIGUSR2')
    process.emit('SIGUSR2')
    await stop()
    expect(story).toEqual(['log closed', 'exit 0'])
  })

  test('a request that never ends is cut when patience is over, and the log is closed all the same', async () => {
    const { stop, sign } = await serving(1)
    const request = sign()
    await arrived.promise
    const outcome = expect(request).rejects.toThrow('fetch failed')
    await stop()
    await outcome
    expect(story).toEqual(['log closed', 'exit 0'])
    gate.open()
  })

  test('a log that cannot be closed ends the process with a code that says so', async () => {
    closingFails = true
    const { stop } = await serving()
    await stop()
    expect(story).toEqual(['log closed', 'exit 1'])
  })
})

interface PromiseWithGate {
  readonly promise: Promise<void>
  open(): void
}

function promiseWithGate(): PromiseWithGate {
  let open: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open: () => open() }
}
