import type { Account } from '../domain/account'
import type { AccountProposal } from '../store/proposals'

/** Accounts, and what is proposed for them, as the doors show them. */
export function accountView(account: Account) {
  const { id, name, displayName, role, platforms, disabledAt, passwordChangeNeeded, createdAt, grant } = account
  return {
    id,
    name,
    displayName,
    role,
    platforms,
    disabledAt: disabledAt === undefined ? undefined : new Date(disabledAt).toISOString(),
    passwordChangeNeeded,
    createdAt: new Date(createdAt).toISOString(),
    grant,
  }
}

export function proposalView(it: AccountProposal) {
  const { proposal, at, proposedBy, kind, account, name } = it
  // Whoever consents sees what the account will be, also what the change leaves as it is.
  const { displayName, role, platforms } = it.kind === 'create' ? it : it.after
  const disabled = it.kind === 'change' ? it.change.disabled : undefined
  return {
    ...{ proposal, at: new Date(at).toISOString(), proposedBy, kind, account, name },
    ...{ displayName, role, platforms, disabled },
  }
}
