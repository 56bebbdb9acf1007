import type { EventLog } from '@pilot-ledger/event-log'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import type { LedgerProof } from '@pilot-ledger/proof'
import { AccessCommitter, type CommitterOptions } from '../commitments/access-committer'
import { AccessProofs } from '../commitments/access-proofs'
import type { Account, NewAccount } from '../domain/account'
import type { Identity, Role } from '../domain/identity'
import { openStore } from '../store'
import type { AccountEntries } from '../store/account-entries'
import { closeAccessDatabase } from '../store/database'
import type { Reads } from '../store/reads'
import { SESSION_PREFIX, TOKEN_PREFIX } from '../store/secrets'
import { AccountsService } from './accounts.service'
import { ensureAdministrator, type FirstPassword, forgetFirstPassword } from './first-administrator'
import { IssuerLogInService } from './issuer-log-in.service'
import { type Attended, DEFAULT_SESSION_TIMES, LogInService, type SessionTimes } from './log-in.service'
import { RightsService } from './rights.service'
import { SecondFactorService } from './second-factor.service'
import { TokensService } from './tokens.service'

/** An account of a demonstration, its password known to all. */
export interface ReadyAccount extends NewAccount {
  readonly password: string
}

export interface AccessStoreOptions {
  /** The data folder: `access.db` stands in it, beside the log. */
  readonly folder: string
  readonly clock?: () => number
  readonly sessions?: Partial<SessionTimes>
  /** Roles that may do nothing before they have a second factor; none where it is everybody's own choice. */
  readonly secondFactorFor?: readonly Role[]
  /**
   * For a demonstration and nothing else: made when missing, and told to whoever opens the log-in page. Where none are given the
   * ledger is no demonstration, and accounts that still have such a password are none here.
   */
  readonly readyAccounts?: readonly ReadyAccount[]
}

/** Accounts, sessions, tokens and the access log of one data folder. */
export interface Access {
  readonly logIn: LogInService
  readonly accounts: AccountsService
  readonly rights: RightsService
  readonly tokens: TokensService
  readonly secondFactor: SecondFactorService
  readonly issuerLogIn: IssuerLogInService
  readonly entries: AccountEntries
  readonly reads: Reads
  /** Whether somebody has logged in from this address before. */
  knowsAddress(address: string): boolean
  readonly readyAccounts: readonly ReadyAccount[]
  /** Of the administrator just made: to be printed, once. */
  readonly firstPassword?: FirstPassword
  readonly clock: () => number
  /** Whose session or personal token this is; undefined for any other text. */
  identify(credential: string, how?: Attended): Identity | undefined
  /** Who keeps a log's word of these accounts; not begun yet. It is stopped before they are closed. */
  committerTo(log: Pick<EventLog, 'append' | 'readStream'>, options?: CommitterOptions): AccessCommitter
  /** That single entries stand in the log: in the shapes that were stored, its positions numbers. */
  proofsIn(log: Pick<EventLog, 'readStream'>, proof: LedgerProof): AccessProofs
  close(): void
}

export async function openAccess(options: AccessStoreOptions): Promise<Access> {
  const { folder, clock = Date.now, readyAccounts = [] } = options
  const store = openStore(folder, readyAccounts.length > 0, options.secondFactorFor)
  try {
    const times = { ...DEFAULT_SESSION_TIMES, ...options.sessions }
    const logIn = new LogInService(store, times, clock, () => forgetFirstPassword(folder))
    const accounts = new AccountsService(store, clock)
    const rights = new RightsService(store, accounts, clock)
    const tokens = new TokensService(store, clock)
    for (const it of readyAccounts) if (!store.accounts.ofName(it.name)) made(await ready(accounts, it))
    const firstPassword = await ensureAdministrator(store, folder, clock)
    return {
      logIn,
      accounts,
      rights,
      tokens,
      issuerLogIn: new IssuerLogInService(store, times, clock),
      secondFactor: new SecondFactorService(store, logIn, clock),
      entries: store.entries,
      reads: store.reads,
      readyAccounts,
      firstPassword,
      clock,
      knowsAddress: (address) => store.attempts.knowsAddress(address),
      identify(credential, how) {
        if (credential.startsWith(SESSION_PREFIX)) return logIn.identify(credential, how)
        if (credential.startsWith(TOKEN_PREFIX)) return tokens.identify(credential)
        return undefined
      },
      committerTo: (log, options) => new AccessCommitter(store.database, log, options),
      proofsIn: (log, proof) => new AccessProofs(store.database, log, proof),
      close: () => closeAccessDatabase(store.database),
    }
  } catch (error) {
    store.database.close()
    throw error
  }
}

function ready(accounts: AccountsService, { password, ...account }: ReadyAccount): Promise<Checked<Account>> {
  return accounts.createReady(account, 'local:demonstration', password)
}

function made(account: Checked<Account>): void {
  if (isRefusal(account)) throw new Error(`${account.zh} / ${account.en}`)
}
