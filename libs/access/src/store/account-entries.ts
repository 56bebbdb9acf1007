import { canonicalJson } from '@pilot-ledger/kernel'
import type { AccountEvent } from '../definitions'
import type { Database } from './database'
import { type EntryRow, entrySaid, leafOf, newSalt } from './leaves'

export type NewAccountEntry = AccountEvent & {
  readonly at: number
  /** Who did it. */
  readonly actor: string
  /** To which account, by id. */
  readonly account: string
}
export type AccountEntry = NewAccountEntry & { readonly sequence: number }

const INSERT = 'INSERT INTO account_entries (at, actor, type, account, data, salt) VALUES (?, ?, ?, ?, ?, ?)'
const PAGE = 'SELECT * FROM account_entries WHERE sequence > ? ORDER BY sequence LIMIT ?'

/**
 * 账户记录: what was done to accounts, by whom, in order. An entry changed or taken out later, by whatever means, is found by the
 * roots over all of them that stand on the log (`AccessCommitter`).
 *
 * It stands beside the secrets and not on the log: a password and the entry that says it was set are one transaction; every
 * figure counts the log's entries, so a log-in there would shift the cuts of figures; and a log that nobody may rewrite is no
 * place for names of persons who may ask to be forgotten. What is said of contracts stays on the log, with the account's name.
 */
export class AccountEntries {
  constructor(private readonly database: Database) {}

  /** Inside the transaction of the change it tells. Returns its sequence. */
  append({ at, actor, type, account, data }: NewAccountEntry): number {
    const values = [at, actor, type, account, canonicalJson(data), newSalt()]
    return Number(this.database.prepare(INSERT).run(...values).lastInsertRowid)
  }

  /** Oldest first, after a sequence; each with the hash that it is in the tree by. */
  page(after: number, limit: number): (AccountEntry & { readonly digest: string })[] {
    const rows = this.database.prepare(PAGE).all(after, limit) as unknown as EntryRow[]
    return rows.map((it) => ({ ...entryOf(it), digest: Buffer.from(leafOf(entrySaid(it))).toString('hex') }))
  }
}

/** Its text is in the shape of its definition's first version, as all are: a second one comes with a column that says which. */
export const entryOf = ({ sequence, at, actor, type, account, data }: EntryRow): AccountEntry =>
  ({ sequence, at, actor, type, account, data: JSON.parse(data) }) as AccountEntry
