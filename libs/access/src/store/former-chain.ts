import { createHash } from 'node:crypto'
import type { DatabaseSync } from '@photostructure/sqlite'
import { canonicalJson, type JsonObject } from '@pilot-ledger/kernel'
import type { AccountEventOf } from '../definitions'
import { newSalt } from './leaves'

type Database = InstanceType<typeof DatabaseSync>
interface ChainedRow {
  readonly at: number
  readonly actor: string
  readonly type: string
  readonly account: string
  readonly data: string
  readonly digest: string
}

/** In a file of the second version each entry had a digest over itself and the one before: the first for which it is another. */
export function formerChainFault(database: Database): number | undefined {
  let before = '0'.repeat(64)
  let expected = 1
  for (const row of database.prepare('SELECT * FROM account_entries ORDER BY sequence').iterate()) {
    const { at, actor, type, account, data, digest } = row as unknown as ChainedRow
    const said = canonicalJson({ before, at, actor, type, account, data: JSON.parse(data) as JsonObject })
    if (digest !== createHash('sha256').update(said).digest('hex')) return expected
    before = digest
    expected++
  }
  return undefined
}

/** What the file is committed with from now on must not hide that it was altered before. */
export function noteBrokenChain(database: Database, entry: number): void {
  const { type, data }: AccountEventOf<'ChainBroken'> = { type: 'ChainBroken', data: { entry } }
  database
    .prepare(
      "INSERT INTO account_entries (at, actor, type, account, data, salt) VALUES (?, 'local:machine', ?, '', ?, ?)",
    )
    .run(Date.now(), type, canonicalJson(data), newSalt())
}
