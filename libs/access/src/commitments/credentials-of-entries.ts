import { canonicalJson, type Json } from '@pilot-ledger/kernel'
import type { AccountEvent, AccountEventOf } from '../definitions'
import type { AccountEntry } from '../store/account-entries'
import type { Database } from '../store/database'
import { secretDigest } from '../store/secrets'

type ToldToken = Partial<AccountEventOf<'TokenCreated'>['data']> & { readonly account: string; revoked?: true }

/** Within one answer: older entries and the session they are of were not written under one time. */
const AT_ONCE_MS = 1_000

/** 登录、令牌、待同意的密码: what opens the ledger, beside what the entries say was given to whom. */
export class CredentialsOfEntries {
  private readonly tokens = new Map<string, ToldToken>()
  /** By the digest of what is kept of it: whose. */
  private readonly sessions = new Map<string, string>()
  /** Of older entries, which say nothing of the session: whose, and when. */
  private readonly unnamed: { readonly account: string; readonly at: number }[] = []
  /** What waits for consent, and of its password the digest where it is said. */
  private readonly open = new Map<string, string | undefined>()
  private readonly proposed = new Map<string, string>()
  private readonly found: string[] = []

  take(event: AccountEvent & AccountEntry): void {
    const { account, at, sequence } = event
    switch (event.type) {
      case 'AccountCreated':
        this.given(event.data.proposal, event.data.secret, sequence)
        break
      case 'AccountChanged':
        if (event.data.after.disabled) this.endAccess(account)
        if (event.data.proposal !== undefined) this.open.delete(event.data.proposal)
        break
      case 'PasswordReset':
        this.endAccess(account)
        this.given(event.data.proposal, event.data.secret, sequence)
        break
      case 'PasswordChanged':
        this.endAccess(account)
        this.begun(account, at, event.data.session)
        break
      case 'LoggedIn':
        this.begun(account, at, event.data.session)
        break
      case 'SessionsRevoked':
        this.endAccess(account)
        break
      case 'ChangeProposed':
        this.open.set(String(sequence), event.data.secret)
        if (event.data.secret !== undefined) this.proposed.set(String(sequence), event.data.secret)
        break
      case 'ProposalRejected':
      case 'ProposalWithdrawn':
        this.open.delete(event.data.proposal)
        break
      case 'TokenCreated':
        this.tokens.set(event.data.token, { ...event.data, account })
        break
      case 'TokenRevoked': {
        const token = this.tokens.get(event.data.token)
        if (token) token.revoked = true
      }
    }
  }

  /** @param isForgotten whether what his tokens were called, and the addresses they were bound to, are gone lawfully */
  faults(database: Database, isForgotten: (account: string) => boolean): readonly string[] {
    this.compareTokens(rowsOf<TokenRow>(database, 'tokens'), isForgotten)
    for (const row of rowsOf<SessionRow>(database, 'sessions'))
      if (!this.isBegun(row))
        this.found.push(
          `登录 session of account ${row.account}: 没有记录说明其登录 no entry tells that somebody logged in`,
        )
    for (const { proposal, password_hash } of rowsOf<ProposedRow>(database, 'proposed_passwords')) {
      const told = this.open.get(String(proposal))
      if (!this.open.has(String(proposal)) || (told !== undefined && told !== secretDigest(password_hash)))
        this.found.push(`待同意 proposal ${proposal}: 所存密码与记录不符 its password is not what its entry says`)
    }
    return this.found
  }

  /** What was consented to comes with the password that was proposed, and no other. */
  private given(proposal: string | undefined, secret: string | undefined, sequence: number): void {
    if (proposal === undefined) return
    const proposed = this.proposed.get(proposal)
    this.open.delete(proposal)
    if (proposed !== undefined && secret !== undefined && proposed !== secret)
      this.found.push(
        `账户记录 account entry ${sequence}: 密码不是提出时的那个 its password is not the one that was proposed (${proposal})`,
      )
  }

  private isBegun({ token_hash, account, created_at }: SessionRow): boolean {
    if (this.sessions.get(secretDigest(token_hash)) === account) return true
    return this.unnamed.some((it) => it.account === account && Math.abs(created_at - it.at) < AT_ONCE_MS)
  }

  private begun(account: string, at: number, session: string | undefined): void {
    if (session === undefined) this.unnamed.push({ account, at })
    else this.sessions.set(session, account)
  }

  private endAccess(account: string): void {
    for (const it of this.tokens.values()) if (it.account === account) it.revoked = true
    for (const [session, its] of this.sessions) if (its === account) this.sessions.delete(session)
  }

  private compareTokens(rows: Iterable<TokenRow>, isForgotten: (account: string) => boolean): void {
    const there = new Set<string>()
    for (const row of rows) {
      there.add(row.id)
      const told = this.tokens.get(row.id)
      const name = `令牌 token ${row.id}`
      if (!told) {
        this.found.push(`${name}: 没有记录说明它的设立 no entry tells that it was made`)
        continue
      }
      const isOther =
        told.account !== row.account ||
        differ(told.expiresAt, row.expires_at) ||
        differ(told.scopes, JSON.parse(row.scopes) as string[]) ||
        differ(told.secret, secretDigest(row.token_hash)) ||
        (!isForgotten(row.account) &&
          (differ(told.addresses, JSON.parse(row.addresses) as string[]) || differ(told.label, row.label))) ||
        (told.revoked && row.revoked_at === null && row.expires_at > Date.now())
      if (isOther) this.found.push(`${name}: 与记录不符 not what its entries say`)
    }
    for (const [id] of this.tokens)
      if (!there.has(id)) this.found.push(`令牌 token ${id}: 已不在库中 is gone from the file`)
  }
}

interface TokenRow {
  readonly id: string
  readonly account: string
  readonly token_hash: string
  readonly label: string
  readonly expires_at: number
  readonly revoked_at: number | null
  readonly scopes: string
  readonly addresses: string
}
interface SessionRow {
  readonly token_hash: string
  readonly account: string
  readonly created_at: number
}
interface ProposedRow {
  readonly proposal: number
  readonly password_hash: string
}

export function* rowsOf<Row>(database: Database, from: string): Generator<Row> {
  for (const row of database.prepare(`SELECT * FROM ${from}`).iterate()) yield row as unknown as Row
}

/** What is not told is not compared. */
export const differ = (told: unknown, is: Json) =>
  told !== undefined && canonicalJson(told as Json) !== canonicalJson(is)
