import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import fc from 'fast-check'
import { NumbersByHash } from './numbers-by-hash'
import { openSqliteEventLog, type SqliteEventLog } from './sqlite-event-log'
import { hashOfName } from './streams'

const event = (k: number) => ({
  id: `00000000-0000-4000-8000-${String(k).padStart(12, '0')}`,
  type: 'InvoiceIssued',
  version: 1,
  data: { invoiceNo: `INV-${k}` },
  metadata: { actor: 'clerk-chen', correlationId: 'c' },
})

describe('names found by their hash', () => {
  // Few hashes, so that many names share one; few slots, so that they run into each other.
  const steps = fc.array(fc.oneof(fc.nat(40), fc.record({ back: fc.nat(30) })), { maxLength: 60 })

  it('are those that were added and not taken back, whatever shares their hash', () => {
    fc.assert(
      fc.property(fc.nat(3_000), steps, (already, its) => {
        const known = Array.from({ length: already }, (_, i) => i % 41)
        const table = new NumbersByHash(Uint32Array.from(known))
        for (const it of its) {
          if (typeof it === 'number') {
            known.push(it)
            table.add(it)
          } else {
            known.length = Math.max(0, known.length - it.back)
            table.forgetBeyond(known.length)
          }
        }
        const found = Array.from({ length: 42 }, (_, hash) => [...table.withHash(hash)].sort((a, b) => a - b))
        const due = found.map((_, hash) => known.flatMap((it, i) => (it === hash ? [i + 1] : [])))
        expect([found, table.count, [...table.all]]).toEqual([due, known.length, known])
      }),
    )
  })
})

