import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { pino } from 'pino'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyLedger } from '../../apps/cli/src/verify'
import { createStandalone, openLedger, readModelFile } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'

describe('given the demonstration, served with checkpoints kept elsewhere, whose key an auditor noted down', () => {
  let [root, data, elsewhere, key] = ['', '', '', '']
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'verify-proof-'))
    data = join(root, 'data')
    elsewhere = join(root, 'elsewhere')
    mkdirSync(elsewhere)
    await demonstrationIn(data)
    // It was served before without them.
    writeFileSync(join(elsewhere, 'checkpoints'), '')
    const ledger = await openLedger({ folder: data, checkpoints: elsewhere })
    key = ledger.proof.verifierKey
    await ledger.close()
  })
  afterEach(() => rmSync(root, { recursive: true }))

  test('when a map was certified and another has leaned on it, then both hold; one that says something else is named', async () => {
    const ledger = await openLedger({ folder: data, checkpoints: elsewhere })
    const app = await createStandalone(ledger, { actor: '', logger: pino({ level: 'silent' }) })
    const { platforms } = (await app.inject({ url: '/api/platforms' })).json()
    for (const cut of [370, 900])
      await app.inject({ url: `/api/platforms/${platforms[0].id}/figures/projects/certificate?asOf=${cut}` })
    await app.close()
    await ledger.close()
    expect(await faults()).toEqual([])
    const [log] = [await openSqliteEventLog({ folder: data })]
    const { events, head } = await log.readStream('completeness')
    expect(events.map((it) => it.data.cut)).toEqual([370, 900])
    const { id, type, version, metadata } = events[1]
    await log.append('completeness', head, [
      {
        id: id.replace(/^./, (it) => (it === '0' ? '1' : '0')),
        type,
        version,
        metadata,
        data: { ...events[0].data, cut: 500 },
      },
    ])
    const at = await log.head()
    await log.close()
    expect(await faults()).toEqual([expect.stringContaining(`the map of entry ${at}, of the cut 500`)])
  })

  const faults = async (trusted: { elsewhere?: string; key?: string } = { elsewhere, key }) =>
    (await verifyLedger(data, noProgress, trusted)).faults

  /** Another log in its place, digests and all, and no read model that could tell. */
  async function forge(of: (entries: readonly RecordedEvent[]) => readonly RecordedEvent[]): Promise<void> {
    const forged = join(root, 'forged')
    const [before, after] = [await openSqliteEventLog({ folder: data }), await openSqliteEventLog({ folder: forged })]
    const entries: RecordedEvent[] = []
    for await (const page of before.readAll()) entries.push(...page)
    await after.restore(of(entries))
    await before.close()
    await after.close()
    for (const it of readdirSync(data)) if (it.startsWith('log.')) rmSync(join(data, it), { recursive: true })
    for (const it of readdirSync(forged))
      if (it.startsWith('log.')) cpSync(join(forged, it), join(data, it), { recursive: true })
    rmSync(readModelFile(data))
  }
  const withoutTree = () => rmSync(join(data, 'tree'), { recursive: true })

  test('when nothing was touched, then all is sound; without what the auditor holds as well', async () => {
    expect([await faults(), await faults({})]).toEqual([[], []])
  })

  describe('when its figures are made in a thread, as of many entries', () => {
    const both = async () => [
      await verifyLedger(data, noProgress, { elsewhere, key }),
      await verifyLedger(data, noProgress, { elsewhere, key }, 1),
    ]

    test('then all is sound there too', async () => {
      const [here, apart] = await both()
      expect(apart).toEqual(here)
      expect(apart.faults).toEqual([])
    }, 120_000)

    test('then the same is said of a page of figures that was altered, and of a damaged entry', async () => {
      const altered = (file: string, sql: string) => {
        const database = new DatabaseSync(file)
        const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all()
        for (const it of triggers) database.exec(`DROP TRIGGER ${it.name}`)
        database.exec(sql)
        for (const it of triggers) database.exec(String(it.sql))
        database.close()
      }
      for (const alter of [
        () => altered(readModelFile(data), 'UPDATE pages SET bytes = zeroblob(length(bytes)) WHERE page = 0'),
        () => altered(join(data, 'log.db'), "UPDATE events SET entry = replace(entry, 'a', 'b') WHERE position = 700"),
      ]) {
        alter()
        const [here, apart] = await both()
        expect(apart).toEqual(here)
        expect(apart.faults).not.toEqual([])
      }
    }, 120_000)

    test('then an entry that no figure can be made of is named', async () => {
      await forge((entries) => {
        const signed = entries.findIndex((it) => it.type === 'ContractSigned')
        return entries.with(signed, { ...entries[signed], type: 'ContractForged' })
      })
      const [here, apart] = await both()
      expect(apart).toEqual(here)
      expect(apart.faults).toContainEqual(expect.stringMatching(/^统计 figures: entry \d+ .*ContractForged is unknown/))
    }, 120_000)
  })

  test.each([
    ['emptied', () => writeFileSync(join(data, 'checkpoints'), '')],
    ['taken away', () => rmSync(join(data, 'checkpoints'))],
  ])(
    'when its checkpoints were %s, then that is named, also to whoever holds nothing: its key has signed',
    async (_, harm) => {
      harm()
      expect(await faults({})).toContainEqual(expect.stringContaining('there are no checkpoints'))
    },
  )

  test('when an invoice was altered, then its entry is named, also where the kept hashes are gone', async () => {
    let altered = 0
    await forge((entries) => {
      altered = entries.findIndex((it) => it.type === 'InvoiceIssued')
      return entries.with(altered, { ...entries[altered], data: { ...entries[altered].data, share: '0.01' } })
    })
    expect(await faults()).toContainEqual(expect.stringMatching(`proof: .*entry ${altered + 1} is the first`))
    withoutTree()
    expect(await faults()).toContainEqual(expect.stringMatching(/proof: .*within entries \d+ to \d+/))
  })

  test('when the last five were cut off, then it is told how many are missing', async () => {
    let left = 0
    await forge((entries) => {
      left = entries.length - 5
      return entries.slice(0, -5)
    })
    expect(await faults()).toContainEqual(expect.stringMatching(`missing from ${left + 1} on`))
  })

  test('when it was all made anew, tree, key and checkpoints, then what the auditor holds tells', async () => {
    await forge((entries) => entries.slice(0, -5))
    withoutTree()
    for (const it of ['proof.key', 'checkpoints']) rmSync(join(data, it))
    const ledger = await openLedger({ folder: data })
    await ledger.close()
    expect(await faults({})).toEqual([])
    expect(await faults({ key })).toContainEqual(expect.stringContaining('checkpoint 1'))
    expect(await faults()).toContainEqual(expect.stringContaining('missing from'))
  })

  test.each(['level-00', 'level-03', 'level-08'])(
    'when a byte of the kept hashes changed (%s), then it is named',
    async (level) => {
      const file = join(data, 'tree', level)
      const hashes = readFileSync(file)
      hashes[40 % hashes.length] ^= 4
      writeFileSync(file, hashes)
      expect(await faults()).toEqual([expect.stringContaining('the hash that was kept')])
      // The log is what was signed: the service makes them again.
      const notes: string[] = []
      const ledger = await openLedger({ folder: data, onNote: (it) => notes.push(it) })
      await ledger.close()
      expect(notes).toEqual([expect.stringContaining('made again from the log')])
      expect(await faults()).toEqual([])
    },
  )

  test('when a checkpoint was altered or put in, then it is named', async () => {
    const file = join(data, 'checkpoints')
    const signed = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      signed.replace(/\n(\d+)/, (_, size) => `\n${Number(size) - 1}`),
    )
    expect(await faults()).toEqual([expect.stringMatching(/checkpoint 1 of .*does not hold/)])
    writeFileSync(file, signed)
    appendFileSync(file, 'other/log\n1\nAAAA\n\n— other/log AAAAAAAA\n\n')
    expect(await faults()).toEqual([expect.stringMatching(/checkpoint \d+ of /)])
  })

  test('when the key is not a key, or checkpoints elsewhere are not there, then that is told', async () => {
    expect(await faults({ key: 'pilot-ledger/x' })).toEqual([expect.stringContaining('verification key')])
    rmSync(join(elsewhere, 'checkpoints'))
    expect(await faults()).toEqual([expect.stringContaining('there are no checkpoints')])
  })

  test('then it is told how many entries are signed, also where fewer are than there are', async () => {
    const { entries, signed } = await verifyLedger(data, noProgress, { elsewhere, key })
    expect(signed).toBe(entries)
    for (const it of [data, elsewhere]) writeFileSync(join(it, 'checkpoints'), '')
    expect((await verifyLedger(data, noProgress)).signed).toBe(0)
  })

  test('when an auditor brings a key, or a folder, and checkpoints were emptied or deleted, then that is told', async () => {
    const none = expect.stringContaining('there are no checkpoints to hold the entries against')
    writeFileSync(join(elsewhere, 'checkpoints'), '')
    expect(await faults()).toEqual([none])
    writeFileSync(join(data, 'checkpoints'), '')
    expect([await faults({ key }), await faults()]).toEqual([[none], [none, none]])
    rmSync(join(data, 'checkpoints'))
    withoutTree()
    expect(await faults({ key })).toEqual([none])
  })

  test.each([
    ['level-02', 64],
    ['level-04', 0],
    ['level-00', undefined],
    ['level-05', undefined],
  ])(
    'when %s of the kept hashes ends after %s bytes, then the entry is named from which on they are missing',
    async (level, left) => {
      const file = join(data, 'tree', level)
      if (left === undefined) rmSync(file)
      else truncateSync(file, left)
      const each = 2 ** Number(level.slice(-2))
      const first = ((left ?? 0) / 32) * each + 1
      expect(await faults()).toEqual([expect.stringMatching(`that of entry ${first}$`)])
    },
  )
})
