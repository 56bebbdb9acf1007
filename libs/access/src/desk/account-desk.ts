import { type Checked, isRefusal, type JsonObject, refuse } from '@pilot-ledger/kernel'
import { v7 as uuidv7 } from 'uuid'
import { type Account, type AccountChange, changedAccount, type NewAccount, parseNewAccount } from '../domain/account'
import type { Store } from '../store'
import { type StoredAccount, withoutSecret } from '../store/accounts'
import { inTransaction } from '../store/database'
import { hashPassword, oneTimePassword } from '../store/secrets'

export interface OneTime {
  readonly account: Account
  /** Shown once: to be handed to the holder, who must change it. */
  readonly oneTimePassword: string
}

/** 账户管理: what an administrator does to accounts; each change and its entry in one transaction. */
export class AccountDesk {
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
    const created = await this.insert(account, actor, password, true)
    return isRefusal(created) ? created : { account: created, oneTimePassword: password }
  }

  /** An account whose password is known to all, for a demonstration only: it need not be changed. */
  createReady(account: NewAccount, actor: string, password: string): Promise<Checked<Account>> {
    return this.insert(account, actor, password, false)
  }

  /**
   * Takes effect with the next request of the account: identities are made anew for each. Who is disabled is logged out.
   * Refusals: `unknown-account`, those of `changedAccount`.
   */
  change(id: string, change: AccountChange, actor: string): Checked<Account> {
    return inTransaction(this.store.database, () => {
      const before = this.store.accounts.ofId(id)
      if (!before) return UNKNOWN_ACCOUNT
      const others = this.store.accounts.administratorsBeside(id)
      const after = changedAccount(withoutSecret(before), change, others, this.clock())
      if (isRefusal(after)) return after
      this.store.accounts.update(after)
      if (after.disabledAt !== undefined) this.store.credentials.endSessionsOf(id)
      this.note('AccountChanged', id, actor, { before: told(before), after: told(after) })
      return after
    })
  }

  /** A new one-time password; every session and token of the account ends. Refusal: `unknown-account`. */
  async resetPassword(id: string, actor: string, password = oneTimePassword()): Promise<Checked<OneTime>> {
    const passwordHash = await hashPassword(password)
    return inTransaction(this.store.database, () => {
      const account = this.store.accounts.ofId(id)
      if (!account) return UNKNOWN_ACCOUNT
      this.store.accounts.setPassword(id, passwordHash, true)
      this.store.credentials.revokeTokensOf(id, this.clock())
      const sessionsEnded = this.store.credentials.endSessionsOf(id)
      this.note('PasswordReset', id, actor, { sessionsEnded })
      return { account: { ...withoutSecret(account), passwordChangeNeeded: true }, oneTimePassword: password }
    })
  }

  /** Logs the account out everywhere. Refusal: `unknown-account`. */
  endSessions(id: string, actor: string): Checked<{ ended: number }> {
    return inTransaction(this.store.database, () => {
      if (!this.store.accounts.ofId(id)) return UNKNOWN_ACCOUNT
      const ended = this.store.credentials.endSessionsOf(id)
      this.note('SessionsRevoked', id, actor, { sessionsEnded: ended })
      return { ended }
    })
  }

  private async insert(
    account: NewAccount,
    actor: string,
    password: string,
    passwordChangeNeeded: boolean,
  ): Promise<Checked<Account>> {
    const parsed = parseNewAccount(account)
    if (isRefusal(parsed)) return parsed
    const passwordHash = await hashPassword(password)
    return inTransaction(this.store.database, () => {
      if (this.store.accounts.ofName(parsed.name)) return ACCOUNT_EXISTS
      const createdAt = this.clock()
      const stored: StoredAccount = { ...parsed, id: uuidv7(), passwordChangeNeeded, createdAt, passwordHash }
      this.store.accounts.insert(stored)
      this.note('AccountCreated', stored.id, actor, { name: stored.name, ...told(stored) })
      return withoutSecret(stored)
    })
  }

  private note(
    type: 'AccountCreated' | 'AccountChanged' | 'PasswordReset' | 'SessionsRevoked',
    account: string,
    actor: string,
    data: JsonObject,
  ) {
    this.store.entries.append({ at: this.clock(), actor, type, account, data })
  }
}

/** What an entry tells of an account. */
function told({ displayName, role, platforms, disabledAt }: Account): JsonObject {
  return { displayName, role, platforms, disabled: disabledAt !== undefined }
}

export const UNKNOWN_ACCOUNT = refuse('unknown-account', { zh: '没有此账户', en: 'there is no such account' })
const ACCOUNT_EXISTS = refuse('account-exists', {
  pointer: '/name',
  zh: '账户名已被使用（停用的账户名也不再分配）',
  en: 'the name is taken; names of disabled accounts are not given away either',
})
