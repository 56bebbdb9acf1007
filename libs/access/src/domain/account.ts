import { type Checked, nameKey, type Refusal, refuse, refuseMixedScripts } from '@pilot-ledger/kernel'
import type { Role } from './identity'
import { approves, type Grant } from './two-persons'

/** An account without its secrets. */
export interface Account {
  readonly id: string
  /** What is typed to log in and what entries record: fixed for ever, and never given to another account. */
  readonly name: string
  /** What people call its holder. */
  readonly displayName: string
  readonly role: Role
  readonly platforms: readonly string[]
  /** Milliseconds since 1970; absent while it may be used. Accounts are disabled, not deleted: entries name them. */
  readonly disabledAt?: number
  readonly passwordChangeNeeded: boolean
  /** Whether a code is asked for beside the password. */
  readonly secondFactor: boolean
  readonly createdAt: number
  /** By whom its right to approve was given; absent where it has none, or has it from before this was kept. */
  readonly grant?: Grant
}

/** What an entry says of an account. */
export type AccountStated = ReturnType<typeof statedOf>
export function statedOf({ displayName, role, platforms, disabledAt }: Account) {
  return { displayName, role, platforms, disabled: disabledAt !== undefined }
}

export type NewAccount = Pick<Account, 'name' | 'displayName' | 'role' | 'platforms'>
export interface AccountChange {
  readonly displayName?: string
  readonly role?: Role
  readonly platforms?: readonly string[]
  readonly disabled?: boolean
}

/** No colon: an identity that an issuer vouches for is recorded as `openid:…`, and no account can pass for it. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,39}$/u

/** One text per name: width, case, marks nobody sees and lookalikes of other alphabets make no other account. */
export function accountNameKey(name: string): string {
  return nameKey(name)
}

/** The key of accounts made before lookalikes were folded: theirs is what they are called, and they log in by it. */
export function formerAccountNameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

/** Refusals: `account-name-format`, `mixed-scripts`, `platforms-missing`, `platforms-not-for-role`. */
export function parseNewAccount(account: NewAccount): Checked<NewAccount> {
  const name = account.name.normalize('NFKC')
  const mixed = refuseMixedScripts(name, '/name')
  if (mixed) return mixed
  if (NAME.test(name)) return bindingFault(account) ?? { ...account, name, platforms: unique(account.platforms) }
  return refuse('account-name-format', {
    pointer: '/name',
    zh: '账户名须为 2–40 个字母、汉字或数字，可含 . _ -',
    en: 'an account name is 2–40 letters or digits, with . _ - between them',
  })
}

/**
 * The account as it is after the change. An administrator does not take away the last administrator who can log in, be it
 * himself: nobody could give the right back. A new role without platforms drops those of the old one, and by whom that was given.
 * Refusals: `platforms-missing`, `platforms-not-for-role`, `last-administrator`.
 */
export function changedAccount(
  account: Account,
  change: AccountChange,
  otherAdministrators: number,
  now: number,
): Checked<Account> {
  const role = change.role ?? account.role
  const kept = role === account.role ? account.platforms : []
  const disabledAt =
    change.disabled === undefined ? account.disabledAt : change.disabled ? (account.disabledAt ?? now) : undefined
  const { displayName = account.displayName } = change
  const grant = role === account.role && approves(role) ? account.grant : undefined
  const changed = { ...account, grant, displayName, role, platforms: unique(change.platforms ?? kept), disabledAt }
  return bindingFault(changed) ?? lastAdministratorGone(account, changed, otherAdministrators) ?? changed
}

function lastAdministratorGone(before: Account, after: Account, others: number): Refusal | undefined {
  const serves = (it: Account) => it.role === 'administrator' && it.disabledAt === undefined
  if (!serves(before) || serves(after) || others > 0) return undefined
  return refuse('last-administrator', {
    zh: '这是最后一个可用的管理员账户，请先设立另一个',
    en: 'this is the last administrator who can log in; make another first',
  })
}

function bindingFault({ role, platforms }: Pick<Account, 'role' | 'platforms'>): Refusal | undefined {
  if (role === 'platform' && platforms.length === 0) {
    return refuse('platforms-missing', {
      pointer: '/platforms',
      zh: '平台账户须绑定至少一个平台',
      en: 'a platform account is bound to one or more platforms',
    })
  }
  if (role === 'platform' || platforms.length === 0) return undefined
  return refuse('platforms-not-for-role', {
    pointer: '/platforms',
    zh: '只有平台账户可绑定平台',
    en: 'only a platform account is bound to platforms',
  })
}

function unique(platforms: readonly string[]): readonly string[] {
  return [...new Set(platforms)].sort()
}
