import type { Account } from '../domain/account'
import type { Identity, Role, Way } from '../domain/identity'
import { AccountEntries } from './account-entries'
import { Accounts } from './accounts'
import { AttemptCounter } from './attempts'
import { Credentials } from './credentials'
import { type Database, openAccessDatabase } from './database'
import { IssuerSessions } from './issuer-sessions'
import { Proposals } from './proposals'
import { Reads } from './reads'
import { SecondFactors } from './second-factors'

/** The tables of access.db. */
export interface Store {
  readonly database: Database
  readonly accounts: Accounts
  readonly entries: AccountEntries
  readonly credentials: Credentials
  readonly attempts: AttemptCounter
  readonly reads: Reads
  readonly proposals: Proposals
  readonly secondFactors: SecondFactors
  readonly issuerSessions: IssuerSessions
  /** Roles that are nothing without a second factor. */
  readonly secondFactorFor: readonly Role[]
}

/** @param demonstration whether the ledger is the demonstration: its passwords work nowhere else */
export function openStore(folder: string, demonstration = false, secondFactorFor: readonly Role[] = []): Store {
  const database = openAccessDatabase(folder)
  return {
    database,
    accounts: new Accounts(database, demonstration),
    entries: new AccountEntries(database),
    credentials: new Credentials(database),
    attempts: new AttemptCounter(database),
    reads: new Reads(database),
    proposals: new Proposals(database),
    secondFactors: new SecondFactors(database),
    issuerSessions: new IssuerSessions(database),
    secondFactorFor,
  }
}

export function identityOfAccount(
  { secondFactorFor }: Pick<Store, 'secondFactorFor'>,
  account: Account,
  way: Way,
): Identity {
  const { id, name, role, platforms, passwordChangeNeeded } = account
  const secondFactorMissing = !account.secondFactor && secondFactorFor.includes(role)
  return {
    ...{ actor: name, account: id, role, platforms, way },
    ...(passwordChangeNeeded && { passwordChangeNeeded }),
    ...(secondFactorMissing && { secondFactorMissing }),
  }
}
