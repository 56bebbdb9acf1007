import { canonicalJson, type Json } from '@pilot-ledger/kernel'
import type { AccountEvent, AccountEventOf } from '../definitions'
import type { AccountEntry } from '../store/account-entries'
import type { Database } from '../store/database'
import { secretDigest, shownDigest } from '../store/secrets'

interface ToldToken extends Partial<AccountEventOf<'TokenCreated'>['data']> {
  readonly account: string
  readonly at: number
  revoked?: true
}
/** Whose, and since when. */
interface Begun {
  readonly account: string
  readonly at: number
}

/** Within one answer: an entry and what it is of are not written under one time. */
const AT_ONCE_MS = 1_000

/** Of a second factor and of its recovery codes that are not used yet, the digests. */
interface ToldSecondFactor {
  readonly secret: string
  readonly codes: Set<string>
}

/** 登录、令牌、两步验证、待同意的密码: what opens the ledger, beside what the entries say was given to whom. */
export class CredentialsOfEntries {
  private readonly tokens = new Map<string, ToldToken>()
  /** By the digest of what is kept of it. */
  private readonly sessions = new Map<string, Begun>()
  /** Of older entries, which say nothing of the session. */
  private readonly unnamed: Begun[] = []
  /** What waits for consent, and of its password, and of the part that is shown then, the digests where they are said. */
  private readonly open = new Map<string, Pick<AccountEventOf<'ChangeProposed'>['data'], 'secret' | 'shown'>>()
  private readonly proposed = new Map<string, string>()
  /** Of whom an issuer vouched for, with what it said of him. */
  private readonly atIssuer = new Map<
    string,
    Begun & Pick<AccountEventOf<'LoggedInAtIssuer'>['data'], 'role' | 'platforms'>
  >()
  private readonly secondFactors = new Map<string, ToldSecondFactor>()
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
        if (event.data.recoveryCode !== undefined)
          this.secondFactors.get(account)?.codes.delete(event.data.recoveryCode)
        break
      case 'SessionsRevoked':
        this.endAccess(account)
        break
      case 'LoggedInAtIssuer':
        this.atIssuer.set(event.data.session, { ...event.data, account, at })
        break
      case 'SecondFactorEnrolled':
        this.secondFactors.set(account, { secret: event.data.secret, codes: new Set(event.data.recoveryCodes) })
        if (event.data.tokensEnded !== undefined) this.endTokens(account)
        break
      case 'SecondFactorRemoved':
        this.secondFactors.delete(account)
        this.endAccess(account)
        break
      case 'ChangeProposed':
        this.open.set(String(sequence), event.data)
        if (event.data.secret !== undefined) this.proposed.set(String(sequence), event.data.secret)
        break
      case 'ProposalRejected':
      case 'ProposalWithdrawn':
        this.open.delete(event.data.proposal)
        break
      case 'TokenCreated':
        this.tokens.set(event.data.token, { ...event.data, account, at })
        break
      case 'PersonForgotten':
        this.secondFactors.delete(account)
        for (const [id, it] of this.tokens)
          if (it.account === account) this.tokens.set(id, { ...it, label: '', addresses: [] })
        break
      case 'TokenRevoked': {
        const token = this.tokens.get(event.data.token)
        if (token) token.revoked = true
      }
    }
  }

  faults(database: Database): readonly string[] {
    this.compareTokens(rowsOf<TokenRow>(database, 'tokens'))
    for (const row of rowsOf<SessionRow>(database, 'sessions'))
      if (!this.isBegun(row))
        this.found.push(
          `登录 session of account ${row.account}: 没有记录说明其登录 no entry tells that somebody logged in`,
        )
    for (const row of rowsOf<IssuerSessionRow>(database, 'issuer_sessions')) {
      const told = this.atIssuer.get(secretDigest(row.token_hash))
      const same = told?.account === row.actor && told.role === row.role && isAtOnce(told, row.created_at)
      if (!same || differ(told.platforms, JSON.parse(row.platforms) as string[]))
        this.found.push(`统一登录 session of ${row.actor}: 与记录不符 not what its entries say`)
    }
    this.compareSecondFactors(database)
    const there = new Set<string>()
    for (const { proposal, password_hash, second_part } of rowsOf<ProposedRow>(database, 'proposed_passwords')) {
      const told = this.open.get(String(proposal))
      there.add(String(proposal))
      if (
        !told ||
        differ(told.secret, secretDigest(password_hash)) ||
        differ(told.shown, shownDigest(password_hash, second_part))
      )
        this.found.push(`待同意 proposal ${proposal}: 所存密码与记录不符 its password is not what its entry says`)
    }
    for (const proposal of this.open.keys())
      if (!there.has(proposal)) this.found.push(`待同意 proposal ${proposal}: 已不在库中 is gone from the file`)
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
    const isOf = (it: Begun) => it.account === account && isAtOnce(it, created_at)
    const named = this.sessions.get(secretDigest(token_hash))
    return named ? isOf(named) : this.unnamed.some(isOf)
  }

  private begun(account: string, at: number, session: string | undefined): void {
    if (session === undefined) this.unnamed.push({ account, at })
    else this.sessions.set(session, { account, at })
  }

  private endTokens(account: string): void {
    for (const it of this.tokens.values()) if (it.account === account) it.revoked = true
  }

  private endAccess(account: string): void {
    this.endTokens(account)
    for (const [session, its] of this.sessions) if (its.account === account) this.sessions.delete(session)
  }

  /** Without it, or with another in its place, the password alone would be enough. */
  private compareSecondFactors(database: Database): void {
    const codes = new Map<string, string[]>()
    for (const { account, code_hash } of rowsOf<RecoveryCodeRow>(database, 'recovery_codes'))
      codes.set(account, [...(codes.get(account) ?? []), secretDigest(code_hash)])
    const rows = [...rowsOf<SecondFactorRow>(database, 'second_factors')]
    const is = new Map(
      rows.map(({ account, secret }) => [account, said(secretDigest(secret), codes.get(account) ?? [])]),
    )
    for (const account of new Set([...is.keys(), ...this.secondFactors.keys()])) {
      const told = this.secondFactors.get(account)
      if (is.get(account) !== (told && said(told.secret, [...told.codes])))
        this.found.push(`两步验证 second factor of account ${account}: 与记录不符 not what its entries say`)
    }
  }

  private compareTokens(rows: Iterable<TokenRow>): void {
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
        differ(told.addresses, JSON.parse(row.addresses) as string[]) ||
        differ(told.label, row.label) ||
        !isAtOnce(told, row.created_at) ||
        (told.revoked ? row.revoked_at === null && row.expires_at > Date.now() : row.revoked_at !== null)
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
  readonly created_at: number
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
interface IssuerSessionRow {
  readonly token_hash: string
  readonly actor: string
  readonly role: string
  readonly platforms: string
  readonly created_at: number
}
interface SecondFactorRow {
  readonly account: string
  readonly secret: string
}
interface RecoveryCodeRow {
  readonly account: string
  readonly code_hash: string
}
const said = (secret: string, codes: readonly string[]) => [secret, ...[...codes].sort()].join()
interface ProposedRow {
  readonly proposal: number
  readonly password_hash: string
  readonly second_part: string
}

export function* rowsOf<Row>(database: Database, from: string): Generator<Row> {
  for (const row of database.prepare(`SELECT * FROM ${from}`).iterate()) yield row as unknown as Row
}

const isAtOnce = (it: { readonly at: number }, moment: number) => Math.abs(moment - it.at) < AT_ONCE_MS

/** What is not told is not compared. */
export const differ = (told: unknown, is: Json) =>
  told !== undefined && canonicalJson(told as Json) !== canonicalJson(is)