describe('streams of a log', () => {
  const folders: string[] = []
  let folder: string
  let log: SqliteEventLog

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-names-'))
    folders.push(folder)
    log = await openSqliteEventLog({ folder })
  })

  afterEach(() => log.close())
  afterAll(() => {
    for (const it of folders) rmSync(it, { recursive: true })
  })

  const kept = () => join(folder, 'log.names')
  const streams = async (...names: string[]) =>
    Promise.all(names.map(async (it) => (await log.readStream(it)).events.map((event) => event.data.invoiceNo)))

  async function reopened(meanwhile: () => void = () => undefined): Promise<void> {
    await log.close()
    meanwhile()
    log = await openSqliteEventLog({ folder })
  }

  /** What no program of ours would do. */
  function tamper(table: 'streams' | 'events', update: string): void {
    const database = new DatabaseSync(join(folder, 'log.db'))
    const guard = database.prepare(`SELECT sql FROM sqlite_schema WHERE name = '${table}_are_never_changed'`).get()
    database.exec(`DROP TRIGGER ${table}_are_never_changed; UPDATE ${table} SET ${update}`)
    database.exec((guard as { sql: string }).sql)
    database.close()
  }

  it('are told apart though their names share a hash, also after a restart', async () => {
    // Found by trying the numbers in turn.
    const [one, other] = ['contract-61672', 'contract-1928400']
    expect(hashOfName(one)).toBe(hashOfName(other))
    await log.append(one, 'none', [event(1)])
    expect((await log.readStream(other)).exists).toBe(false)
    await log.append(other, 'none', [event(2)])
    expect(await streams(one, other)).toEqual([['INV-1'], ['INV-2']])
    await reopened()
    expect(await streams(other, one)).toEqual([['INV-2'], ['INV-1']])
  })

  it.each([
    ['kept when it was closed', () => undefined],
    ['not kept', () => rmSync(kept())],
    ['kept with a flipped byte', () => flipLastByte(kept())],
    ['kept by half', () => writeFileSync(kept(), readFileSync(kept()).subarray(0, 150))],
    // As a file of another user or one too many that are open: it can be neither read nor written.
    ['kept where a folder is', () => unreadable(kept())],
    ['kept where nothing can be read or written', () => [kept(), `${kept()}.part`].forEach(unreadable)],
    ['kept where links go round in a circle', () => symlinkSync(basename(kept()), gone(kept()))],
  ])('are found with their names %s', async (_, meanwhile) => {
    for (const k of [0, 1, 2]) await log.append(`contract-${k}`, 'none', [event(k)])
    await reopened(meanwhile)
    expect(await streams('contract-0', 'contract-1', 'contract-2', 'contract-3')).toEqual([
      ['INV-0'],
      ['INV-1'],
      ['INV-2'],
      [],
    ])
    await log.append('contract-3', 'none', [event(3)])
    await log.append('contract-2', 0, [event(4)])
    expect(await streams('contract-3', 'contract-2')).toEqual([['INV-3'], ['INV-2', 'INV-4']])
    await reopened()
    expect(await streams('contract-3', 'contract-2')).toEqual([['INV-3'], ['INV-2', 'INV-4']])
  })

  it('are found where names were kept before the last of them came', async () => {
    await log.append('contract-0', 'none', [event(0)])
    await reopened(() => copyFileSync(kept(), `${kept()}.before`))
    await log.append('contract-1', 'none', [event(1)])
    await reopened(() => copyFileSync(`${kept()}.before`, kept()))
    expect(await streams('contract-0', 'contract-1', 'contract-2')).toEqual([['INV-0'], ['INV-1'], []])
  })

  it('are found though the entry is damaged that was the last when names were kept', async () => {
    await log.append('contract-0', 'none', [event(0)])
    await reopened(() => copyFileSync(kept(), `${kept()}.before`))
    await log.append('contract-1', 'none', [event(1)])
    await reopened(() => {
      copyFileSync(`${kept()}.before`, kept())
      tamper('events', "entry = '[]' WHERE position = 1")
    })
    expect(await streams('contract-1', 'contract-2')).toEqual([['INV-1'], []])
    await expect(log.readStream('contract-0')).rejects.toMatchObject({ reason: 'damaged' })
  })

  it('are not taken from the names of another log', async () => {
    const other = mkdtempSync(join(tmpdir(), 'pilot-ledger-names-'))
    folders.push(other)
    const theirs = await openSqliteEventLog({ folder: other })
    await theirs.append('theirs', 'none', [event(0)])
    await theirs.close()
    await log.append('contract-0', 'none', [event(0)])
    await reopened(() => copyFileSync(join(other, 'log.names'), kept()))
    expect(await streams('contract-0', 'theirs')).toEqual([['INV-0'], []])
  })

  it('whose name is damaged are named, never unknown: on opening, or where names were kept, when asked for', async () => {
    for (const k of [0, 1, 2]) await log.append(`contract-${k}`, 'none', [event(k)])
    await reopened(() => tamper('streams', "name = 'contract-9' WHERE stream = 2"))
    await expect(log.readStream('contract-1')).rejects.toMatchObject({ reason: 'damaged' })
    await expect(log.append('contract-1', 'none', [event(7)])).rejects.toMatchObject({ reason: 'damaged' })
    expect(await streams('contract-0', 'contract-2')).toEqual([['INV-0'], ['INV-2']])
    await log.close()
    rmSync(kept())
    await expect(openSqliteEventLog({ folder })).rejects.toMatchObject({ reason: 'damaged' })
  })

  it('are not asked for by opening a log to read, so that a damaged name can be looked for there', async () => {
    await log.append('contract-0', 'none', [event(0)])
    await log.close()
    tamper('streams', "name = 'contract-9'")
    rmSync(kept())
    const reading = await openSqliteEventLog({ folder, readOnly: true })
    expect(await reading.verify()).not.toEqual([])
    await expect(reading.readStream('contract-0')).rejects.toMatchObject({ reason: 'damaged' })
    await reading.close()
    expect(existsSync(kept())).toBe(false)
  })

  it('are kept for nobody but their owner', async () => {
    await log.append('contract-0', 'none', [event(0)])
    expect(existsSync(kept())).toBe(false)
    await log.close()
    expect(statSync(kept()).mode & 0o777).toBe(0o600)
  })
})

function gone(file: string): string {
  rmSync(file, { recursive: true, force: true })
  return file
}

function unreadable(file: string): void {
  mkdirSync(gone(file))
}

function flipLastByte(file: string): void {
  const bytes = readFileSync(file)
  bytes[bytes.length - 1] ^= 1
  writeFileSync(file, bytes)
}
