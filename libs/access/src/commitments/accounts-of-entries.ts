import type { Json } from '@pilot-ledger/kernel'
import type { AccountEvent, ByTwo } from '../definitions'
import { accountNameKey, formerAccountNameKey } from '../domain/account'
import type { Role } from '../domain/identity'
import { approves, type Grant } from '../domain/two-persons'
import { type AccountEntry, entryOf } from '../store/account-entries'
import type { AccountRow } from '../store/accounts'
import type { Database } from '../store/database'
import { type EntryRow, forgotten, isForgotten, type ReadRow } from '../store/leaves'
import { secretDigest } from '../store/secrets'
import { CredentialsOfEntries, differ, rowsOf } from './credentials-of-entries'

/** What the entries say of an account; undefined of what older ones do not say, or what was forgotten of them. */
interface Told {
  name?: string
  displayName?: string
  role?: string
  platforms?: readonly string[]
  disabled?: boolean
  secret?: string
  /** He has it from others, and can do nothing else before he has changed it. */
  passwordChangeNeeded?: boolean
  /** By whom its right was given; null where it has none, or it was never said. */
  grant?: Grant | null
  /** Its password is that of a demonstration. */
  ready?: boolean
}

/** That somebody was forgotten: by which account entry, and up to where. */
interface Forgetting {
  readonly entry: number
  readonly at: number
  readonly upToRead?: number
}

/**
 * The accounts and what opens the ledger that the entries lead to, beside those that are there: whoever gives himself a role in the
 * file leaves no entry of it. And whether text that is gone went by an act that says so.
 */
export class AccountsOfEntries {
  private readonly accounts = new Map<string, Told>()
  private readonly credentials = new CredentialsOfEntries()
  private readonly forgotten = new Map<string, Forgetting[]>()
  private readonly found: string[] = []
  private unfinished = 0

  /** @param answered of entries up to this one somebody has said that what was wrong with them is known */
  constructor(
    private readonly database: Database,
    private readonly answered = 0,
  ) {}

  faults(): readonly string[] {
    const { database } = this
    for (const row of rowsOf<EntryRow>(database, 'account_entries ORDER BY sequence')) {
      const event = entryOf(row) as AccountEvent & AccountEntry
      this.credentials.take(event)
      this.take(event)
    }
    this.compareAccounts()
    this.found.push(...this.credentials.faults(database))
    for (const row of rowsOf<EntryRow>(database, 'account_entries'))
      this.holdForgotten(
        row,
        '账户记录 account entry',
        this.goneBy([row.account], ({ entry }) => row.sequence < entry),
      )
    const names = new Map([...this.accounts].map(([id, { name }]) => [name, id]))
    const isBefore = (row: ReadRow) => (it: Forgetting) =>
      it.upToRead === undefined ? row.at <= it.at : row.sequence <= it.upToRead
    // Reads are many: those that nobody was forgotten of are passed over.
    const looks = this.forgotten.size > 0 ? 'reads' : "reads WHERE address LIKE ' %'"
    // Whom an issuer vouched for was forgotten by his name; an account may have been given it since.
    for (const row of rowsOf<ReadRow>(database, looks))
      this.holdForgotten(
        row,
        '查阅记录 access log',
        this.goneBy([row.actor, names.get(row.actor) ?? row.actor], isBefore(row)),
      )
    return this.found
  }

  /** What is no fault and has to be known: asked for after `faults`. */
  told(): readonly string[] {
    if (this.unfinished === 0) return []
    return [
      `依法删除尚未完成，仍存 ${this.unfinished} 条，请再次执行 forget-person · a forgetting is not finished, ${this.unfinished} entries are left: run forget-person again`,
    ]
  }

  private holdForgotten(row: EntryRow | ReadRow, what: string, mayBeGone: boolean): void {
    if (!isForgotten(row)) {
      if (mayBeGone && forgotten(row)) this.unfinished++
    } else if (!mayBeGone)
      this.found.push(`${what} ${row.sequence}: 内容已删而无删除记录 its text is gone, and no entry says why`)
  }

  private take(event: AccountEvent & AccountEntry): void {
    const { sequence, at, account, actor } = event
    const told = this.accounts.get(account) ?? {}
    switch (event.type) {
      case 'AccountCreated': {
        const ready = actor === 'local:demonstration'
        const grant = grantIn(event.data, actor) ?? null
        this.accounts.set(account, { ...event.data, grant, ready, passwordChangeNeeded: !ready })
        break
      }
      case 'AccountChanged': {
        const { after } = event.data
        const kept = after.role === told.role && approves(after.role as Role) ? told.grant : null
        this.accounts.set(account, { ...told, ...after, grant: grantIn(event.data, actor) ?? kept })
        break
      }
      case 'PasswordChanged':
      case 'PasswordReset':
        // Older entries do not say: then it is not known what it is.
        this.accounts.set(account, {
          ...told,
          ...{ secret: event.data.secret, ready: false, passwordChangeNeeded: event.type === 'PasswordReset' },
        })
        break
      case 'PersonForgotten':
        this.forgotten.set(account, [
          ...(this.forgotten.get(account) ?? []),
          { entry: sequence, at, upToRead: event.data.upToRead },
        ])
        if (this.accounts.has(account)) this.accounts.set(account, { ...told, displayName: '' })
        break
      case 'ChainBroken':
        if (sequence > this.answered)
          this.found.push(
            `账户记录 account entry ${event.data.entry}: 改用现版本之前已被改动 had been altered before the file was brought to its present version`,
          )
    }
  }

  private goneBy(whose: readonly string[], isOf: (it: Forgetting) => boolean): boolean {
    return whose.some((it) => this.forgotten.get(it)?.some(isOf) ?? false)
  }

  private compareAccounts(): void {
    const there = new Set<string>()
    for (const row of rowsOf<AccountRow & { readonly name_key: string }>(this.database, 'accounts')) {
      there.add(row.id)
      const told = this.accounts.get(row.id)
      if (!told) {
        this.found.push(`账户 account ${row.name}: 没有记录说明它的设立 no entry tells that it was made`)
        continue
      }
      const is: Readonly<Record<keyof Told, Json>> = {
        name: row.name,
        displayName: row.display_name,
        role: row.role,
        platforms: JSON.parse(row.platforms) as string[],
        disabled: row.disabled_at !== null,
        secret: secretDigest(row.password_hash),
        passwordChangeNeeded: row.password_change_needed === 1,
        grant: row.granted === null ? null : (JSON.parse(row.granted) as Json),
        ready: row.ready === 1,
      }
      const other: string[] = (Object.keys(is) as (keyof Told)[]).filter((it) => differ(told[it], is[it]))
      // By another key somebody else's name would lead here.
      if (![accountNameKey(row.name), formerAccountNameKey(row.name)].includes(row.name_key)) other.push('key')
      if (other.length > 0)
        this.found.push(`账户 account ${row.name}: ${other.join('、')} 与记录不符 not what its entries say`)
    }
    for (const [id, { name }] of this.accounts)
      if (!there.has(id)) this.found.push(`账户 account ${name ?? id}: 已不在库中 is gone from the file`)
  }
}

/** By whom a right was given, as the entry says it that gave it. */
function grantIn({ proposal, proposedBy, alone }: ByTwo, actor: string): Grant | undefined {
  if (proposal !== undefined && proposedBy !== undefined)
    return { proposedBy, consentedBy: actor, alone: alone === true }
  return alone === true ? { proposedBy: actor, alone: true } : undefined
}
