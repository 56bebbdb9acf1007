import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { encodeBatch } from '../append/encode'
import type { Appended } from '../port'
import { type Database, openDatabase } from './database'
import { HeadNote } from './head-note'
import { Ids } from './ids'
import { StoredEntries } from './stored-entries'
import { Writer } from './writer'

const event = () => ({
  id: randomUUID(),
  type: 'InvoiceIssued',
  version: 1,
  data: {},
  metadata: { actor: 'clerk-chen', correlationId: 'c' },
})

describe('given a writer that remembers the heads of three streams only', () => {
  let folder: string
  let database: Database
  let note: HeadNote
  let entries: StoredEntries
  let writer: Writer

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-writer-'))
    const file = join(folder, 'log.db')
    database = openDatabase(file, false, false)
    entries = new StoredEntries(database, file, 0, false)
    note = new HeadNote(join(folder, 'log.head'))
    const onFatal = (error: Error) => {
      throw error
    }
    const ids = new Ids(database, entries, join(folder, 'log.ids'))
    ids.readAll()
    writer = new Writer({ database, file, entries, ids, note, clock: Date.now, onFatal, mostHeads: 3 })
  })
  afterAll(async () => {
    await writer.moveAllIntoFile()
    database.close()
    note.close()
    rmSync(folder, { recursive: true })
  })

  const batches = fc.array(
    fc.array(fc.record({ stream: fc.nat(9), count: fc.integer({ min: 1, max: 3 }) }), { maxLength: 20 }),
    { maxLength: 5 },
  )

  test('when batches go through more streams and come back to them, then each append goes on where its stream stood', () => {
    let runs = 0
    fc.assert(
      fc.property(batches, (its) => {
        const run = runs++
        const heads = new Map<string, number>()
        for (const batch of its) {
          const due: number[] = []
          const answers: (Appended | Error)[] = []
          writer.commit(
            batch.map(({ stream, count }) => {
              const name = `${run}-${stream}`
              const head = heads.get(name) ?? -1
              heads.set(name, head + count)
              due.push(head + count)
              const answer = (it: Appended | Error) => void answers.push(it)
              return {
                stream: name,
                expected: head === -1 ? ('none' as const) : head,
                events: encodeBatch(name, Array.from({ length: count }, event), 1_000_000),
                resolve: answer,
                reject: answer,
              }
            }),
          )
          expect(answers).toEqual(due.map((revision) => expect.objectContaining({ revision, repeated: false })))
        }
        for (const [name, head] of heads) expect(entries.streams.find(name)).toMatchObject({ head })
      }),
    )
  })
})
