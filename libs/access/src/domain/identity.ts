/** 角色: what an account is for. One account has one role: whoever has two tasks has two accounts, and entries say which. */
export const ROLES = ['platform', 'evaluator', 'finance', 'administrator', 'auditor'] as const
export type Role = (typeof ROLES)[number]

/** How an identity was proved. */
export type Way = 'session' | 'token' | 'openid'

/** What a token is for: to read, to record, or both. */
export const TOKEN_SCOPES = ['read', 'record'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

export interface TokenLimits {
  readonly scopes: readonly TokenScope[]
  /** Addresses or networks (`10.1.0.0/16`) that it may be used from; none: from everywhere. */
  readonly addresses: readonly string[]
}

/** Who asks. Made anew for every request, so that a role taken away is gone with the next one. */
export interface Identity {
  /** What entries and the access log record. Unique for ever: no name is given to a second account. */
  readonly actor: string
  readonly role: Role
  /** The platforms a `platform` account is bound to, by id; empty for every other role. */
  readonly platforms: readonly string[]
  readonly way: Way
  /** The local account; undefined for an identity that an OpenID issuer vouches for. */
  readonly account?: string
  /** What a personal token may; undefined for every other way, which may what its role may. */
  readonly token?: TokenLimits
  /** The password was given by another person: nothing but changing it is allowed. */
  readonly passwordChangeNeeded?: boolean
  /** A second factor is required of the role and there is none: nothing but enrolling one is allowed. */
  readonly secondFactorMissing?: boolean
}
