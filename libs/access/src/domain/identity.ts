/** 角色: what an account is for. One account has one role: whoever has two tasks has two accounts, and entries say which. */
export const ROLES = ['platform', 'evaluator', 'finance', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** How an identity was proved. */
export type Way = 'session' | 'token' | 'openid'

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
  /** The password was given by another person: nothing but changing it is allowed. */
  readonly passwordChangeNeeded?: boolean
}
