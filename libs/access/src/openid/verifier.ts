import { orAnswer, refused } from '../http/answers'
import type { TokenVerifier } from '../http/options'
import { type ClaimNames, identityOfClaims } from './claims'
import { ISSUER_UNAVAILABLE, Issuer, type IssuerOptions } from './issuer'

export interface OpenIdOptions extends IssuerOptions {
  /** What its tokens for this ledger name as audience. */
  readonly audience: string
  readonly claims?: ClaimNames
}

/** Access tokens of an OpenID Connect issuer. Throws at once on an issuer that is not https. */
export function openIdVerifier(options: OpenIdOptions): TokenVerifier {
  const { audience, claims } = options
  const issuer = new Issuer(options)
  return {
    async verify(token) {
      const payload = await issuer.verified(token, audience, ['sub', 'exp']).catch(() => {
        throw refused(ISSUER_UNAVAILABLE)
      })
      return payload && orAnswer(identityOfClaims(payload, claims))
    },
  }
}
