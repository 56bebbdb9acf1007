import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { copyLog, type EventStoreDbLog, openEventStoreDbLog, openSqliteEventLog } from '@pilot-ledger/event-log'
import { canonicalJson } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { createRecorder } from '../../apps/recorder/src/recorder'
import { openReporter, type Reporter } from '../../apps/reporter/src/reporter'
import { run } from '../../apps/verifier/src/node/program'
import { demonstrationIn } from '../demonstration-folder.spec-support'
import { type StandIn, startStandIn } from './stand-in'

const logger = pino({ level: 'silent' })
const WINDOW = 'from=2024-11-01&to=2025-08-31'
/** Whom outsiders must not be shown. */
const CLIENT = '集群上的委托方有限公司'
// biome-ignore lint/suspicious/noExplicitAny: any part of it is changed.
type Loose = any

describe('given the demonstration ledger on a server, a recorder that goes on with it and a reporter with a key', () => {
  let folder: string
  let server: StandIn
  let recorder: NestFastifyApplication
  let reporter: Reporter
  let platform: string
  const logs: EventStoreDbLog[] = []

  const openLog = async () => {
    const log = await openEventStoreDbLog({ connectionString: server.connectionString, appendDeadlineMs: 30_000 })
    logs.push(log)
    return log
  }
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certified-'))
    for (const it of ['key', 'checkpoints']) mkdirSync(join(folder, it))
    await demonstrationIn(join(folder, 'demonstration'))
    server = await startStandIn()
    const source = await openSqliteEventLog({ folder: join(folder, 'demonstration') })
    await copyLog(source, await openLog())
    await source.close()
    reporter = await openReporter(await openLog(), {
      folder: join(folder, 'reporter'),
      logger,
      proof: { keyFile: join(folder, 'key', 'proof.key'), makeKey: true, shared: join(folder, 'checkpoints') },
    })
    await reporter.caughtUp
    recorder = await createRecorder(await openLog(), { actor: '登记员', logger })
    platform = (await ask('/api/platforms')).json().platforms[0].id
    const signed = await recorder.inject({
      method: 'POST',
      url: '/api/engagements',
      payload: {
        platform,
        contractNo: 'CLUSTER-1',
        client: { id: { scheme: 'uscc', value: '91442000MA9000001X' }, name: CLIENT },
        title: '集群上的合同',
        ...{ kind: 'single', serviceCategories: ['产品试制'], products: ['集群上的产品'], amount: '100.00' },
        ...{ taxBasis: 'inclusive', pricing: 'fixed', signedOn: '2025-03-04' },
      },
    })
    expect(signed.statusCode).toBe(201)
    await ask(`/api/platforms/${platform}/figures?waitFor=${signed.json().position}`)
  }, 300_000)
  afterAll(async () => {
    await recorder.close()
    await reporter.close()
    await Promise.all(logs.map((it) => it.close()))
    await server.stop()
    rmSync(folder, { recursive: true })
  }, 120_000)

  const ask = (url: string) => reporter.app.inject({ method: 'GET', url })
  const addresses = async () => {
    const { closes } = (await ask(`/api/platforms/${platform}/closes`)).json()
    const { period } = closes.find((it: Loose) => it.status === 'closed')
    return [
      `platforms/${platform}/figures/contractAmount/certificate?${WINDOW}`,
      `platforms/${platform}/figures/clients/certificate?${WINDOW}`,
      `figures/total/clients/certificate?${WINDOW}`,
      `platforms/${platform}/closes/${period}/certificate?`,
    ]
  }
  const taken = async (path: string) => {
    const { statusCode, rawPayload, body } = await ask(`/api/${path}`)
    expect([path, statusCode, statusCode === 200 ? '' : body]).toEqual([path, 200, ''])
    return rawPayload
  }
  /** As the program ends for whoever has the key on paper. */
  const checked = (file: Uint8Array) => run(['file', '--key', reporter.proof?.verifierKey ?? '', '--json'], () => file)
  const factsIn = (file: Uint8Array) => JSON.parse(checked(file).text).certificates[0]
  /** As its own operator signs whatever he made up. */
  const signed = ({ signature: _, ...it }: Loose) => {
    const digest = createHash('sha256').update(canonicalJson(it)).digest()
    return Buffer.from(canonicalJson({ ...it, signature: reporter.proof?.statement(it.format, digest) }))
  }
  const entriesIn = (it: Loose): Loose[] => it.streams.flatMap(({ entries }: Loose) => entries)

  test('when a figure, a total or a close is certified, whole or for outsiders, then the verifier takes it, and both say the same', async () => {
    for (const path of await addresses()) {
      const [open, masked] = [await taken(path), await taken(`${path}&masked=true`)]
      expect([path, checked(open).code, checked(masked).code]).toEqual([path, 0, 0])
      const [one, other] = [factsIn(open), factsIn(masked)]
      for (const said of ['value', 'rows', 'status', 'contracts', 'moved']) expect(other[said]).toEqual(one[said])
      // All of it was recorded with salts: nothing has to be shown whole.
      expect([path, other.masked, other.whole]).toEqual([path, true, 0])
      expect([open.toString().includes(CLIENT), masked.toString().includes(CLIENT)]).toEqual([true, false])
    }
  }, 120_000)

  test('when anything of one is altered, then it does not: neither as it lies, nor where its operator signs it', async () => {
    for (const path of await addresses())
      for (const file of [await taken(path), await taken(`${path}&masked=true`)]) {
        for (let i = 0; i < 6; i++) {
          const at = Math.floor((file.length * (i + 0.5)) / 6)
          const flipped = Buffer.from(file)
          flipped[at] ^= 1
          expect([path, at, checked(flipped).code]).toEqual([path, at, 1])
        }
        const whole = JSON.parse(file.toString())
        expect(checked(signed(whole)).code).toBe(0)
        const lies: readonly ((it: Loose) => void)[] = [
          (it) => Object.assign(entriesIn(it).find(({ type }) => type === 'ContractSigned').data, { amount: '1.00' }),
          (it) => it.streams.at(-1).entries.pop(),
          (it) => Object.assign(it.map.entry.data, { root: Buffer.alloc(32).toString('base64') }),
          (it) => Object.assign(it, { cut: it.cut - 1 }),
        ]
        for (const [i, lie] of lies.entries()) {
          const forged = structuredClone(whole)
          lie(forged)
          forged.streams = forged.streams.filter((it: Loose) => it.entries.length > 0)
          expect([path, i, checked(signed(forged)).code]).toEqual([path, i, 1])
        }
      }
  }, 120_000)
})
