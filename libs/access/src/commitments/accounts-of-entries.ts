import { canonicalJson, type Json } from '@pilot-ledger/kernel'
import type { AccountEvent, AccountEventOf } from '../definitions'
import { entryOf } from '../store/account-entries'
import type { AccountRow } from '../store/accounts'
import type { Database } from '../store/database'
import type { EntryRow, ReadRow } from '../store/leaves'
import { secretDigest } from '../store/secrets'

/** What the entries say of an account; undefined of what older ones do not say, or what was forgotten of them. */
interface Told {
  name?: string
  displayName?: string
  role?: string
  platforms?: readonly string[]
  disabled?: boolean
  secret?: string
}
type ToldToken = Partial<AccountEventOf<'TokenCreated'>['data']> & { readonly account: string; revoked?: true }

/**
 * The accounts and tokens that the entries lead to, beside those that are there: whoever gives himself a role in the file
 * leaves no entry of it. And whether text that is gone went by an act that says so.
 */
export class AccountsOfEntries {
  private readonly accounts = new Map<string, Told>()
  private readonly tokens = new Map<string, ToldToken>()
  private readonly forgotten = new Map<string, number>()
  private readonly found: string[] = []

  /** @param answered of entries up to this one somebody has said that what was wrong with them is known */
  constructor(
    private readonly database: Database,
    private readonly answered = 0,
  ) {}

  faults(): readonly string[] {
    const erased: EntryRow[] = []
    for (const it of this.rows<EntryRow>('account_entries ORDER BY sequence')) {
      if (it.erased !== null) erased.push(it)
      this.take(it)
    }
    this.compareAccounts()
    this.compareTokens()
    for (const { sequence, account, at } of erased)
      if (!this.isForgotten(account, at))
        this.found.push(
          `账户记录 account entry ${sequence}: 内容已删而无删除记录 its text is gone, and no entry says why`,
        )
    const names = new Map([...this.accounts].map(([id, { name }]) => [name, id]))
    // Whom an issuer vouched for was forgotten by his name; an account may have been given it since.
    for (const { sequence, actor, at } of this.rows<ReadRow>('reads WHERE erased IS NOT NULL'))
      if (!this.isForgotten(actor, at) && !this.isForgotten(names.get(actor) ?? actor, at))
        this.found.push(`查阅记录 access log ${sequence}: 内容已删而无删除记录 its text is gone, and no entry says why`)
    return this.found
  }

  private take(row: EntryRow): void {
    const { sequence, at, account, ...event } = entryOf(row) as AccountEvent & ReturnType<typeof entryOf>
    const told = this.accounts.get(account) ?? {}
    switch (event.type) {
      case 'AccountCreated':
        this.accounts.set(account, { ...event.data })
        break
      case 'AccountChanged':
        this.accounts.set(account, { ...told, ...event.data.after })
        if (event.data.after.disabled) this.endTokens(account)
        break
      case 'PasswordChanged':
      case 'PasswordReset':
        // Older entries do not say: then it is not known what it is.
        this.accounts.set(account, { ...told, secret: event.data.secret })
        this.endTokens(account)
        break
      case 'SessionsRevoked':
        this.endTokens(account)
        break
      case 'TokenCreated':
        this.tokens.set(event.data.token, { ...event.data, account })
        break
      case 'TokenRevoked': {
        const token = this.tokens.get(event.data.token)
        if (token) token.revoked = true
        break
      }
      case 'PersonForgotten':
        this.forgotten.set(account, at)
        if (this.accounts.has(account)) this.accounts.set(account, { ...told, displayName: '' })
        break
      case 'ChainBroken':
        if (sequence > this.answered)
          this.found.push(
            `账户记录 account entry ${event.data.entry}: 改用现版本之前已被改动 had been altered before the file was brought to its present version`,
          )
    }
  }

  /** Those over already keep their end; which that is stands in their own row. */
  private endTokens(account: string): void {
    for (const it of this.tokens.values()) if (it.account === account) it.revoked = true
  }

  private isForgotten(account: string, at: number): boolean {
    const when = this.forgotten.get(account)
    return when !== undefined && at <= when
  }

  private compareAccounts(): void {
    const there = new Set<string>()
    for (const row of this.rows<AccountRow>('accounts')) {
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
      }
      const other = (Object.keys(is) as (keyof Told)[]).filter((it) => differ(told[it], is[it]))
      if (other.length > 0)
        this.found.push(`账户 account ${row.name}: ${other.join('、')} 与记录不符 not what its entries say`)
    }
    for (const [id, { name }] of this.accounts)
      if (!there.has(id)) this.found.push(`账户 account ${name ?? id}: 已不在库中 is gone from the file`)
  }

  private compareTokens(): void {
    const there = new Set<string>()
    for (const row of this.rows<TokenRow>('tokens')) {
      there.add(row.id)
      const told = this.tokens.get(row.id)
      const name = `令牌 token ${row.id}`
      if (!told) {
        this.found.push(`${name}: 没有记录说明它的设立 no entry tells that it was made`)
        continue
      }
      const scopes = JSON.parse(row.scopes) as string[]
      const isOther =
        told.account !== row.account ||
        differ(told.expiresAt, row.expires_at) ||
        differ(told.scopes, scopes) ||
        differ(told.secret, secretDigest(row.token_hash)) ||
        (!this.forgotten.has(row.account) && differ(told.addresses, JSON.parse(row.addresses) as string[])) ||
        (told.revoked && row.revoked_at === null && row.expires_at > Date.now())
      if (isOther) this.found.push(`${name}: 与记录不符 not what its entries say`)
    }
    for (const [id] of this.tokens)
      if (!there.has(id)) this.found.push(`令牌 token ${id}: 已不在库中 is gone from the file`)
  }

  private *rows<Row>(from: string): Generator<Row> {
    for (const row of this.database.prepare(`SELECT * FROM ${from}`).iterate()) yield row as unknown as Row
  }
}

interface TokenRow {
  readonly id: string
  readonly account: string
  readonly token_hash: string
  readonly expires_at: number
  readonly revoked_at: number | null
  readonly scopes: string
  readonly addresses: string
}

/** What is not told is not compared. */
const differ = (told: unknown, is: Json) => told !== undefined && canonicalJson(told as Json) !== canonicalJson(is)
