import { type Checked, refuse } from '@pilot-ledger/kernel'
import { v7 as uuidv7 } from 'uuid'
import { type Identity, TOKEN_SCOPES, type TokenLimits } from '../domain/identity'
import { identityOfAccount, type Store } from '../store'
import type { PersonalToken } from '../store/credentials'
import { inTransaction } from '../store/database'
import { randomToken, secretDigest, TOKEN_PREFIX, tokenHash } from '../store/secrets'
import { isAddressOrNetwork } from './networks'

const DAY = 86_400_000
export const LONGEST_TOKEN_DAYS = 366
/** More than a person keeps an eye on. */
const MOST_TOKENS = 20

/** 个人访问令牌: for scripts. A token may what its account may, except what gives lasting access. */
export class TokensService {
  constructor(
    private readonly store: Store,
    private readonly clock: () => number,
  ) {}

  /** The token itself is in this answer and nowhere else. Refusals: `tokens-too-many`, `token-scopes-missing`, `token-address-format`. */
  create(
    account: string,
    label: string,
    days: number,
    actor: string,
    { scopes, addresses }: TokenLimits = EVERYTHING,
  ): Checked<PersonalToken & { token: string }> {
    if (scopes.length === 0) return NO_SCOPE
    const unreadable = addresses.findIndex((it) => !isAddressOrNetwork(it))
    if (unreadable !== -1) return NO_ADDRESS(unreadable)
    return inTransaction(this.store.database, () => {
      const now = this.clock()
      if (this.store.credentials.liveTokensOf(account, now) >= MOST_TOKENS) return TOO_MANY
      const token = randomToken(TOKEN_PREFIX)
      const limits = { scopes: TOKEN_SCOPES.filter((it) => scopes.includes(it)), addresses }
      const made: PersonalToken = {
        id: uuidv7(),
        account,
        label,
        createdAt: now,
        expiresAt: now + days * DAY,
        ...limits,
      }
      this.store.credentials.addToken(tokenHash(token), made)
      const secret = secretDigest(tokenHash(token))
      const data = { token: made.id, label, expiresAt: made.expiresAt, ...limits, secret }
      this.store.entries.append({ at: now, actor, type: 'TokenCreated', account, data })
      return { ...made, token }
    })
  }

  list(account: string): readonly PersonalToken[] {
    return this.store.credentials.tokensOf(account)
  }

  /** Refusal: `unknown-token` (also: revoked before, or another account's). */
  revoke(id: string, account: string, actor: string): Checked<'ok'> {
    return inTransaction(this.store.database, () => {
      if (!this.store.credentials.revokeToken(id, account, this.clock())) return UNKNOWN_TOKEN
      this.store.entries.append({ at: this.clock(), actor, type: 'TokenRevoked', account, data: { token: id } })
      return 'ok'
    })
  }

  identify(token: string): Identity | undefined {
    const found = this.store.credentials.accountOfToken(tokenHash(token), this.clock())
    if (!found || !this.store.accounts.usable(found.account)) return undefined
    return { ...identityOfAccount(this.store, found.account, 'token'), token: found.token }
  }
}

const EVERYTHING: TokenLimits = { scopes: TOKEN_SCOPES, addresses: [] }
const NO_SCOPE = refuse('token-scopes-missing', {
  pointer: '/scopes',
  zh: '请至少选择一项权限：可读取、可登记',
  en: 'a token may read, record, or both',
})
const NO_ADDRESS = (index: number) =>
  refuse('token-address-format', {
    pointer: `/addresses/${index}`,
    zh: '须为 IP 地址或网段，如 10.1.2.3、10.1.0.0/16',
    en: 'an IP address or a network, such as 10.1.2.3 or 10.1.0.0/16',
  })
const UNKNOWN_TOKEN = refuse('unknown-token', { zh: '没有此令牌', en: 'there is no such token' })
const TOO_MANY = refuse('tokens-too-many', {
  zh: `有效令牌已达 ${MOST_TOKENS} 个，请先撤销不用的`,
  en: `there are ${MOST_TOKENS} tokens in force; revoke those not used`,
})
