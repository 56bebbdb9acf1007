import { type Checked, isRefusal, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { Identity } from '../domain/identity'
import { tooManyAttempts } from '../domain/lock-out'
import { parsePassword } from '../domain/password'
import { identityOfAccount, type Store } from '../store'
import type { StoredAccount } from '../store/accounts'
import type { Guesses } from '../store/attempts'
import { inTransaction } from '../store/database'
import {
  hashPassword,
  oneTimePassword,
  passwordFits,
  randomToken,
  SESSION_PREFIX,
  secretDigest,
  tokenHash,
} from '../store/secrets'
import { secondFactorShown } from './second-factor-shown'

export interface SessionTimes {
  /** Milliseconds without a request after which a session is over. */
  readonly idle: number
  /** Milliseconds after which it is over however busy. */
  readonly longest: number
}
export const DEFAULT_SESSION_TIMES: SessionTimes = { idle: 60 * 60_000, longest: 12 * 3_600_000 }

/** `unattended`: asked by a page that nobody sits at, which does not keep the session from its end. */
export interface Attended {
  readonly unattended?: boolean
}

export interface LoggedIn {
  /** Shown once: the store keeps its hash. */
  readonly token: string
  readonly identity: Identity
  /** Wrong passwords given for the account since its holder last logged in, by place: told to him, once. */
  readonly guesses: readonly Guesses[]
}

/** 登录: passwords in, sessions out. */
export class LogInService {
  /** What an unknown name is checked against, so that it takes as long as a known one. */
  private readonly nobody = hashPassword(oneTimePassword())

  constructor(
    private readonly store: Store,
    readonly times: SessionTimes,
    private readonly clock: () => number,
    /** An administrator has used the password he was given. */
    private readonly onFirstLogIn: () => void,
  ) {}

  /**
   * One answer for an unknown name, a wrong password and a disabled account. Refusals: `log-in-refused`,
   * `too-many-attempts` (then the password is not looked at, or guessing could go on); to whoever has the right password of an
   * account with a second factor, `second-factor-needed` and `second-factor-wrong`.
   */
  async logIn(name: string, password: string, address: string, code?: string): Promise<Checked<LoggedIn>> {
    const account = this.store.accounts.ofName(name)
    const early = this.attempt(name, account?.id, address)
    if (early) return early
    const fits = await passwordFits(account?.passwordHash ?? (await this.nobody), password)
    if (!fits || !account) {
      this.store.attempts.failed(account?.id, address, this.clock())
      return LOG_IN_REFUSED
    }
    return inTransaction(this.store.database, () => {
      if (!this.unchanged(account)) return LOG_IN_REFUSED
      const { name: actor, id } = account
      const shown = secondFactorShown(this.store, account, code, address, this.clock())
      if (isRefusal(shown)) return shown
      this.store.attempts.succeeded(name, id, address, this.clock())
      const guesses = this.store.attempts.takeGuesses(id)
      if (account.role === 'administrator' && account.passwordChangeNeeded) this.onFirstLogIn()
      const wrong = guesses.map((it) => ({ address: it.address, failures: it.failures }))
      const begun = this.begin(account, guesses)
      const session = sessionDigest(begun)
      const data = { address, session, ...shown, ...(wrong.length > 0 && { wrongPasswordsBefore: wrong }) }
      this.store.entries.append({ at: this.clock(), actor, type: 'LoggedIn', account: id, data })
      return begun
    })
  }

  logOut(token: string): void {
    this.store.credentials.endSession(tokenHash(token))
    this.store.issuerSessions.endSession(tokenHash(token))
  }

  /** The session's identity; undefined when there is none, it is over, or its account is disabled. */
  identify(token: string, { unattended = false }: Attended = {}): Identity | undefined {
    const hash = tokenHash(token)
    const row = this.store.credentials.sessionOf(hash)
    if (!row) return this.vouchedFor(hash, unattended)
    const now = this.clock()
    if (!this.store.accounts.usable(row.account) || this.isOver(row, now)) return undefined
    if (!unattended) this.store.credentials.sessionUsed(hash, row, now)
    return identityOfAccount(this.store, row.account, 'session')
  }

  /** Of somebody who logged in at an issuer: role and platforms are those that it gave him then. */
  private vouchedFor(hash: string, unattended: boolean): Identity | undefined {
    const row = this.store.issuerSessions.sessionOf(hash)
    const now = this.clock()
    if (!row || this.isOver(row, now)) return undefined
    if (!unattended) this.store.issuerSessions.sessionUsed(hash, row, now)
    return row.identity
  }

  private isOver({ begunAt, usedAt }: { readonly begunAt: number; readonly usedAt: number }, now: number): boolean {
    return now - begunAt >= this.times.longest || now - usedAt >= this.times.idle
  }

  /**
   * Ends every session and token of the account and begins a new session: whoever had stolen one is out. Refusals: `wrong-password`,
   * `too-many-attempts`, `password-unchanged`, and those of `parsePassword`.
   */
  async changePassword(accountId: string, current: string, next: string, address: string): Promise<Checked<LoggedIn>> {
    const account = await this.proved(accountId, current, address)
    if (isRefusal(account)) return account
    const fault = nextFault(current, next, account.name)
    if (fault) return fault
    const passwordHash = await hashPassword(next)
    return inTransaction(this.store.database, () => {
      if (!this.unchanged(account)) return LOG_IN_REFUSED
      this.store.accounts.setPassword(account.id, passwordHash, false)
      const { name: actor, id } = account
      const ended = { ...this.store.credentials.endAccessOf(id, this.clock()), secret: secretDigest(passwordHash) }
      // Whoever knew the old password is at none of the places of the new one but this.
      this.store.attempts.forgetPlaces(id)
      this.store.attempts.succeeded(actor, id, address, this.clock())
      const begun = this.begin({ ...account, passwordChangeNeeded: false }, this.store.attempts.takeGuesses(id))
      const data = { ...ended, session: sessionDigest(begun) }
      this.store.entries.append({ at: this.clock(), actor, type: 'PasswordChanged', account: id, data })
      return begun
    })
  }

  /**
   * Who is at it has a session; here he shows that he knows the password as well. The account as it was then. Refusals:
   * `wrong-password`, `too-many-attempts`.
   */
  async proved(accountId: string, password: string, address: string): Promise<Checked<StoredAccount>> {
    const account = this.store.accounts.ofId(accountId)
    if (!account) return LOG_IN_REFUSED
    const early = this.attempt(account.name, account.id, address)
    if (early) return early
    if (!(await passwordFits(account.passwordHash, password))) {
      this.store.attempts.failed(account.id, address, this.clock())
      return WRONG_PASSWORD
    }
    this.store.attempts.succeeded(account.name, account.id, address, this.clock())
    return account
  }

  private attempt(name: string, account: string | undefined, address: string): Refusal | undefined {
    const wait = this.store.attempts.begin(name, account, address, this.clock())
    return wait > 0 ? tooManyAttempts(wait) : undefined
  }

  /** Checking a password takes a while: an account disabled, or given another password meanwhile, is not let in. */
  private unchanged(account: StoredAccount): boolean {
    const now = this.store.accounts.ofId(account.id)
    return now?.passwordHash === account.passwordHash && this.store.accounts.usable(now)
  }

  private begin(account: StoredAccount, guesses: readonly Guesses[]): LoggedIn {
    const token = randomToken(SESSION_PREFIX)
    const now = this.clock()
    const deadBefore = { begun: now - this.times.longest, used: now - this.times.idle }
    this.store.credentials.beginSession(tokenHash(token), account.id, now, deadBefore)
    return { token, identity: identityOfAccount(this.store, account, 'session'), guesses }
  }
}

/** Whoever puts a session of his own into the file leaves no entry of it. */
const sessionDigest = ({ token }: LoggedIn) => secretDigest(tokenHash(token))

function nextFault(current: string, next: string, name: string): Refusal | undefined {
  const parsed = parsePassword(next, name)
  if (isRefusal(parsed)) return parsed
  return current === next ? PASSWORD_UNCHANGED : undefined
}

const LOG_IN_REFUSED = refuse('log-in-refused', {
  zh: '账户名或密码不正确，或账户已停用',
  en: 'the name or the password is wrong, or the account is disabled',
})
const WRONG_PASSWORD = refuse('wrong-password', {
  pointer: '/currentPassword',
  zh: '当前密码不正确',
  en: 'the current password is wrong',
})
const PASSWORD_UNCHANGED = refuse('password-unchanged', {
  pointer: '/newPassword',
  zh: '新密码与当前密码相同',
  en: 'the new password is the current one',
})
