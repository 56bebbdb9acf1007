import { type Refusal, refuse } from '@pilot-ledger/kernel'
import type { Role } from './identity'

/**
 * Whoever gives rights does not use them: an administrator who could make himself an evaluator, or learn an evaluator's
 * password, would be both persons of every act that needs two. So a right that approves, or that consents to such a right,
 * comes only by two: one administrator proposes, another one or an auditor consents; and it comes only with a password
 * that neither of them knows as a whole, or the one would hold what the other has consented to.
 */
export function approves(role: Role): boolean {
  return role !== 'platform'
}

/** Who may consent to rights. */
export const CONSENTING: readonly Role[] = ['administrator', 'auditor']

interface Standing {
  readonly role: Role
  readonly disabledAt?: number
}

/** Whether the account has a right that approves after the change and had it not before, be it that it was disabled. */
export function grants(before: Standing | undefined, after: Standing): boolean {
  if (!approves(after.role) || after.disabledAt !== undefined) return false
  return before === undefined || before.role !== after.role || before.disabledAt !== undefined
}

/**
 * The first administrator of a ledger has nobody who could consent. He makes the second person alone, once: afterwards there
 * has been one, and disabling him does not bring the beginning back.
 */
export function mayMakeAlone(role: Role, othersThatCouldEverConsent: number): boolean {
  return CONSENTING.includes(role) && othersThatCouldEverConsent === 0
}

/** By whom a right was given; stands on the account for whoever looks at it. */
export interface Grant {
  readonly proposedBy: string
  /** Absent: nobody else had a say. */
  readonly consentedBy?: string
  /** 单人设立: one person could have done all of it, for nobody consented, or one of both made the other alone. */
  readonly alone: boolean
}

/** @param grantOfName the grant of an account, by name: who made whom alone is followed to its beginning */
export function grantOf(
  proposedBy: string,
  consentedBy: string | undefined,
  grantOfName: (name: string) => Grant | undefined,
): Grant {
  if (consentedBy === undefined) return { proposedBy, alone: true }
  const behindOne = behind(proposedBy, grantOfName)
  const alone = [...behind(consentedBy, grantOfName)].some((it) => behindOne.has(it))
  return { proposedBy, consentedBy, alone }
}

/** Everybody who may be the person behind an account: itself, who made it alone, who made those alone, and so on. */
function behind(name: string, grantOfName: (name: string) => Grant | undefined): ReadonlySet<string> {
  const names = new Set([name])
  // A set is walked together with what is added to it meanwhile.
  for (const it of names) {
    const grant = grantOfName(it)
    if (grant?.alone !== true) continue
    names.add(grant.proposedBy)
    if (grant.consentedBy !== undefined) names.add(grant.consentedBy)
  }
  return names
}

/** Refusals: `not-allowed` (the right was taken from him while he asked), `own-proposal`, `own-account`. */
export function consentFault(
  proposal: { readonly proposedBy: string; readonly account: string },
  consenter: Standing & { readonly name: string; readonly id: string },
): Refusal | undefined {
  if (!CONSENTING.includes(consenter.role) || consenter.disabledAt !== undefined) return NOT_ALLOWED
  if (proposal.proposedBy === consenter.name) return OWN_PROPOSAL
  return proposal.account === consenter.id ? OWN_ACCOUNT : undefined
}

const NOT_ALLOWED = refuse('not-allowed', {
  zh: '您的角色无权进行此操作',
  en: 'your role does not allow this',
})
const OWN_PROPOSAL = refuse('own-proposal', {
  zh: '不得同意自己提出的事项，须由另一位管理员或审计同意',
  en: 'who proposes does not consent; another administrator or an auditor does',
})
const OWN_ACCOUNT = refuse('own-account', {
  zh: '不得同意关于本人账户的事项',
  en: 'nobody consents to what concerns his own account',
})
