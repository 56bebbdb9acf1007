import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import type { AccountEventOf } from '../definitions'
import { tooManyAttempts } from '../domain/lock-out'
import { isOneTimeCode, SECOND_FACTOR_NEEDED, SECOND_FACTOR_WRONG, typedCode } from '../domain/second-factor'
import type { Store } from '../store'
import { stepOfCode } from '../store/one-time-codes'
import { secretDigest, tokenHash } from '../store/secrets'

/** What an entry says of it: nothing where the account has none. */
type Shown = Pick<AccountEventOf<'LoggedIn'>['data'], 'secondFactor' | 'recoveryCode'>

/**
 * The second factor beside a right password, inside the transaction of what it opens: a code is good once, whoever is first.
 * @param recoveryCodes whether a recovery code is used up, which an entry has to tell, or only looked at
 * Refusals: `second-factor-needed`, `second-factor-wrong` (told to the holder like a wrong password), `too-many-attempts`.
 */
export function secondFactorShown(
  { attempts, secondFactors }: Store,
  { id }: { readonly id: string },
  code: string | undefined,
  address: string,
  now: number,
  recoveryCodes: 'used up' | 'looked at' = 'used up',
): Checked<Shown> {
  const factor = secondFactors.of(id)
  if (!factor) return {}
  if (code === undefined || code.trim() === '') return SECOND_FACTOR_NEEDED
  const wait = attempts.beginCode(id, address, now)
  if (wait > 0) return tooManyAttempts(wait)
  const used = usedUp(secondFactors, id, factor.secret, typedCode(code), now, recoveryCodes)
  if (isRefusal(used)) attempts.failed(id, address, now)
  else attempts.codeSucceeded(id, address)
  return used
}

function usedUp(
  factors: Store['secondFactors'],
  account: string,
  secret: string,
  typed: string,
  now: number,
  recoveryCodes: 'used up' | 'looked at',
): Checked<Shown> {
  if (isOneTimeCode(typed)) {
    const step = stepOfCode(secret, typed, now)
    return step !== undefined && factors.useStep(account, step) ? { secondFactor: 'code' } : SECOND_FACTOR_WRONG
  }
  const hash = tokenHash(typed)
  const isGood =
    recoveryCodes === 'used up' ? factors.useRecoveryCode(account, hash) : factors.hasRecoveryCode(account, hash)
  if (!isGood) return SECOND_FACTOR_WRONG
  return { secondFactor: 'recovery', recoveryCode: secretDigest(hash) }
}
