import { type Checked, isRefusal, refuse } from '@pilot-ledger/kernel'
import { v7 as uuidv7 } from 'uuid'
import type { AccountEvent, ByTwo } from '../definitions'
import {
  type Account,
  type AccountChange,
  changedAccount,
  type NewAccount,
  parseNewAccount,
  statedOf,
} from '../domain/account'
import type { Store } from '../store'
import { type StoredAccount, withoutSecret } from '../store/accounts'
import { inTransaction } from '../store/database'
import { hashPassword, oneTimePassword, secretDigest } from '../store/secrets'

export interface OneTime {
  readonly account: Account
  /** Shown once: to be handed to the holder, who must change it. */
  readonly oneTimePassword: string
}

/** A password as it is kept, and whether its holder has to change it. */
export interface GivenPassword {
  readonly passwordHash: string
  readonly changeNeeded: boolean
  /** Known to all: a demonstration's. */
  readonly ready?: boolean
}

/**
 * What is done to accounts; each change and its entry in one transaction. It is done at once and by one: who may ask for it alone,
 * and what waits for a second person, is decided by the rights service, through which every route goes.
 */
export class AccountsService {
  constructor(
    private readonly store: Store,
    private readonly clock: () => number,
  ) {}

  list(): readonly Account[] {
    return this.store.accounts.all()
  }

  /** Refusal: `unknown-account`. */
  show(id: string): Checked<Account> {
    const account = this.store.accounts.ofId(id)
    return account ? withoutSecret(account) : UNKNOWN_ACCOUNT
  }

  /** Refusals: those of `parseNewAccount`, `account-exists`. */
  async create(account: NewAccount, actor: string, password = oneTimePassword()): Promise<Checked<OneTime>> {
    const given = { passwordHash: await hashPassword(password), changeNeeded: true }
    const created = this.insert(account, actor, given)
    return isRefusal(created) ? created : { account: created, oneTimePassword: password }
  }

  /** An account whose password is known to all, for a demonstration only: it need not be changed. */
  async createReady(account: NewAccount, actor: string, password: string): Promise<Checked<Account>> {
    return this.insert(account, actor, { passwordHash: await hashPassword(password), changeNeeded: false, ready: true })
  }

  /** Refusals: those of `parseNewAccount`, `account-exists`. */
  insert(
    account: NewAccount,
    actor: string,
    { passwordHash, changeNeeded, ready = false }: GivenPassword,
    given: Pick<Account, 'grant'> & { id?: string; more?: ByTwo } = {},
  ): Checked<Account> {
    const parsed = parseNewAccount(account)
    if (isRefusal(parsed)) return parsed
    const { id = uuidv7(), grant, more = {} } = given
    return inTransaction(this.store.database, () => {
      if (this.store.accounts.ofName(parsed.name)) return ACCOUNT_EXISTS
      const kept = {
        passwordChangeNeeded: changeNeeded,
        secondFactor: false,
        createdAt: this.clock(),
        passwordHash,
        ready,
        grant,
      }
      const stored: StoredAccount = { ...parsed, id, ...kept }
      this.store.accounts.insert(stored)
      const data = { name: stored.name, ...statedOf(stored), secret: secretDigest(passwordHash), ...more }
      this.note({ type: 'AccountCreated', data }, stored.id, actor)
      return withoutSecret(stored)
    })
  }

  /** What the account would be. Refusals: `unknown-account`, those of `changedAccount`. */
  wouldBe(id: string, change: AccountChange): Checked<{ before: Account; after: Account }> {
    const before = this.store.accounts.ofId(id)
    if (!before) return UNKNOWN_ACCOUNT
    const others = this.store.accounts.administratorsBeside(id)
    const after = changedAccount(withoutSecret(before), change, others, this.clock())
    return isRefusal(after) ? after : { before: withoutSecret(before), after }
  }

  /**
   * Takes effect with the next request of the account: identities are made anew for each. Who is disabled is logged out, and
   * his tokens end with it. Refusals: `unknown-account`, those of `changedAccount`.
   */
  change(
    id: string,
    change: AccountChange,
    actor: string,
    given: Pick<Account, 'grant'> & { more?: ByTwo } = {},
  ): Checked<Account> {
    return inTransaction(this.store.database, () => {
      const would = this.wouldBe(id, change)
      if (isRefusal(would)) return would
      const after = { ...would.after, grant: given.grant ?? would.after.grant }
      this.store.accounts.update(after)
      if (after.disabledAt !== undefined) this.endAccess(id)
      const data = { before: statedOf(would.before), after: statedOf(after), ...given.more }
      this.note({ type: 'AccountChanged', data }, id, actor)
      return after
    })
  }

  /** A new one-time password; every session and token of the account ends. Refusal: `unknown-account`. */
  async resetPassword(id: string, actor: string, password = oneTimePassword()): Promise<Checked<OneTime>> {
    const given = { passwordHash: await hashPassword(password), changeNeeded: true }
    const account = this.setPassword(id, actor, given)
    return isRefusal(account) ? account : { account, oneTimePassword: password }
  }

  /** What had access by the old password has none any more, and no place is known for the new one. Refusal: `unknown-account`. */
  setPassword(id: string, actor: string, given: GivenPassword, more: ByTwo = {}): Checked<Account> {
    return inTransaction(this.store.database, () => {
      if (!this.store.accounts.ofId(id)) return UNKNOWN_ACCOUNT
      this.store.accounts.setPassword(id, given.passwordHash, given.changeNeeded)
      this.store.attempts.forgetPlaces(id)
      const secret = secretDigest(given.passwordHash)
      this.note({ type: 'PasswordReset', data: { ...this.endAccess(id), secret, ...more } }, id, actor)
      return withoutSecret(this.store.accounts.ofId(id) as StoredAccount)
    })
  }

  /** Logs the account out everywhere: its tokens end too. Refusal: `unknown-account`. */
  endSessions(id: string, actor: string): Checked<{ ended: number; tokensEnded: number }> {
    return inTransaction(this.store.database, () => {
      if (!this.store.accounts.ofId(id)) return UNKNOWN_ACCOUNT
      const ended = this.endAccess(id)
      this.note({ type: 'SessionsRevoked', data: ended }, id, actor)
      return { ended: ended.sessionsEnded, tokensEnded: ended.tokensEnded }
    })
  }

  private endAccess(id: string): { sessionsEnded: number; tokensEnded: number } {
    return this.store.credentials.endAccessOf(id, this.clock())
  }

  private note(event: AccountEvent, account: string, actor: string): void {
    this.store.entries.append({ at: this.clock(), actor, account, ...event })
  }
}

export const UNKNOWN_ACCOUNT = refuse('unknown-account', { zh: '没有此账户', en: 'there is no such account' })
export const ACCOUNT_EXISTS = refuse('account-exists', {
  pointer: '/name',
  zh: '账户名已被使用（停用的账户名也不再分配）',
  en: 'the name is taken; names of disabled accounts are not given away either',
})
