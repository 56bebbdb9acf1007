import { type Refusal, refuse } from '@pilot-ledger/kernel'

export interface IssuerOptions {
  /** Exactly as the issuer writes itself, e.g. `https://id.example.cn/realms/zs`. https, or a loopback address. */
  readonly issuer: string
  /** Milliseconds between two fetches of keys that a token with an unknown key can cause (default 30,000). */
  readonly keysCooldown?: number
  /** Milliseconds after which keys are fetched again, so that a withdrawn one is gone (default 600,000). */
  readonly keysMaxAge?: number
  readonly clock?: () => number
}

/** Where an issuer is asked for what, of its discovery document. */
export interface Endpoints {
  readonly authorization?: URL
  readonly token?: URL
}

/** Asymmetric only: with a shared-secret algorithm whoever knows the public key could sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']
export const PATIENCE_MS = 5_000
/** Clocks differ. */
export const CLOCK_TOLERANCE_S = 60
/** What is wrong with the token itself; everything else is the issuer's or the network's fault. */
const BAD_TOKEN =
  /^ERR_(JWT_|JWS_|JOSE_ALG_NOT_ALLOWED$|JOSE_NOT_SUPPORTED$|JWKS_NO_MATCHING_KEY$|JWKS_MULTIPLE_MATCHING_KEYS$)/

type Jose = typeof import('jose', { with: { 'resolution-mode': 'import' }})
/** What a token says. */
export type Claims = Awaited<ReturnType<Jose['jwtVerify']>>['payload']
interface Ready {
  readonly jose: Jose
  readonly keys: ReturnType<Jose['createRemoteJWKSet']>
  readonly endpoints: Endpoints
}

/**
 * An OpenID Connect issuer: its tokens verified with jose against the keys that its discovery document names. A token with a key
 * not seen before fetches the keys again, so rotation needs nobody. It is asked at the first token, not at start: the ledger serves its
 * local accounts while the issuer is away.
 */
export class Issuer {
  private ready?: Promise<Ready>

  /** Throws at once on an issuer that is not https. */
  constructor(private readonly options: IssuerOptions) {
    trusted(options.issuer)
  }

  get name(): string {
    return this.options.issuer
  }

  /** Rejects where the issuer is away, or another. */
  async endpoints(): Promise<Endpoints> {
    return (await this.prepared()).endpoints
  }

  /**
   * What a token of this issuer says to whom it is for; undefined when it is not good. Rejects where the issuer is away.
   * @param required claims that it must have, beside those of every token
   */
  async verified(token: string, audience: string, required: readonly string[]): Promise<Claims | undefined> {
    const { issuer, clock = Date.now } = this.options
    try {
      const { jose, keys } = await this.prepared()
      const { payload } = await jose.jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: [...required],
        currentDate: new Date(clock()),
      })
      return payload
    } catch (error) {
      const { code } = error as { code?: unknown }
      if (typeof code === 'string' && BAD_TOKEN.test(code)) return undefined
      throw error
    }
  }

  private prepared(): Promise<Ready> {
    // A failure is not kept: the next token asks again.
    this.ready ??= this.prepare().catch((error: unknown) => {
      this.ready = undefined
      throw error
    })
    return this.ready
  }

  private async prepare(): Promise<Ready> {
    const { keysCooldown: cooldownDuration, keysMaxAge: cacheMaxAge } = this.options
    const jose = await import('jose')
    const rest = { timeoutDuration: PATIENCE_MS, ...(cooldownDuration !== undefined && { cooldownDuration }) }
    const { keys: uri, ...endpoints } = await discovered(this.options.issuer)
    const keys = jose.createRemoteJWKSet(uri, { ...rest, ...(cacheMaxAge !== undefined && { cacheMaxAge }) })
    return { jose, keys, endpoints }
  }
}

/** OpenID Connect Discovery 1.0, 4: the document must name the issuer it was asked of. */
async function discovered(issuer: string): Promise<Endpoints & { readonly keys: URL }> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  const document = (await answer.json()) as Readonly<Record<string, unknown>>
  if (document.issuer !== issuer) throw new Error(`${address} is of another issuer: ${String(document.issuer)}`)
  const maybe = (name: string) => (document[name] === undefined ? undefined : trusted(String(document[name])))
  return {
    keys: trusted(String(document.jwks_uri)),
    authorization: maybe('authorization_endpoint'),
    token: maybe('token_endpoint'),
  }
}

function trusted(address: string): URL {
  const url = new URL(address)
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return url
  throw new Error(`${address}: an issuer and its keys are at https, or at a loopback address`)
}

export const ISSUER_UNAVAILABLE: Refusal = refuse('issuer-unavailable', {
  zh: '统一登录服务暂不可用，无法核对令牌',
  en: 'the issuer cannot be reached, so the token cannot be verified',
})
