import type { EventLog } from '@pilot-ledger/event-log'
import type { Rate } from '@pilot-ledger/http'
import type { LedgerProof } from '@pilot-ledger/proof'
import type { Identity } from '../domain/identity'
import type { RouteTable } from '../domain/routes'
import type { OpenIdLogIn } from '../openid/log-in'
import type { Access } from '../services/access'

/** Proves identities that another service vouches for. */
export interface TokenVerifier {
  /** Undefined when the token is not good. Throws the refusals `openid-role`, `openid-subject`, `issuer-unavailable`. */
  verify(token: string): Promise<Identity | undefined>
}

export interface Limits {
  readonly perIdentity: Rate
  readonly perAddress: Rate
  /** Log-ins, also those begun at an issuer, and password changes of one address. */
  readonly logIns: Rate
}

export const DEFAULT_LIMITS: Limits = {
  perIdentity: { perMinute: 6_000, burst: 1_000 },
  perAddress: { perMinute: 12_000, burst: 2_000 },
  logIns: { perMinute: 10, burst: 20 },
}

export interface AccessOptions {
  readonly access: Access
  /**
   * The platform of a contract, undefined for an id that was never signed. From the log's own stream, not from a read model
   * that may lag: what a platform has just signed is its own at once. It never changes (H13), so answers are remembered.
   */
  readonly platformOf: (engagementId: string) => Promise<string | undefined>
  /** Rules of routes that this capability does not know, such as the page's files (`'GET /*': 'open'`). */
  readonly routes?: RouteTable
  readonly openId?: TokenVerifier
  /** Where people log in at an issuer from the page; needs `publicUrl`, where they come back to. */
  readonly openIdLogIn?: OpenIdLogIn
  readonly limits?: Partial<Limits>
  /** Absent where nothing is proven: then there are no proofs of accounts and reads. */
  readonly proven?: ProvenLog
  /** Where browsers reach the service, e.g. `https://ledger.example.cn`; https makes the cookie Secure. */
  readonly publicUrl?: string
}

/** The log that the accounts are committed to, as proofs are made of it. */
export interface ProvenLog {
  /** In the shapes that were stored; its positions are the entries' numbers, 1 for the first. */
  readonly stored: Pick<EventLog, 'readStream'>
  readonly proof: LedgerProof
}

export const ACCESS = Symbol('ACCESS')
export const ACCESS_OPTIONS = Symbol('ACCESS_OPTIONS')
