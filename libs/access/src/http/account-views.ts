import type { ShapeOf } from '@pilot-ledger/kernel'
import type { Account } from '../domain/account'
import type { PersonalToken } from '../store/credentials'
import type { AccountProposal } from '../store/proposals'
import type { ACCOUNT, ACCOUNT_PROPOSAL, TOKEN } from './answer-shapes'

const instant = (time: number) => new Date(time).toISOString()
const instantOrNone = (time: number | undefined) => (time === undefined ? undefined : instant(time))

/** Field by field: what is kept of an account or a token beside these is a secret. */
export function accountView(it: Account): ShapeOf<typeof ACCOUNT> {
  const { id, name, displayName, role, platforms, disabledAt, passwordChangeNeeded, secondFactor, createdAt, grant } =
    it
  return {
    ...{ id, name, displayName, role, platforms, disabledAt: instantOrNone(disabledAt), passwordChangeNeeded },
    ...{ secondFactor, createdAt: instant(createdAt), grant },
  }
}

export function tokenView(it: PersonalToken): ShapeOf<typeof TOKEN> {
  const { id, label, createdAt, expiresAt, usedAt, revokedAt, scopes, addresses } = it
  return {
    ...{ id, label, createdAt: instant(createdAt), expiresAt: instant(expiresAt) },
    ...{ usedAt: instantOrNone(usedAt), revokedAt: instantOrNone(revokedAt), scopes, addresses },
  }
}

export function proposalView(it: AccountProposal): ShapeOf<typeof ACCOUNT_PROPOSAL> {
  const { proposal, at, proposedBy, kind, account, name } = it
  // Whoever consents sees what the account will be, also what the change leaves as it is.
  const { displayName, role, platforms } = it.kind === 'create' ? it : it.after
  const disabled = it.kind === 'change' ? it.change.disabled : undefined
  return {
    ...{ proposal, at: instant(at), proposedBy, kind, account, name },
    ...{ displayName, role, platforms, disabled },
  }
}
