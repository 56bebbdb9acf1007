import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventStoreDbLog, openEventStoreDbLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { PLATFORM_FIGURES } from '@pilot-ledger/figures'
import { type StandIn, startStandIn } from '../../eventstoredb/stand-in'
import type { AppendFault } from '../../eventstoredb/stand-in/faults'
import { Chance } from '../../figures/histories.spec-support'
import { naivePlatform } from '../../figures/naive-model.spec-support'
import { Service } from './programs.spec-support'

const WRITERS = 12
const CONTRACTS_EACH = 25
const KINDS: AppendFault['kind'][] = ['silent', 'late', 'timeout', 'twice', 'end', 'drop']

/** What a writer learned of one command. */
type End = 'acknowledged' | 'refused' | 'unknown'

describe('given recorders and reporters as processes, on a server with faults, under load', () => {
  let folder: string
  let server: StandIn
  let recorders: Service[]
  let reporters: Service[]
  const chance = new Chance(Number(process.env.SEED ?? 20_261_124))

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cluster-faults-'))
    server = await startStandIn({ dataFile: join(folder, 'events.ndjson') })
    const env = { PILOT_LEDGER_LOG: server.connectionString }
    recorders = [1, 2].map(() => new Service('recorder', env))
    reporters = [1, 2].map((n) => new Service('reporter', { ...env, PILOT_LEDGER_DATA: join(folder, `reporter-${n}`) }))
    for (const it of [...recorders, ...reporters]) await it.start()
  }, 60_000)
  afterAll(async () => {
    for (const it of [...recorders, ...reporters]) await it.kill()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }, 30_000)

  async function post(path: string, key: string, body: object, patience = 12): Promise<{ end: End; answer?: Answer }> {
    let last: End = 'refused'
    for (let tries = 0; tries < patience; tries++) {
      const recorder = recorders[chance.below(recorders.length)]
      try {
        const answer = await fetch(recorder.url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(15_000),
        })
        if (answer.ok) return { end: 'acknowledged', answer: (await answer.json()) as Answer }
        if (answer.status < 500) return { end: 'refused' }
        last = 'unknown'
      } catch {
        // The recorder was killed while it had this command: nobody knows, and the next try finds out.
        last = 'unknown'
      }
      await new Promise((resolve) => setTimeout(resolve, 50 + chance.below(200)))
    }
    return { end: last }
  }
  interface Answer {
    id: string
    entryId: string
    position: string
  }

  const NAME = '示例中试平台'
  const party = { id: { scheme: 'uscc', value: '91442000MA9000001X' }, name: '示例客户' }

  test('every acknowledged command is there exactly once, every refused one left nothing, all figures are the naive model’s', async () => {
    const registered = await post('/api/platforms', 'platform', {
      name: NAME,
      host: party,
      town: '示例镇',
      fields: ['生物医药'],
      registeredOn: '2025-01-01',
    })
    const platform = registered.answer?.id as string
    let running = true
    server.faults.always(() => {
      if (!chance.maybe(0.08)) return undefined
      return { kind: chance.pick(KINDS), stored: chance.maybe(0.5), lateMs: 50 + chance.below(900) }
    })
    const ends = new Map<string, End>()
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let n = 0; n < CONTRACTS_EACH; n++) {
        const contractNo = `W${writer}-${n}`
        const key = `sign-${contractNo}`
        const signed = await post('/api/engagements', key, {
          platform,
          contractNo,
          client: party,
          title: '示例合同',
          kind: 'single',
          serviceCategories: ['产品试制'],
          products: [`产品 ${contractNo}`],
          amount: `${100 + n}.00`,
          taxBasis: 'inclusive',
          pricing: 'byActual',
          // Every seventh is a refusal: a contract is not signed in the future.
          signedOn: n % 7 === 6 ? '2199-01-01' : '2025-03-04',
        })
        ends.set(key, signed.end)
        if (signed.end !== 'acknowledged') continue
        const paid = `paid-${contractNo}`
        const payment = {
          bankReference: `R-${contractNo}`,
          payer: party,
          share: '50.00',
          total: '50.00',
          receivedOn: '2025-04-01',
        }
        ends.set(paid, (await post(`/api/engagements/${signed.answer?.id}/payments`, paid, payment)).end)
      }
    })
    const mischief = (async () => {
      while (running) {
        await new Promise((resolve) => setTimeout(resolve, 700 + chance.below(600)))
        if (!running) return
        const what = chance.below(5)
        if (what === 0) server.dropConnections()
        else if (what === 1) await server.restart(chance.below(500))
        else {
          const services = what === 2 ? reporters : recorders
          const victim = services[chance.below(services.length)]
          await victim.kill()
          // Only an opening server lets it start: it says so and is started again, as a supervisor does.
          for (let tries = 0; tries < 20; tries++) {
            const started = await victim.start().then(
              () => true,
              () => false,
            )
            if (started) break
          }
        }
      }
    })()
    await Promise.all(writers)
    running = false
    await mischief
    server.faults.clear()

    const log = await openEventStoreDbLog({ connectionString: server.connectionString })
    const entries = await everything(log)
    await log.close()
    const times = new Map<string, number>()
    for (const it of entries) {
      const key = it.metadata.idempotencyKey as string
      times.set(key, (times.get(key) ?? 0) + 1)
    }
    expect([...ends].filter(([, end]) => end === 'acknowledged').length).toBeGreaterThan(WRITERS * CONTRACTS_EACH)
    expect([...ends].filter(([, end]) => end === 'refused').length).toBeGreaterThan(WRITERS)
    for (const [key, end] of ends) {
      const found = times.get(key) ?? 0
      if (end === 'acknowledged') expect([key, found]).toEqual([key, 1])
      else if (end === 'refused') expect([key, found]).toEqual([key, 0])
      else expect([0, 1]).toContain(found)
    }
    expect(new Set(entries.map((it) => it.id)).size).toBe(entries.length)

    const codes = PLATFORM_FIGURES.map((it) => it.code).join(',')
    const expected = naivePlatform(numbered(entries), platform, '2025-01-01', '2025-12-31', entries.length).figures()
    const requested = `/api/platforms/${platform}/figures?from=2025-01-01&to=2025-12-31&codes=${codes}`
    const answers = []
    for (const reporter of reporters) {
      const last = entries[entries.length - 1].position
      const answer = await fetch(`${reporter.url}${requested}&waitFor=${last}`)
      answers.push(await answer.text())
    }
    expect(answers[1]).toBe(answers[0])
    const { figures, asOf } = JSON.parse(answers[0])
    expect(asOf.sequence).toBe(entries.length)
    expect(Object.fromEntries(figures.map((it: { code: string; value: string }) => [it.code, it.value]))).toEqual(
      expected,
    )
    for (const it of [...recorders, ...reporters]) expect(await it.stop()).toBe(0)
  }, 280_000)
})

/** As a reporter numbers them. */
const numbered = (entries: readonly RecordedEvent[]) => entries.map((it, i) => ({ ...it, position: String(i + 1) }))

async function everything(log: EventStoreDbLog): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = []
  for await (const page of log.readAll()) found.push(...page)
  return found
}
