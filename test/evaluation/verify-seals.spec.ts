import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { canonicalJson, type Json, type JsonObject } from '@pilot-ledger/kernel'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyLedger } from '../../apps/cli/src/verify'
import { A, B, C, client, EVALUATOR, RoundFixture } from '../../libs/evaluation/src/rounds/round-fixture.spec-support'

let fixture: RoundFixture
let entries: RecordedEvent[]
let folders: string[]
/** A round sealed, and a payment recorded since. */
beforeAll(async () => {
  folders = []
  fixture = await (await RoundFixture.open()).settle()
  const round = await fixture.openRound()
  await fixture.submit(round, A, B)
  await fixture.verify(round, A, B)
  await fixture.grade(round, A, B, C)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
  await fixture.pay(await fixture.on('2026-04-20').sign(A, 'LATE', 1, '5000.00'), 'HD-LATE', '5000.00', '2025-06-01')
  entries = []
  for await (const page of fixture.log.readAll()) entries.push(...page)
}, 60_000)
afterAll(async () => {
  await fixture.close()
  for (const it of folders) rmSync(it, { recursive: true })
})

/** The same log written anew by somebody who changes an entry on the way: sound in itself, and not what was decided. */
async function rewritten(change: (event: RecordedEvent) => JsonObject): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'forged-'))
  folders.push(folder)
  let now = 0
  const log = await openSqliteEventLog({ folder, clock: () => now })
  for (const event of entries) {
    now = event.recordedAt
    const { id, type, version, metadata, stream, revision } = event
    await log.append(stream, revision === 0 ? 'none' : revision - 1, [
      { id, type, version, metadata, data: change(event) },
    ])
  }
  await log.close()
  return folder
}

const isResult = ({ type, data }: RecordedEvent, platform: string) =>
  type === 'ResultSealed' && data.platform === platform
const rehashed = (data: JsonObject, snapshot: JsonObject): JsonObject => ({
  ...data,
  snapshot,
  hash: createHash('sha256')
    .update(canonicalJson(snapshot as Json))
    .digest('hex'),
})

describe('given a ledger with a sealed round', () => {
  it('when it is verified, then all is sound, whatever was recorded since', async () => {
    const folder = await rewritten(({ data }) => data)
    expect(await verifyLedger(folder, noProgress)).toEqual({ entries: entries.length, signed: 0, faults: [] })
  })

  it('when its results were sealed before grants were counted by scheme, then they come out by the rule of then', async () => {
    const folder = await rewritten((event) => {
      if (event.type !== 'ResultSealed') return event.data
      const { grants, ...before } = event.data
      expect(grants).toBe('byScheme')
      return before
    })
    expect(await verifyLedger(folder, noProgress)).toEqual({ entries: entries.length, signed: 0, faults: [] })
  })

  it('when somebody betters a total, then the round, the platform and the place are named', async () => {
    const folder = await rewritten((event) => {
      if (!isResult(event, B)) return event.data
      return { ...event.data, snapshot: { ...(event.data.snapshot as JsonObject), total: '95.00' } }
    })
    const { faults } = await verifyLedger(folder, noProgress)
    expect(faults).toHaveLength(1)
    for (const part of ['PJ-2025', B, '/total', '"95.00"', '"70.00"']) expect(faults[0]).toContain(part)
  })

  it('when he makes the hash fit too, then it is named all the same', async () => {
    const folder = await rewritten((event) => {
      if (!isResult(event, A)) return event.data
      const snapshot = event.data.snapshot as { indicators: { rows: { client: string }[] }[] } & JsonObject
      const [first, ...rest] = snapshot.indicators
      const rows = [{ ...first.rows[0], client: '别的公司' }, ...first.rows.slice(1)]
      return rehashed(event.data, { ...snapshot, indicators: [{ ...first, rows }, ...rest] } as unknown as JsonObject)
    })
    const { faults } = await verifyLedger(folder, noProgress)
    expect(faults).toHaveLength(1)
    for (const part of [A, '/indicators/0/rows/0/client', '别的公司']) expect(faults[0]).toContain(part)
  })

  it('when he changes the payment behind it instead, then the seal no longer comes out', async () => {
    const folder = await rewritten((event) =>
      event.data.bankReference === 'HD-9'
        ? { ...event.data, share: '4000000.00', total: '4000000.00', payer: client(0) as unknown as JsonObject }
        : event.data,
    )
    const { faults } = await verifyLedger(folder, noProgress)
    expect(faults).toHaveLength(1)
    for (const part of ['PJ-2025', B, '"3500000.00"', '"4000000.00"']) expect(faults[0]).toContain(part)
  })

  it('when only the hash is another, then that is said', async () => {
    const folder = await rewritten((event) =>
      isResult(event, C) ? { ...event.data, hash: '0'.repeat(64) } : event.data,
    )
    const { faults } = await verifyLedger(folder, noProgress)
    expect(faults).toEqual([expect.stringContaining('hash')])
    expect(faults[0]).toContain(C)
  })
})
