import { refuse } from '@pilot-ledger/kernel'
import { orAnswer, refused } from '../http/answers'
import type { TokenVerifier } from '../http/options'
import { type ClaimNames, identityOfClaims } from './claims'

export interface OpenIdOptions {
  /** Exactly as the issuer writes itself, e.g. `https://id.example.cn/realms/zs`. https, or a loopback address. */
  readonly issuer: string
  /** What its tokens for this ledger name as audience. */
  readonly audience: string
  readonly claims?: ClaimNames
  /** Milliseconds between two fetches of keys that a token with an unknown key can cause (default 30,000). */
  readonly keysCooldown?: number
  /** Milliseconds after which keys are fetched again, so that a withdrawn one is gone (default 600,000). */
  readonly keysMaxAge?: number
  readonly clock?: () => number
}

/** Asymmetric only: with a shared-secret algorithm whoever knows the public key could sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']
const PATIENCE_MS = 5_000
/** Clocks differ. */
const CLOCK_TOLERANCE_S = 60
/** What is wrong with the token itself; everything else is the issuer's or the network's fault. */
const BAD_TOKEN =
  /^ERR_(JWT_|JWS_|JOSE_ALG_NOT_ALLOWED$|JOSE_NOT_SUPPORTED$|JWKS_NO_MATCHING_KEY$|JWKS_MULTIPLE_MATCHING_KEYS$)/

type Jose = typeof import('jose', { with: { 'resolution-mode': 'import' }})

/**
 * Access tokens of an OpenID Connect issuer, verified with jose against the keys that its discovery document names. A token
 * with a key not seen before fetches the keys again, so rotation needs nobody. The issuer is asked at the first token, not at
 * start: the ledger serves its local accounts while the issuer is away. Throws at once on an issuer that is not https.
 */
export function openIdVerifier(options: OpenIdOptions): TokenVerifier {
  const { issuer, audience, claims, clock = Date.now } = options
  trusted(issuer)
  let ready: Promise<{ jose: Jose; keys: ReturnType<Jose['createRemoteJWKSet']> }> | undefined
  const prepare = async () => {
    const jose = await import('jose')
    const { keysCooldown: cooldownDuration, keysMaxAge: cacheMaxAge } = options
    const rest = { timeoutDuration: PATIENCE_MS, ...(cooldownDuration !== undefined && { cooldownDuration }) }
    const uri = await keysAddress(issuer)
    return { jose, keys: jose.createRemoteJWKSet(uri, { ...rest, ...(cacheMaxAge !== undefined && { cacheMaxAge }) }) }
  }
  return {
    async verify(token) {
      try {
        // A failure is not kept: the next token asks again.
        ready ??= prepare().catch((error: unknown) => {
          ready = undefined
          throw error
        })
        const { jose, keys } = await ready
        const { payload } = await jose.jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          clockTolerance: CLOCK_TOLERANCE_S,
          requiredClaims: ['sub', 'exp'],
          currentDate: new Date(clock()),
        })
        return orAnswer(identityOfClaims(payload, claims))
      } catch (error) {
        const { code } = error as { code?: unknown }
        if (typeof code === 'string' && BAD_TOKEN.test(code)) return undefined
        throw isRefusalException(error) ? error : refused(ISSUER_UNAVAILABLE)
      }
    },
  }
}

/** OpenID Connect Discovery 1.0, 4: the document must name the issuer it was asked of. */
async function keysAddress(issuer: string): Promise<URL> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  const document = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown }
  if (document.issuer !== issuer) throw new Error(`${address} is of another issuer: ${String(document.issuer)}`)
  return trusted(String(document.jwks_uri))
}

function trusted(address: string): URL {
  const url = new URL(address)
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return url
  throw new Error(`${address}: an issuer and its keys are at https, or at a loopback address`)
}

function isRefusalException(error: unknown): boolean {
  return error instanceof Error && 'refusals' in error
}

const ISSUER_UNAVAILABLE = refuse('issuer-unavailable', {
  zh: '统一登录服务暂不可用，无法核对令牌',
  en: 'the issuer cannot be reached, so the token cannot be verified',
})
