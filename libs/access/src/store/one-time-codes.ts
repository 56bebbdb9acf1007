/** As every authenticator has it: RFC 6238 with SHA-1, six figures, thirty seconds; other choices are passed over by many. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Clocks differ: the step before and the one after are taken too. */
const STEPS_BESIDE = 1
const ISSUER = '中试服务台账'
/** 160 random bits, as long as what it is hashed with (RFC 4226, 4). */
const SECRET_BYTES = 20

// Loaded with the first: who has no second factor needs none of it.
const otpauth = () => require('otpauth') as typeof import('otpauth')

/** A new secret in base32. */
export function newOneTimeSecret(): string {
  return new (otpauth().Secret)({ size: SECRET_BYTES }).base32
}

/** What an authenticator reads, as text or from a QR code. */
export function otpauthUri(secret: string, accountName: string): string {
  return totp(secret, accountName).toString()
}

/** The step (of thirty seconds since 1970) that this is the code of, at `now` or beside it; undefined where there is none. */
export function stepOfCode(secret: string, code: string, now: number): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now, window: STEPS_BESIDE })
  return delta === null ? undefined : Math.floor(now / 1000 / KIND.period) + delta
}

function totp(secret: string, label?: string) {
  const { Secret, TOTP } = otpauth()
  return new TOTP({ ...KIND, issuer: ISSUER, label, secret: Secret.fromBase32(secret) })
}
