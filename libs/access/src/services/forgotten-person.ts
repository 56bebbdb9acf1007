import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Checked, isRefusal, type Refusal, refuse } from '@pilot-ledger/kernel'
import { accountNameKey } from '../domain/account'
import { openStore, type Store } from '../store'
import { accessFile, closeAccessDatabase, type Database, inTransaction, sideFileEmptied } from '../store/database'
import { type EntryRow, forgotten, type ReadRow } from '../store/leaves'
import { writtenAnew } from '../store/written-anew'
import { UNKNOWN_ACCOUNT } from './accounts.service'
import { AT_THE_MACHINE } from './first-administrator'

export interface Forgotten {
  readonly entries: number
  readonly reads: number
  /** The side file still has what was there: somebody was reading all the time. It goes when the service stops. */
  readonly lingers: boolean
}

/** So many rows at once, a millisecond or two; a service that wants to write meanwhile comes in between. */
const AT_ONCE = 50
const REST_MS = 5
/** How long readers (`verify`, `backup`) are waited for, so that the side file can be emptied. */
const PATIENCE_MS = 30_000
const EVERY_MS = 100

/**
 * 依法删除个人信息: what the file says of a person goes, and with it the salts: his name for people, addresses, what he called his
 * tokens, reasons that were given. The digests that are hashed into the tree stay, so every proof holds. What he is called as an
 * account stays: it is his signature in the log. The act is an entry, and comes first: stopped in the middle, it is known what is
 * left to do, and done again it does the rest. Goes in short pieces beside a running service.
 * Refusals: `unknown-account`, `account-in-use`, `proposal-open`, `ground-missing`.
 * @param name of an account, or that was proposed for one; or the actor of reads, where an issuer vouched for him
 */
export async function forgetPerson(
  folder: string,
  { name, ground, clock = Date.now }: { name: string; ground: string; clock?: () => number },
  { restMs = REST_MS, patienceMs = PATIENCE_MS } = {},
): Promise<Checked<Forgotten>> {
  if (ground.trim() === '') return GROUND_MISSING
  // Opening it would make one.
  if (!existsSync(accessFile(folder))) return UNKNOWN_ACCOUNT
  const store = openStore(folder)
  const { database } = store
  try {
    database.exec('PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY')
    // Looked for before anybody is kept waiting.
    const found = sought(store, name)
    if (isRefusal(found)) return found
    const noted = inTransaction(database, () => stillFree(store, name) ?? note(store, found, ground, clock()))
    if (noted) return noted
    // What the entry says will be done can be done again: it need not wait for the disk piece by piece.
    database.exec('PRAGMA synchronous = NORMAL')
    const entries = found.ids.flatMap((it) => it.entries)
    await goInPieces(database, ENTRY, ENTRY_GOES, entries, restMs)
    await goInPieces(database, READ, READ_GOES, found.reads, restMs)
    return { entries: entries.length, reads: found.reads.length, lingers: !(await emptied(database, patienceMs)) }
  } finally {
    closeAccessDatabase(database)
  }
}

interface Found {
  /** What he is called in reads, and of the entries that are about him. */
  readonly actor: string
  readonly account?: string
  /** By the id of an account, or that one would have had: the sequences of what is left of it. */
  readonly ids: readonly { readonly id: string; readonly entries: readonly number[] }[]
  readonly reads: readonly number[]
}

const ENTRY = 'SELECT * FROM account_entries WHERE sequence = ?'
const ENTRY_GOES = 'UPDATE account_entries SET data = ?, salt = ? WHERE sequence = ?'
const READ = 'SELECT * FROM reads WHERE sequence = ?'
const READ_GOES = 'UPDATE reads SET address = ?, salt = ? WHERE sequence = ?'
/** Somebody may have been proposed and never agreed to: then there is no account by that id. */
const PROPOSED = `SELECT DISTINCT account AS id, data ->> '$.name' AS name FROM account_entries
  WHERE type = 'ChangeProposed' AND data ->> '$.kind' = 'create' AND account NOT IN (SELECT id FROM accounts)`
const LEFT_OF_ENTRIES = "SELECT * FROM account_entries WHERE account = ? AND data NOT LIKE ' %' ORDER BY sequence"
const LEFT_OF_READS = "SELECT sequence FROM reads WHERE actor = ? AND address NOT LIKE ' %' ORDER BY sequence"

