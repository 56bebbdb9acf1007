import { createHash } from 'node:crypto'
import { canonicalJson, type JsonObject } from '@pilot-ledger/kernel'
import type { AccountEvent } from '../definitions'
import type { Database } from './database'

export type NewAccountEntry = AccountEvent & {
  readonly at: number
  /** Who did it. */
  readonly actor: string
  /** To which account, by id. */
  readonly account: string
}
export type AccountEntry = NewAccountEntry & { readonly sequence: number; readonly digest: string }

const LAST = 'SELECT digest FROM account_entries ORDER BY sequence DESC LIMIT 1'
const INSERT = 'INSERT INTO account_entries (at, actor, type, account, data, digest) VALUES (?, ?, ?, ?, ?, ?)'
const PAGE = 'SELECT * FROM account_entries WHERE sequence > ? ORDER BY sequence LIMIT ?'
const NOTHING_BEFORE = '0'.repeat(64)

/** Its text is in the shape of its definition's first version, as all are: a second one comes with a column that says which. */
export type AccountEntryRow = Omit<AccountEntry, 'data'> & { readonly data: string }

/**
 * 账户记录: what was done to accounts, by whom, in order. Each entry carries the digest of the one before, so that an entry
 * changed or taken out later, by whatever means, is found by `fault()`; only a cut-off end is not.
 *
 * It stands beside the secrets and not on the log: a password and the entry that says it was set are one transaction; every
 * figure counts the log's entries, so a log-in there would shift the cuts of figures; and a log that nobody may rewrite is no
 * place for names of persons who may ask to be forgotten. What is said of contracts stays on the log, with the account's name.
 */
export class AccountEntries {
  constructor(private readonly database: Database) {}

  /** Inside the transaction of the change it tells. Returns its sequence. */
  append(entry: NewAccountEntry): number {
    const last = this.database.prepare(LAST).get() as { digest: string } | undefined
    const digest = digestOf(last?.digest ?? NOTHING_BEFORE, entry)
    const { at, actor, type, account, data } = entry
    return Number(
      this.database.prepare(INSERT).run(at, actor, type, account, canonicalJson(data), digest).lastInsertRowid,
    )
  }

  /** Oldest first, after a sequence. */
  page(after: number, limit: number): AccountEntry[] {
    const rows = this.database.prepare(PAGE).all(after, limit) as unknown as AccountEntryRow[]
    return rows.map(entryOf)
  }

  /** The first entry that is not what was written, undefined when all are. */
  fault(): number | undefined {
    let before = NOTHING_BEFORE
    let expected = 1
    for (const row of this.database.prepare('SELECT * FROM account_entries ORDER BY sequence').iterate()) {
      const entry = row as unknown as AccountEntryRow
      if (entry.digest !== digestOf(before, entryOf(entry))) return expected
      before = entry.digest
      expected++
    }
    return undefined
  }
}

export const entryOf = (row: AccountEntryRow): AccountEntry => ({ ...row, data: JSON.parse(row.data) }) as AccountEntry

function digestOf(before: string, { at, actor, type, account, data }: NewAccountEntry): string {
  return createHash('sha256')
    .update(canonicalJson({ before, at, actor, type, account, data: data as JsonObject }))
    .digest('hex')
}
