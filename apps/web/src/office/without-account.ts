import { approves } from '@pilot-ledger/access/definitions'
import type { Account } from '../api/ask'

type Role = Account['role']
type Kept = Pick<Account, 'role' | 'disabledAt'>

const ROLES = ['platform', 'evaluator', 'finance', 'administrator', 'auditor'] as const satisfies readonly Role[]

/**
 * The roles that an administrator may give. Who comes by an issuer gives none that approves, as the service has it; what an account
 * has already it keeps.
 */
export const rolesToGive = (withoutAccount: boolean, account?: Kept): readonly Role[] =>
  ROLES.filter((it) => !withoutAccount || !approves(it) || it === account?.role)

/** What who comes by an issuer may not do: a password, or an account given back, with which a right that approves would come. */
export const closedTo = (withoutAccount: boolean, { role, disabledAt }: Kept) => ({
  reset: withoutAccount && approves(role),
  enable: withoutAccount && approves(role) && disabledAt !== undefined,
})