function sought(store: Store, name: string): Checked<Found> {
  const { database } = store
  const account = store.accounts.ofName(name)
  const actor = account?.name ?? name
  const fault = stillFree(store, name)
  if (fault) return fault
  const proposed = (database.prepare(PROPOSED).all() as unknown as { id: string; name: string }[])
    .filter((it) => accountNameKey(it.name) === accountNameKey(actor))
    .map((it) => it.id)
  const reads = (database.prepare(LEFT_OF_READS).all(actor) as unknown as { sequence: number }[]).map(
    (it) => it.sequence,
  )
  const left = (id: string) => (database.prepare(LEFT_OF_ENTRIES).all(id) as unknown as EntryRow[]).filter(forgotten)
  // Whom an issuer vouched for has entries by his name, and no account.
  const isKnown = account !== undefined || reads.length > 0 || left(actor).length > 0
  if (!isKnown && proposed.length === 0) return UNKNOWN_ACCOUNT
  const its = isKnown ? [account?.id ?? actor] : []
  const ids = [...its, ...proposed].map((id) => ({ id, entries: left(id).map((it) => it.sequence) }))
  return { actor, account: account?.id, ids, reads }
}

/** Looked at again when others wait: he may be at work again. */
function stillFree(store: Store, name: string): Refusal | undefined {
  const account = store.accounts.ofName(name)
  if (account && account.disabledAt === undefined) return ACCOUNT_IN_USE
  const key = accountNameKey(account?.name ?? name)
  return store.proposals.open().some((it) => accountNameKey(it.name) === key) ? PROPOSAL_OPEN : undefined
}

/** The act, and all of it that is short: his account, his tokens, the places he came from. */
function note(
  { database, entries, attempts, secondFactors, issuerSessions }: Store,
  found: Found,
  ground: string,
  at: number,
): undefined {
  const { last } = database.prepare('SELECT max(sequence) AS last FROM reads').get() as { last: number | null }
  for (const [i, it] of found.ids.entries()) {
    // Reads go by what he is called: once.
    const [reads, upToRead] = i === 0 ? [found.reads.length, last ?? 0] : [0, 0]
    const data = { name: found.actor, ground, entries: it.entries.length, reads, upToRead }
    entries.append({ at, actor: AT_THE_MACHINE, type: 'PersonForgotten', account: it.id, data })
  }
  issuerSessions.endAll({ actor: found.actor })
  if (found.account === undefined) return
  database.prepare("UPDATE accounts SET display_name = '' WHERE id = ?").run(found.account)
  database.prepare("UPDATE tokens SET label = '', addresses = '[]' WHERE account = ?").run(found.account)
  secondFactors.remove(found.account)
  attempts.forgetAll(found.account, found.actor)
  writtenAnew(database)
}

/** A piece is made ready before the file is taken: whoever waits for it waits for the writing alone. */
async function goInPieces(
  database: Database,
  select: string,
  update: string,
  sequences: readonly number[],
  restMs: number,
): Promise<void> {
  const [row, goes] = [database.prepare(select), database.prepare(update)]
  for (let from = 0; from < sequences.length; from += AT_ONCE) {
    const piece = sequences.slice(from, from + AT_ONCE).flatMap((sequence) => {
      const its = forgotten(row.get(sequence) as unknown as EntryRow | ReadRow)
      return its ? [[its.text, its.salt, sequence] as const] : []
    })
    inTransaction(database, () => {
      for (const it of piece) goes.run(...it)
    })
    await sleep(restMs)
  }
}

/** Pages of before stand in the side file until it is emptied. */
async function emptied(database: Database, patienceMs: number): Promise<boolean> {
  for (let waited = 0; ; waited += EVERY_MS) {
    if (sideFileEmptied(database)) return true
    if (waited >= patienceMs) return false
    await sleep(EVERY_MS)
  }
}

const ACCOUNT_IN_USE: Refusal = refuse('account-in-use', {
  zh: '账户仍在使用，请先停用',
  en: 'the account is in use: disable it first',
})
const PROPOSAL_OPEN: Refusal = refuse('proposal-open', {
  zh: '尚有关于此人的授权待同意，请先撤回或退回',
  en: 'a right proposed for this person waits for consent: withdraw or reject it first',
})
const GROUND_MISSING: Refusal = refuse('ground-missing', {
  zh: '请注明依据',
  en: 'say on what ground',
})
