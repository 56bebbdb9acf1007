import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyLog, type EventLog, openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { CompactRange, Leaves, leafHash } from '@pilot-ledger/proof'
import { restoredIn } from '../ledgers/november-2026.spec-support'
import { entriesOf, type Ledger, ledgerOnStandIn, payment } from './ledger.spec-support'

/** The root at every size. */
async function rootsOf(log: EventLog): Promise<string[]> {
  const [leaves, range, roots] = [new Leaves(), new CompactRange(), [] as string[]]
  for (const entry of await entriesOf(log)) {
    range.append(leafHash(leaves.next(entry)))
    roots.push(Buffer.from(range.root()).toString('hex'))
  }
  return roots
}

describe('given one ledger on both stores', () => {
  const folder = mkdtempSync(join(tmpdir(), 'one-tree-'))
  let cluster: Ledger

  beforeEach(async () => {
    cluster = await ledgerOnStandIn()
  })
  afterEach(() => cluster.close())
  afterAll(() => rmSync(folder, { recursive: true }))

  it('when an earlier ledger is copied to a server, then both have the same root at every size', async () => {
    const embedded = await openSqliteEventLog({ folder: await restoredIn(folder) })
    await copyLog(embedded, cluster.log)

    const roots = await rootsOf(embedded)
    expect(roots.length).toBeGreaterThan(100)
    expect(await rootsOf(cluster.log)).toEqual(roots)
    await embedded.close()
  })

  it('when clocks of writers differed, then the copy has the same roots as the log whose times go back', async () => {
    const entry = (i: number, recordedAt: number): RecordedEvent => ({
      ...payment(i),
      position: String(i + 1),
      stream: 'a',
      revision: i,
      recordedAt,
    })
    await cluster.log.restore([entry(0, 1_750_000_000_000), entry(1, 1_749_999_999_000), entry(2, 1_750_000_000_500)])
    const embedded = await openSqliteEventLog({ folder: join(folder, 'copy') })
    await copyLog(cluster.log, embedded)

    expect((await entriesOf(cluster.log)).map((it) => it.recordedAt)).not.toEqual(
      (await entriesOf(embedded)).map((it) => it.recordedAt),
    )
    expect(await rootsOf(embedded)).toEqual(await rootsOf(cluster.log))
    await embedded.close()
  })
})
