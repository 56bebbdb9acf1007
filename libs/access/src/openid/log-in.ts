import { createHash, randomBytes } from 'node:crypto'
import { type Checked, isRefusal, refuse } from '@pilot-ledger/kernel'
import type { Identity } from '../domain/identity'
import { type ClaimNames, identityOfClaims } from './claims'
import {
  CLOCK_TOLERANCE_S,
  type Endpoints,
  ISSUER_UNAVAILABLE,
  Issuer,
  type IssuerOptions,
  PATIENCE_MS,
} from './issuer'

export interface OpenIdLogInOptions extends IssuerOptions {
  /** This ledger as the issuer knows it. */
  readonly client: string
  /** Absent of a public client, whom PKCE alone protects. */
  readonly clientSecret?: string
  /** Where the issuer sends a person back to; registered there. */
  readonly redirect: string
  readonly claims?: ClaimNames
  /** How people call it, on the button. */
  readonly title: string
}

/** One log-in on its way, of one browser: what it was begun with. */
export interface Begun {
  readonly state: string
  readonly nonce: string
  /** RFC 7636: what shows that whoever brings the code has begun it. */
  readonly verifier: string
}

/** Who has logged in at the issuer, and by which session of it. */
export interface AtIssuer {
  readonly identity: Identity
  readonly sid?: string
}

/** Whom an issuer wants logged out: everything of a subject, or one of his sessions. */
export interface LoggedOutThere {
  readonly actor?: string
  readonly sid?: string
}

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** A logout token says what is now: older ones are of somebody who has kept one. */
const LOGOUT_TOKEN_S = 300

/**
 * Log-in of people at an OpenID Connect issuer: authorization code with PKCE (S256), state and nonce (OpenID Connect Core 1.0, 3.1;
 * RFC 7636), and its back-channel log-out. The ID token is verified as tokens of programs are, by the same keys, and says role and
 * platforms by the same claims. jose and not openid-client: that one would ask for discovery and keys a second time beside the verifier
 * of tokens, and takes an ID token's signature on trust where it came over TLS.
 */
export class OpenIdLogIn {
  private readonly issuer: Issuer

  constructor(private readonly options: OpenIdLogInOptions) {
    this.issuer = new Issuer(options)
  }

  get title(): string {
    return this.options.title
  }

  /** Where a person is sent to, and what has to be remembered until he is back. Refusal: `issuer-unavailable`. */
  async begin(): Promise<Checked<{ readonly address: string; readonly begun: Begun }>> {
    const address = (await this.endpoints())?.authorization
    if (!address) return ISSUER_UNAVAILABLE
    const begun: Begun = { state: random(), nonce: random(), verifier: random() }
    const { client, redirect } = this.options
    const query = {
      ...{ response_type: 'code', scope: 'openid', client_id: client, redirect_uri: redirect },
      ...{ state: begun.state, nonce: begun.nonce },
      ...{ code_challenge: challengeOf(begun.verifier), code_challenge_method: 'S256' },
    }
    const to = new URL(address)
    for (const [name, value] of Object.entries(query)) to.searchParams.set(name, value)
    return { address: to.href, begun }
  }

  /**
   * Exchanges the code and looks at the ID token. Refusals: `openid-log-in` (the code or the token is not good), `openid-role`,
   * `openid-subject`, `issuer-unavailable`.
   */
  async finish(code: string, { nonce, verifier }: Omit<Begun, 'state'>): Promise<Checked<AtIssuer>> {
    const idToken = await this.exchanged(code, verifier)
    if (typeof idToken !== 'string') return idToken
    try {
      const { client, claims } = this.options
      const payload = await this.issuer.verified(idToken, client, ['sub', 'exp', 'iat', 'nonce'])
      if (!payload || payload.nonce !== nonce || !isFor(payload, client)) return OPENID_LOG_IN
      const identity = identityOfClaims(payload, claims)
      if (isRefusal(identity)) return identity
      return { identity, ...(typeof payload.sid === 'string' && { sid: payload.sid }) }
    } catch {
      return ISSUER_UNAVAILABLE
    }
  }

  /**
   * OpenID Connect Back-Channel Logout 1.0, 2.6. Refusals: `logout-token` (it is not good), `issuer-unavailable`.
   */
  async loggedOut(token: string): Promise<Checked<LoggedOutThere>> {
    try {
      const { client, clock = Date.now } = this.options
      const payload = await this.issuer.verified(token, client, ['iat', 'jti', 'events'])
      const events = payload?.events as Readonly<Record<string, unknown>> | undefined
      const event = typeof events === 'object' && events !== null ? events[LOGOUT_EVENT] : undefined
      if (!payload || typeof event !== 'object' || event === null || payload.nonce !== undefined) return LOGOUT_TOKEN
      if (clock() / 1000 - Number(payload.iat) > LOGOUT_TOKEN_S + CLOCK_TOLERANCE_S) return LOGOUT_TOKEN
      const sid = typeof payload.sid === 'string' ? payload.sid : undefined
      const actor = typeof payload.sub === 'string' ? `openid:${payload.sub}` : undefined
      return sid === undefined && actor === undefined ? LOGOUT_TOKEN : { sid, actor }
    } catch {
      return ISSUER_UNAVAILABLE
    }
  }

  private async exchanged(code: string, verifier: string): Promise<Checked<string>> {
    const address = (await this.endpoints())?.token
    if (!address) return ISSUER_UNAVAILABLE
    const { client, clientSecret, redirect } = this.options
    const body = new URLSearchParams({
      ...{ grant_type: 'authorization_code', code, redirect_uri: redirect, client_id: client, code_verifier: verifier },
    })
    // RFC 6749, 2.3.1.
    const basic = clientSecret && [client, clientSecret].map(encodeURIComponent).join(':')
    const headers = basic ? { authorization: `Basic ${Buffer.from(basic).toString('base64')}` } : undefined
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const answer = await fetch(address, { method: 'POST', body, headers, redirect: 'error', signal })
      if (answer.status >= 500) return ISSUER_UNAVAILABLE
      const { id_token } = (await answer.json()) as { id_token?: unknown }
      return answer.ok && typeof id_token === 'string' ? id_token : OPENID_LOG_IN
    } catch {
      return ISSUER_UNAVAILABLE
    }
  }

  private endpoints(): Promise<Endpoints | undefined> {
    return this.issuer.endpoints().catch(() => undefined)
  }
}

/** Of several audiences it must say whom it was issued to, and that is this ledger (OpenID Connect Core, 3.1.3.7). */
function isFor({ aud, azp }: { readonly aud?: string | string[]; readonly azp?: unknown }, client: string): boolean {
  if (azp !== undefined) return azp === client
  return !Array.isArray(aud) || aud.length === 1
}

/** 256 random bits. */
const random = () => randomBytes(32).toString('base64url')
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

export const OPENID_LOG_IN = refuse('openid-log-in', {
  zh: '统一登录未完成或已过期，请重新登录',
  en: 'the log-in at the issuer was not completed, or is over; begin anew',
})
const LOGOUT_TOKEN = refuse('logout-token', {
  zh: '退出令牌无效',
  en: 'the logout token is not good',
})
