import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import type { Account } from '../domain/account'
import {
  MOST_WRONG_AT_OFFER,
  NO_SECOND_FACTOR,
  OFFER_MS,
  OWN_SECOND_FACTOR,
  RECOVERY_CODES,
  SECOND_FACTOR_NOT_OFFERED,
  typedCode,
  WRONG_CODE,
} from '../domain/second-factor'
import type { Store } from '../store'
import { type StoredAccount, withoutSecret } from '../store/accounts'
import { inTransaction } from '../store/database'
import { newOneTimeSecret, otpauthUri, stepOfCode } from '../store/one-time-codes'
import { recoveryCode, secretDigest, tokenHash } from '../store/secrets'
import { UNKNOWN_ACCOUNT } from './accounts.service'
import type { LogInService } from './log-in.service'
import { NO_LOCAL_ACCOUNT, type Person } from './rights.service'
import { secondFactorShown } from './second-factor-shown'

/** Shown until the first code has come, and never again. */
export interface OfferedSecondFactor {
  /** base32, to be typed where no camera is. */
  readonly secret: string
  /** `otpauth://…`, to be read as a QR code. */
  readonly uri: string
}

export interface StandingSecondFactor {
  /** Milliseconds since 1970; undefined where there is none. */
  readonly enrolledAt?: number
  readonly recoveryCodesLeft: number
  /** Of the account's role, on this ledger. */
  readonly required: boolean
}

/** 两步验证: a code of a telephone (RFC 6238) beside the password. Enrolled by its holder, taken away by an administrator. */
export class SecondFactorService {
  constructor(
    private readonly store: Store,
    private readonly logIn: LogInService,
    private readonly clock: () => number,
  ) {}

  /** Refusal: `unknown-account`. */
  standing(accountId: string): Checked<StandingSecondFactor> {
    const account = this.store.accounts.ofId(accountId)
    if (!account) return UNKNOWN_ACCOUNT
    const { enrolledAt, recoveryCodesLeft = 0 } = this.store.secondFactors.of(accountId) ?? {}
    return { enrolledAt, recoveryCodesLeft, required: this.store.secondFactorFor.includes(account.role) }
  }

  /**
   * Offers a new secret to whoever shows that he is the holder, by the password and by a code of the one before, if there is one:
   * that stays in force until the new one is confirmed. Refusals: `wrong-password`, `wrong-code` (also of none), `too-many-attempts`.
   */
  async offer(
    accountId: string,
    { password, code }: { readonly password: string; readonly code?: string },
    address: string,
  ): Promise<Checked<OfferedSecondFactor>> {
    const account = await this.logIn.proved(accountId, password, address)
    if (isRefusal(account)) return account
    return inTransaction(this.store.database, () => {
      // A recovery code goes with the factor, when the new one is confirmed: the entry of that tells of it.
      const shown = secondFactorShown(this.store, account, code, address, this.clock(), 'looked at')
      // He is logged in: it is a field of his that is wrong.
      if (isRefusal(shown)) return shown.code === 'too-many-attempts' ? shown : WRONG_CODE
      const secret = newOneTimeSecret()
      this.store.secondFactors.offer(accountId, secret, this.clock())
      this.store.attempts.forgetOffer(accountId)
      return { secret, uri: otpauthUri(secret, account.name) }
    })
  }

  /**
   * Puts what was offered in force by its first code; every other session of the account ends, having been begun without it;
   * so do its tokens where there was no factor before, having been made by the password alone.
   * The recovery codes are in this answer and nowhere else. Refusals: `second-factor-not-offered`, also after
   * five wrong codes, `wrong-code`.
   * @param session of whoever confirms, which goes on
   */
  confirm(accountId: string, code: string, session: string): Checked<{ readonly recoveryCodes: readonly string[] }> {
    return inTransaction(this.store.database, () => {
      const { secondFactors, credentials, attempts, entries } = this.store
      const now = this.clock()
      const account = this.store.accounts.ofId(accountId)
      const secret = secondFactors.offeredSince(accountId, now - OFFER_MS)
      if (!account || secret === undefined) return SECOND_FACTOR_NOT_OFFERED
      const step = stepOfCode(secret, typedCode(code), now)
      if (step === undefined) {
        if (attempts.wrongAtOffer(accountId, now) >= MOST_WRONG_AT_OFFER) secondFactors.endOffer(accountId)
        return WRONG_CODE
      }
      const recoveryCodes = Array.from({ length: RECOVERY_CODES }, recoveryCode)
      const hashes = recoveryCodes.map((it) => tokenHash(typedCode(it)))
      const isFirst = !secondFactors.of(accountId)
      secondFactors.enrol(accountId, secret, now, step, hashes)
      attempts.forgetCodes(accountId)
      const sessionsEnded = credentials.endSessionsBeside(accountId, tokenHash(session))
      const ended = { sessionsEnded, ...(isFirst && { tokensEnded: credentials.endTokensOf(accountId, now) }) }
      const data = { secret: secretDigest(secret), recoveryCodes: hashes.map(secretDigest), ...ended }
      entries.append({ at: now, actor: account.name, type: 'SecondFactorEnrolled', account: accountId, data })
      return { recoveryCodes }
    })
  }

  /**
   * A lost one is taken away: the password alone logs in then, or leads to enrolling another where one is required. What had got
   * in by it ends. Refusals: `no-local-account` (a person known to an issuer only may be its very holder), `unknown-account`, `own-account`, `no-second-factor`.
   */
  remove(accountId: string, reason: string, by: Person): Checked<Account> {
    if (by.account === undefined) return NO_LOCAL_ACCOUNT
    const account = this.store.accounts.ofId(accountId)
    if (!account) return UNKNOWN_ACCOUNT
    if (accountId === by.account) return OWN_SECOND_FACTOR
    return removeSecondFactor(this.store, account, reason, by.actor, this.clock()) ?? NO_SECOND_FACTOR
  }
}

/** Undefined where there is none. */
export function removeSecondFactor(
  { database, secondFactors, credentials, attempts, entries, accounts }: Store,
  { id }: StoredAccount,
  reason: string,
  actor: string,
  now: number,
): Account | undefined {
  return inTransaction(database, () => {
    if (!secondFactors.of(id)) return undefined
    secondFactors.remove(id)
    attempts.forgetCodes(id)
    const data = { ...credentials.endAccessOf(id, now), reason }
    entries.append({ at: now, actor, type: 'SecondFactorRemoved', account: id, data })
    return withoutSecret(accounts.ofId(id) as StoredAccount)
  })
}
