import { createHash, randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { copyLog, openEventStoreDbLog, openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { LedgerProof } from '@pilot-ledger/proof'
import { noProgress } from '../../../apps/cli/src/progress'
import { type Verification, verifyCluster, verifyLedger } from '../../../apps/cli/src/verify'
import { openLedger } from '../../../apps/standalone/src/ledger'
import { nameCheck } from '../../../libs/event-log/src/sqlite/streams'
import { demonstrationIn, PAPERS_TOLD } from '../../demonstration-folder.spec-support'
import { startStandIn } from '../../eventstoredb/stand-in'
import type { KeptEvent } from '../../eventstoredb/stand-in/store'

/** An entry as both stores have it. */
export type Entry = Omit<RecordedEvent, 'position' | 'newer'>
export type Forge = (entries: readonly Entry[]) => readonly Entry[]

/** The demonstration in a store's own files, signed, with checkpoints elsewhere; `at` is a folder of its own. */
export interface Store {
  readonly name: string
  /** Resolves with the verification key. */
  make(at: string): Promise<string>
  entries(at: string): Entry[]
  /** By somebody who can write the files, and leaves nothing in them that does not fit. */
  rewrite(at: string, entries: readonly Entry[]): void
  verify(at: string, key?: string): Promise<Verification>
  /** What `verify` tells of the demonstration's 35 papers: on a server it is not told where they are. */
  readonly papers: string
}

export const dataOf = (at: string) => join(at, 'data')
export const elsewhereOf = (at: string) => join(at, 'elsewhere')
type Database = InstanceType<typeof DatabaseSync>
const trustedOf = (at: string, key?: string) => ({ elsewhere: elsewhereOf(at), key })

export const sqlite: Store = {
  name: 'SQLite',
  async make(at) {
    const [data, checkpoints] = [dataOf(at), elsewhereOf(at)]
    await demonstrationIn(data)
    mkdirSync(checkpoints)
    // The demonstration was served before without it.
    writeFileSync(join(checkpoints, 'checkpoints'), '')
    const { proof, close } = await openLedger({ folder: data, checkpoints })
    await close()
    return proof.verifierKey
  },
  entries: (at) =>
    inDatabase(at, (database) =>
      (database.prepare('SELECT entry FROM events ORDER BY position').all() as { entry: string }[]).map((it) => {
        const [, stream, revision, id, type, version, recordedAt, data, metadata] = JSON.parse(it.entry)
        return { stream, revision, id, type, version, recordedAt, data, metadata }
      }),
    ),
  rewrite(at, entries) {
    inDatabase(at, (database) => writeAnew(database, entries))
    // The note of the last acknowledged entry, and what is derived.
    writeFileSync(join(dataOf(at), 'log.head'), '')
    for (const it of readdirSync(dataOf(at)))
      if (/^(log\.(names|ids)|figures@)/.test(it)) rmSync(join(dataOf(at), it), { recursive: true })
  },
  verify: (at, key) => verifyLedger(dataOf(at), noProgress, trustedOf(at, key)),
  papers: PAPERS_TOLD,
}

export function inDatabase<T>(at: string, work: (database: Database) => T): T {
  const database = new DatabaseSync(join(dataOf(at), 'log.db'))
  try {
    const result = work(database)
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    return result
  } finally {
    database.close()
  }
}

/** With the triggers that forbid it out of the way meanwhile. */
export function withoutTriggers(database: Database, work: () => void): void {
  const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string
    sql: string
  }[]
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`)
  work()
  for (const { sql } of triggers) database.exec(sql)
}

function writeAnew(database: Database, entries: readonly Entry[]): void {
  withoutTriggers(database, () => {
    database.exec(
      "BEGIN; DELETE FROM events; DELETE FROM streams; DELETE FROM heads; DELETE FROM sqlite_sequence WHERE name = 'events'",
    )
    const streams = new Map<string, { number: number; head: number }>()
    const add = database.prepare(
      'INSERT INTO events (position, stream, revision, event_id, entry, digest) VALUES (?, ?, ?, ?, ?, ?)',
    )
    for (const [i, it] of entries.entries()) {
      const { stream, revision, id, type, version, recordedAt, data, metadata } = it
      const known = streams.get(stream) ?? { number: streams.size + 1, head: -1 }
      streams.set(stream, { ...known, head: revision })
      const text = JSON.stringify([i + 1, stream, revision, id, type, version, recordedAt, data, metadata])
      const digest = createHash('sha256').update(text).digest()
      add.run(i + 1, known.number, revision, Buffer.from(id.replaceAll('-', ''), 'hex'), text, digest)
    }
    for (const [name, { number, head }] of streams) {
      database.prepare('INSERT INTO streams VALUES (?, ?, ?)').run(number, name, nameCheck(number, name))
      database.prepare('INSERT INTO heads VALUES (?, ?)').run(number, head)
    }
    database.exec('COMMIT')
  })
}

const PREFIX = 'pilot-ledger/'
export const serverFile = (at: string) => join(at, 'server.ndjson')

async function onServer<T>(at: string, work: (connectionString: string) => Promise<T>): Promise<T> {
  const server = await startStandIn({ dataFile: serverFile(at) })
  try {
    return await work(server.connectionString)
  } finally {
    await server.stop()
  }
}

export const eventStoreDb: Store = {
  name: 'EventStoreDB',
  make: (at) =>
    onServer(at, async (connectionString) => {
      const source = join(at, 'source')
      await demonstrationIn(source)
      mkdirSync(elsewhereOf(at))
      const [from, log] = [
        await openSqliteEventLog({ folder: source, readOnly: true }),
        await openEventStoreDbLog({ connectionString }),
      ]
      await copyLog(from, log)
      await from.close()
      rmSync(source, { recursive: true })
      const proof = await LedgerProof.open(log, { folder: dataOf(at), elsewhere: elsewhereOf(at) })
      await proof.close()
      await log.close()
      return proof.verifierKey
    }),
  entries: (at) =>
    keptIn(serverFile(at)).map(({ stream, revision, metadata, data, customMetadata }) => {
      const { ledger, ...others } = jsonOf(customMetadata)
      const type = metadata.find(([name]) => name === 'type')?.[1] ?? ''
      return { stream: stream.slice(PREFIX.length), revision, type, ...ledger, data: jsonOf(data), metadata: others }
    }),
  rewrite(at, entries) {
    const lines = entries.map(({ stream, revision, id, type, version, recordedAt, data, metadata }, i): KeptEvent => {
      const ledger = { id, version, recordedAt }
      return {
        stream: PREFIX + stream,
        revision,
        id: randomUUID(),
        metadata: [
          ['type', type],
          ['content-type', 'application/json'],
        ],
        data: base64Of(data),
        customMetadata: base64Of({ ...metadata, ledger }),
        position: i * 4_096,
        created: recordedAt,
      }
    })
    writeFileSync(serverFile(at), lines.map((it) => `${JSON.stringify(it)}\n`).join(''))
  },
  verify: (at, key) =>
    onServer(at, (connectionString) =>
      verifyCluster(connectionString, noProgress, { folder: dataOf(at), ...trustedOf(at, key) }),
    ),
  papers: '佐证材料 35 个文件未核对，见 --evidence · files of papers not looked at',
}

export const keptIn = (file: string): KeptEvent[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
const jsonOf = (base64: string) => JSON.parse(Buffer.from(base64, 'base64').toString('utf8'))
const base64Of = (value: object) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64')

/** A copy to alter. */
export function copyOf(made: string, at: string): string {
  if (existsSync(at)) rmSync(at, { recursive: true })
  cpSync(made, at, { recursive: true })
  return at
}
