import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type StandIn, startStandIn } from '../../eventstoredb/stand-in'
import { Service } from './programs.spec-support'

const AWAY_MS = 20_000
const CLIENTS = 24
/** What a process may grow by beside its ordinary garbage while thousands of requests fail. */
const MOST_GROWTH = 60e6
/** The adapter's deadline, and what answering takes. */
const LONGEST_ANSWER_MS = 12_000

describe('given a recorder and a reporter whose log goes away under load', () => {
  let folder: string
  let server: StandIn
  let recorder: Service
  let reporter: Service
  const party = { id: { scheme: 'uscc', value: '91442000MA9000001X' }, name: '示例客户' }

  const ready = async (service: Service) => (await fetch(`${service.url}/health/ready`)).status
  const post = (path: string, key: string, body: object) =>
    fetch(recorder.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    })
  const signing = (platform: string, contractNo: string) => ({
    platform,
    contractNo,
    client: party,
    title: '示例合同',
    kind: 'single',
    serviceCategories: ['产品试制'],
    products: [contractNo],
    amount: '100.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: '2025-03-04',
  })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'log-away-'))
    server = await startStandIn({ dataFile: join(folder, 'events.ndjson') })
    const env = { PILOT_LEDGER_LOG: server.connectionString }
    recorder = new Service('recorder', env)
    reporter = new Service('reporter', { ...env, PILOT_LEDGER_DATA: join(folder, 'reporter') })
    for (const it of [recorder, reporter]) await it.start()
  }, 60_000)
  afterAll(async () => {
    for (const it of [recorder, reporter]) await it.kill()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('errors are bounded in time, readiness is false, memory does not grow; it all comes back with the log', async () => {
    const registration = {
      name: '示例中试平台',
      host: party,
      town: '示例镇',
      fields: ['生物医药'],
      registeredOn: '2025-01-01',
    }
    const platform = ((await (await post('/api/platforms', 'platform', registration)).json()) as { id: string }).id
    for (let n = 0; n < 200; n++)
      expect((await post('/api/engagements', `w-${n}`, signing(platform, `W-${n}`))).status).toBe(201)
    expect([await ready(recorder), await ready(reporter)]).toEqual([200, 200])
    const before = [recorder.memory(), reporter.memory()]

    await server.stop()
    const end = Date.now() + AWAY_MS
    let requested = 0
    let longest = 0
    const statuses = new Map<number, number>()
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let n = 0; Date.now() < end; n++) {
        const started = Date.now()
        const { status } = await post(
          '/api/engagements',
          `away-${client}-${n}`,
          signing(platform, `AWAY-${client}-${n}`),
        )
        longest = Math.max(longest, Date.now() - started)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        requested++
      }
    })
    expect([await ready(recorder), await ready(reporter)]).toEqual([503, 503])
    await Promise.all(clients)
    expect([...statuses.keys()]).toEqual([503])
    expect(requested).toBeGreaterThan(CLIENTS)
    expect(longest).toBeLessThan(LONGEST_ANSWER_MS)
    const growth = [recorder.memory() - before[0], reporter.memory() - before[1]]
    for (const it of growth) expect(it).toBeLessThan(MOST_GROWTH)

    server = await startStandIn({ dataFile: join(folder, 'events.ndjson'), port: server.port })
    const deadline = Date.now() + 30_000
    while (Date.now() < deadline && (await ready(recorder)) + (await ready(reporter)) > 400)
      await new Promise((resolve) => setTimeout(resolve, 100))
    const signed = await post('/api/engagements', 'back', signing(platform, 'BACK-1'))
    expect(signed.status).toBe(201)
    const { position } = (await signed.json()) as { position: string }
    const figures = await fetch(
      `${reporter.url}/api/platforms/${platform}/figures?from=2025-01-01&to=2025-12-31&codes=projects&waitFor=${position}`,
    )
    const { figures: values, asOf } = (await figures.json()) as {
      figures: { value: string }[]
      asOf: { sequence: number }
    }
    // The platform, 200 contracts before, one after: nothing of what was refused meanwhile.
    expect([asOf.sequence, values[0].value]).toEqual([202, '201'])
  }, 120_000)
})
