import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventLog, openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { canonicalJson, type JsonObject } from '@pilot-ledger/kernel'
import { CompactRange, Leaves, leafHash } from '@pilot-ledger/proof'
import { openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'
import { restoredIn } from '../ledgers/november-2026.spec-support'
import { hiddenValuesIn } from './hidden-values.spec-support'

type Fixture = Awaited<ReturnType<typeof openDemonstrationFixture>>
async function entriesOf(log: EventLog): Promise<readonly RecordedEvent[]> {
  const entries: RecordedEvent[] = []
  for await (const page of log.readAll()) entries.push(...page)
  return entries
}

describe('given all that the demonstration recorded, corrected and left waiting', () => {
  let fixture: Fixture
  let entries: readonly RecordedEvent[]
  beforeAll(async () => {
    fixture = await openDemonstrationFixture(undefined, 30)
    const clerk = { cookie: fixture.cookieOf('platform'), 'sec-fetch-site': 'same-origin' }
    const { body } = await fixture.get(`/api/engagements?platform=${fixture.instruments}&limit=1`, 'platform')
    const [{ id }] = JSON.parse(body).engagements
    const payment = {
      bankReference: 'HD-9001',
      payer: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '代付一方有限公司' },
      ...{ share: '1.00', total: '1.00', receivedOn: '2025-06-01' },
    }
    const waits = await fixture.app.inject({
      ...{ method: 'POST', url: `/api/engagements/${id}/payments`, headers: clerk, payload: payment },
    })
    expect(waits.json().waits).toMatchObject({ proposal: expect.any(String) })
    entries = await entriesOf(fixture.ledger.log)
  }, 120_000)
  afterAll(() => fixture.close())

  test('then nothing of clients, products, titles and what leads to them stands in the tree', () => {
    const shown = entries.filter((it) => hiddenValuesIn(it).length > 0)
    const types = new Set(shown.map((it) => it.type))
    for (const type of ['ContractSigned', 'EntryCorrected', 'ChangeProposed', 'BranchDeclared', 'ApplicationReceived'])
      expect(types).toContain(type)
    for (const it of shown) {
      const told = new Leaves().next(it).toString('utf8')
      const found = hiddenValuesIn(it).filter((value) => told.includes(canonicalJson(value)))
      expect({ type: it.type, found }).toEqual({ type: it.type, found: [] })
      expect(JSON.parse(told).metadata).not.toHaveProperty('idempotencyKey')
      expect(told).not.toContain(it.metadata.requestHash)
      expect(told).not.toContain(it.metadata.masked?.salt)
    }
  })

  test('then each has a salt of its own, of sixteen bytes', () => {
    const salts = entries.flatMap(({ metadata: { masked } }) => (masked ? [masked.salt] : []))
    expect(salts.length).toBeGreaterThan(500)
    expect(new Set(salts).size).toBe(salts.length)
    expect(salts.filter((it) => Buffer.from(it, 'base64').length !== 16)).toEqual([])
  })

  test('then whoever knows all but the client finds none by trying: neither by its commitment nor by the request', () => {
    const signed = entries.find(({ type }) => type === 'ContractSigned') as RecordedEvent
    const { client } = signed.data as { client: JsonObject }
    const told = new Leaves().next(signed).toString('utf8')
    const digest = (value: JsonObject | string) => createHash('sha256').update(canonicalJson(value))
    for (const guess of [client, (client.id as JsonObject).value as string, client.name as string])
      for (const how of ['base64', 'hex'] as const) expect(told).not.toContain(digest(guess).digest(how))
  })
})

test('given a ledger of before, then each of its entries is the leaf that it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'before-'))
  const log = await openSqliteEventLog({ folder: await restoredIn(folder) })
  const [leaves, range] = [new Leaves(), new CompactRange()]
  for (const it of await entriesOf(log)) range.append(leafHash(leaves.next(it)))
  await log.close()
  rmSync(folder, { recursive: true })
  // By the sizes and roots that were signed then; computed apart, in another language.
  expect([range.size, Buffer.from(range.root()).toString('base64')]).toEqual([
    943,
    'qtXjz1BOYG/RPu83qADYHdjFkl4CMQ3IPzSXhOvDPGc=',
  ])
})
