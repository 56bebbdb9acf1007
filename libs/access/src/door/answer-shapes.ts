import { anyObject, instant, listOf, mapOf, maybe, oneOf, shape, text, whole, yesNo } from '@pilot-ledger/http'
import { ROLES, TOKEN_SCOPES } from '../domain/identity'

/** What the doors of this room answer, field by field. */
const role = oneOf(...ROLES)
export const SESSION = shape({
  actor: text,
  account: maybe(text),
  role,
  platforms: listOf(text),
  way: text,
  passwordChangeNeeded: yesNo,
  rights: mapOf(oneOf('own', 'all')),
})
export const READY_ACCOUNTS_ANSWER = shape({
  accounts: listOf(shape({ name: text, displayName: text, role, password: text })),
})
const token = {
  id: text,
  label: text,
  createdAt: instant,
  expiresAt: instant,
  usedAt: maybe(instant),
  revokedAt: maybe(instant),
  scopes: listOf(oneOf(...TOKEN_SCOPES)),
  addresses: listOf(text),
}
export const TOKENS = shape({ tokens: listOf(shape(token)) })
const account = {
  id: text,
  name: text,
  displayName: text,
  role,
  platforms: listOf(text),
  disabledAt: maybe(instant),
  passwordChangeNeeded: yesNo,
  createdAt: instant,
  grant: maybe(shape({ proposedBy: text, consentedBy: maybe(text), alone: yesNo })),
}
export const ACCOUNT = shape(account)
export const ACCOUNTS = shape({ accounts: listOf(ACCOUNT), secondPersonMissing: yesNo })
export const ACCOUNT_PROPOSALS = shape({
  proposals: listOf(
    shape({
      proposal: text,
      at: instant,
      proposedBy: text,
      kind: oneOf('create', 'change', 'reset'),
      account: text,
      name: text,
      displayName: maybe(text),
      role: maybe(role),
      platforms: maybe(listOf(text)),
      disabled: maybe(yesNo),
    }),
  ),
})
export const ACCESS_LOG = shape({
  reads: listOf(
    shape({
      sequence: whole,
      at: instant,
      actor: text,
      role,
      action: text,
      platform: maybe(text),
      address: text,
      request: text,
    }),
  ),
  next: maybe(text),
})
export const ACCOUNT_ENTRIES = shape({
  entries: listOf(
    shape({ sequence: whole, at: instant, actor: text, type: text, account: text, data: anyObject, digest: text }),
  ),
  next: maybe(text),
})
