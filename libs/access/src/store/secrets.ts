import { createHash, randomBytes, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { normalPassword } from '../domain/password'

/** Argon2id (RFC 9106) with 19 MiB, two passes, one lane: what OWASP's password storage cheat sheet asks for at least. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(normalPassword(password), ARGON2ID)
}

export function passwordFits(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, normalPassword(password))
}

/** Says by its first letters what it is: a token that leaks into a file can be searched for. */
export const SESSION_PREFIX = 'pls_'
export const TOKEN_PREFIX = 'plt_'

/** 256 random bits: not to be guessed, so a fast hash is enough to keep it and none has to be compared in constant time. */
export function randomToken(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** How a token is kept: whoever reads the file cannot use what he reads. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What an entry says of a password's hash, or a token's. */
export function secretDigest(kept: string): string {
  return createHash('sha256').update(kept).digest('base64')
}

/** What an entry says of the second part of a password: by itself it could be found out by trying, with the password's hash not. */
export function shownDigest(passwordHash: string, secondPart: string): string {
  return secretDigest(`${passwordHash}\n${secondPart}`)
}

/** Without the letters and digits that are taken for each other. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** One that no single person has: either half has 49 random bits, too many to try against the lock-out or a slow hash. */
export function passwordInTwoParts(): { first: string; second: string; whole: string } {
  const whole = oneTimePassword()
  const middle = whole.length >> 1
  return { first: whole.slice(0, middle), second: whole.slice(middle + 1), whole }
}

/** To be typed once: four groups of five, 99 random bits. */
export const oneTimePassword = (): string => inGroups(4)

/** In the place of a code, once: three groups of five, 74 random bits, so that a fast hash is enough to keep it. */
export const recoveryCode = (): string => inGroups(3)

function inGroups(groups: number): string {
  const group = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}
