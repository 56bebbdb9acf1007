import { type Checked, refuse } from '@pilot-ledger/kernel'
import { type Identity, ROLES, type Role } from '../domain/identity'

/** Where an issuer says what a person may, and how its words for roles read in ours. */
export interface ClaimNames {
  /** A claim, or a path to one such as `realm_access.roles`. Default `roles`. */
  readonly role?: string
  /** A claim with the ids of the platforms a person works for. Default `platforms`. */
  readonly platforms?: string
  /** The issuer's word → our role. Default: the words are the same. */
  readonly roles?: Readonly<Record<string, Role>>
}

type Claims = Readonly<Record<string, unknown>>
const SAME_WORDS = Object.fromEntries(ROLES.map((it) => [it, it]))
/** It becomes the actor of entries: nothing that a log or a page could misread. */
const SUBJECT = /^[\x21-\x7e]{1,200}$/

/**
 * The identity that checked claims give. The actor is the subject, which an issuer never gives to a second person (OpenID
 * Connect Core, 2), unlike names and addresses. Refusals: `openid-subject`, `openid-role`.
 */
export function identityOfClaims(claims: Claims, names: ClaimNames = {}): Checked<Identity> {
  const { sub } = claims
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) return SUBJECT_FAULT
  const words = names.roles ?? SAME_WORDS
  const given = textsOf(claimAt(claims, names.role ?? 'roles'))
  const roles = new Set(given.filter((it) => Object.hasOwn(words, it)).map((it) => words[it]))
  // Of two roles nobody can say which one an entry was made in.
  if (roles.size !== 1) return roleFault(roles.size)
  const [role] = [...roles]
  const platforms = role === 'platform' ? textsOf(claimAt(claims, names.platforms ?? 'platforms')) : []
  return { actor: `openid:${sub}`, role, platforms, way: 'openid' }
}

/** The claim of this very name, else the one at the path that the name spells. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name.split('.').reduce<unknown>((at, part) => {
    return typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as Claims)[part] : undefined
  }, claims)
}

function textsOf(claim: unknown): string[] {
  const list = Array.isArray(claim) ? claim : [claim]
  return list.filter((it): it is string => typeof it === 'string')
}

const SUBJECT_FAULT = refuse('openid-subject', {
  zh: '统一登录令牌的主体（sub）无法使用',
  en: 'the subject (sub) of the token cannot be used',
})

function roleFault(count: number) {
  return refuse('openid-role', {
    zh: count === 0 ? '统一登录未授予本台账的角色' : '统一登录授予了多个角色，须恰为一个',
    en: count === 0 ? 'the issuer grants no role of this ledger' : 'the issuer grants several roles; it must be one',
  })
}
