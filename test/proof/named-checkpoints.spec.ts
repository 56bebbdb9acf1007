import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { CHECKPOINTS, CompactRange, checkpointsIn, Leaves, leafHash } from '@pilot-ledger/proof'
import { LEDGER_EVENTS } from '@pilot-ledger/service'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyLedger } from '../../apps/cli/src/verify'
import { forgeIn } from '../../libs/proof/src/signing/ledger-folder.spec-support'
import { demonstrationIn } from '../demonstration-folder.spec-support'

const ATTESTED = ['FigurePublished', 'PeriodClosed', 'ResultPublished', 'ResultSealed', 'SchemePublished']

test('seals, closes and publications are what others are held to', () => {
  const types = LEDGER_EVENTS.flatMap(({ type, attested }) => (attested ? [type] : []))
  expect([...new Set(types)].sort()).toEqual(ATTESTED)
})

describe('given a ledger in which everything was sealed, closed and published', () => {
  let [data, entries]: [string, readonly RecordedEvent[]] = ['', []]
  /** By how many entries there are: 0, 1, 2 … */
  let roots: readonly string[]
  beforeEach(async () => {
    data = join(mkdtempSync(join(tmpdir(), 'named-')), 'data')
    await demonstrationIn(data)
    entries = await entriesOf(data)
    const [range, leaves] = [new CompactRange(), new Leaves()]
    const root = () => Buffer.from(range.root()).toString('base64')
    roots = [root(), ...entries.map((it) => [range.append(leafHash(leaves.next(it))), root()][1] as string)]
  }, 120_000)
  afterEach(() => rmSync(join(data, '..'), { recursive: true }))

  test('then its entry names the checkpoint of all that was recorded before, and that one was signed; no other entry does', () => {
    const signed = [...checkpointsIn(join(data, CHECKPOINTS))].map((it) => it.split('\n').slice(1, 3).join(' '))
    const named = entries.filter((it) => it.metadata.checkpoint)
    expect([...new Set(named.map(({ type }) => type))].filter((it) => ATTESTED.includes(it)).sort()).toEqual(ATTESTED)
    expect(entries.filter(({ type, metadata }) => ATTESTED.includes(type) && !metadata.checkpoint)).toEqual([])
    for (const { metadata, position } of named) {
      const first = entries.findIndex((it) => it.metadata.idempotencyKey === metadata.idempotencyKey)
      expect([position, metadata.checkpoint]).toEqual([position, { size: first, root: roots[first] }])
      expect(signed).toContain(`${first} ${roots[first]}`)
    }
  })

  test('when the checkpoints are cut before one that an entry names, then verify says which were there, though nobody kept them elsewhere', async () => {
    const file = join(data, CHECKPOINTS)
    const last = entries.findLast((it) => it.metadata.checkpoint) as RecordedEvent
    const { size } = last.metadata.checkpoint as { size: number }
    const kept = [...checkpointsIn(file)].filter((it) => Number(it.split('\n')[1]) < size)
    writeFileSync(file, kept.map((it) => `${it}\n`).join(''))
    const first = entries.find((it) => it.metadata.checkpoint?.size === size) as RecordedEvent
    const { faults } = await verifyLedger(data, noProgress)
    expect(faults).toEqual([
      expect.stringContaining(`entry ${first.position} names a signed checkpoint of ${size} entries`),
      // The note beside the tree tells it too.
      expect.stringContaining(`the checkpoints that are there end at ${kept.at(-1)?.split('\n')[1]}`),
    ])
  })

  test('when one names another, then verify says which, whatever it claims', async () => {
    const at = entries.findLastIndex(({ type }) => type === 'PeriodClosed')
    const { size, root } = entries[at].metadata.checkpoint as { size: number; root: string }
    for (const other of [
      { size, root: roots[size - 1] },
      { size: size - 1, root },
      { size: at + 1, root: roots[at + 1] },
      { size: -1, root },
      null,
      'none',
    ]) {
      await forgeIn(data, (it) =>
        it.with(at, { ...it[at], metadata: { ...it[at].metadata, checkpoint: other as never } }),
      )
      const { faults } = await verifyLedger(data, noProgress)
      expect(faults).toContainEqual(expect.stringContaining(`the checkpoint that entry ${at + 1} names is not`))
    }
  })
})

async function entriesOf(folder: string): Promise<readonly RecordedEvent[]> {
  const log = await openSqliteEventLog({ folder, readOnly: true })
  const entries: RecordedEvent[] = []
  for await (const page of log.readAll()) entries.push(...page)
  await log.close()
  return entries
}
