import { existsSync } from 'node:fs'
import { type Checked, canonicalJson, isRefusal, type Refusal, refuse } from '@pilot-ledger/kernel'
import { openStore, type Store } from '../store'
import { accessFile, closeAccessDatabase, type Database, inTransaction } from '../store/database'
import { digestOf, type EntryRow, entryParts, type ReadRow, readPersonal } from '../store/leaves'
import { UNKNOWN_ACCOUNT } from './accounts.service'
import { AT_THE_MACHINE } from './first-administrator'

export interface Forgotten {
  readonly entries: number
  readonly reads: number
}

/**
 * 依法删除个人信息: what the file says of a person goes, and with it the salts: his name for people, addresses, what he called his
 * tokens, reasons that were given. The digests that are hashed into the tree stay, so every proof holds. What he is called as an
 * account stays: it is his signature in the log. Works on the folder of a running service too.
 * Refusals: `unknown-account`, `account-in-use`, `ground-missing`.
 * @param name of an account; or the actor of reads, where an issuer vouched for him
 */
export function forgetPerson(
  folder: string,
  { name, ground, clock = Date.now }: { name: string; ground: string; clock?: () => number },
): Checked<Forgotten> {
  if (ground.trim() === '') return GROUND_MISSING
  // Opening it would make one.
  if (!existsSync(accessFile(folder))) return UNKNOWN_ACCOUNT
  const store = openStore(folder)
  try {
    const done = inTransaction(store.database, () => forget(store, name, ground, clock()))
    // SQLite leaves what is freed where it was: the file is written anew without it.
    if (!isRefusal(done)) store.database.exec('VACUUM')
    return done
  } finally {
    closeAccessDatabase(store.database)
  }
}

function forget(store: Store, name: string, ground: string, at: number): Checked<Forgotten> {
  const { database } = store
  const account = store.accounts.ofName(name)
  const actor = account?.name ?? name
  if (account && account.disabledAt === undefined) return ACCOUNT_IN_USE
  const reads = readsForgotten(database, actor)
  if (!account && reads === 0) return UNKNOWN_ACCOUNT
  const id = account?.id ?? actor
  const entries = entriesForgotten(database, id)
  if (account) {
    database.prepare("UPDATE accounts SET display_name = '' WHERE id = ?").run(id)
    database.prepare("UPDATE tokens SET label = '', addresses = '[]' WHERE account = ?").run(id)
    store.attempts.forgetAll(id, actor)
  }
  const data = { name: actor, ground, entries, reads }
  store.entries.append({ at, actor: AT_THE_MACHINE, type: 'PersonForgotten', account: id, data })
  return { entries, reads }
}

function entriesForgotten(database: Database, account: string): number {
  const update = database.prepare('UPDATE account_entries SET data = ?, erased = ?, salt = NULL WHERE sequence = ?')
  const rows = database.prepare('SELECT * FROM account_entries WHERE account = ? AND salt IS NOT NULL').all(account)
  let count = 0
  for (const row of rows as unknown as EntryRow[]) {
    const { kept, personal } = entryParts(row)
    if (Object.keys(personal).length === 0) continue
    update.run(canonicalJson(kept), digestOf(row, personal), row.sequence)
    count++
  }
  return count
}

function readsForgotten(database: Database, actor: string): number {
  const update = database.prepare("UPDATE reads SET address = '', erased = ?, salt = NULL WHERE sequence = ?")
  const rows = database.prepare('SELECT * FROM reads WHERE actor = ? AND salt IS NOT NULL').all(actor)
  for (const row of rows as unknown as ReadRow[]) update.run(digestOf(row, readPersonal(row)), row.sequence)
  return rows.length
}

const ACCOUNT_IN_USE: Refusal = refuse('account-in-use', {
  zh: '账户仍在使用，请先停用',
  en: 'the account is in use: disable it first',
})
const GROUND_MISSING: Refusal = refuse('ground-missing', {
  zh: '请注明依据',
  en: 'say on what ground',
})
