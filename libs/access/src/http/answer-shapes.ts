import {
  anyObject,
  instant,
  listOf,
  mapOf,
  maybe,
  named,
  oneOf,
  shape,
  text,
  textLike,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import { ACCESS_PROOF } from '../commitments/access-proof'
import { ROLES, TOKEN_SCOPES } from '../domain/identity'

const role = oneOf(...ROLES)
export const SESSION = named('Session', {
  actor: text,
  account: maybe(text),
  role,
  platforms: listOf(text),
  way: oneOf('session', 'token', 'openid'),
  passwordChangeNeeded: yesNo,
  /** Required of the role, and not there yet: nothing else may be done before. */
  secondFactorMissing: yesNo,
  /** Of a session: how long it lasts without a request of a person. */
  idleSeconds: maybe(whole),
  rights: mapOf(oneOf('own', 'all')),
})
export const READY_ACCOUNTS = named('ReadyAccounts', {
  accounts: listOf(shape({ name: text, displayName: text, role, password: text })),
  /** How the issuer is called at which people log in too; absent where there is none. */
  issuer: maybe(text),
})
/** Where the issuer's own log-in page is. */
export const ISSUER_LOG_IN = named('IssuerLogIn', { address: text })
export const SECOND_FACTOR = named('SecondFactor', {
  enrolledAt: maybe(instant),
  recoveryCodesLeft: whole,
  required: yesNo,
})
export const OFFERED_SECOND_FACTOR = named('OfferedSecondFactor', {
  secret: text,
  uri: text,
  /** The same as a QR code: a picture, `data:image/gif;base64,…`. */
  picture: text,
})
export const RECOVERY_CODES = named('RecoveryCodes', { recoveryCodes: listOf(text) })
export const TOKEN = named('PersonalToken', {
  id: text,
  label: text,
  createdAt: instant,
  expiresAt: instant,
  usedAt: maybe(instant),
  revokedAt: maybe(instant),
  scopes: listOf(oneOf(...TOKEN_SCOPES)),
  addresses: listOf(text),
})
export const TOKENS = named('PersonalTokens', { tokens: listOf(TOKEN) })
export const ACCOUNT = named('Account', {
  id: text,
  name: text,
  displayName: text,
  role,
  platforms: listOf(text),
  disabledAt: maybe(instant),
  passwordChangeNeeded: yesNo,
  secondFactor: yesNo,
  createdAt: instant,
  grant: maybe(shape({ proposedBy: text, consentedBy: maybe(text), alone: yesNo })),
})
export const ACCOUNTS = named('Accounts', { accounts: listOf(ACCOUNT), secondPersonMissing: yesNo })
export const ACCOUNT_PROPOSAL = named('AccountProposal', {
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
})
export const ACCOUNT_PROPOSALS = named('AccountProposals', { proposals: listOf(ACCOUNT_PROPOSAL) })
export const ACCESS_LOG = named('AccessLog', {
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
export const ACCOUNT_ENTRIES = named('AccountEntries', {
  entries: listOf(
    shape({ sequence: whole, at: instant, actor: text, type: text, account: text, data: anyObject, digest: text }),
  ),
  next: maybe(text),
})
const hash = textLike('^[A-Za-z0-9+/]{43}=$')
export const ACCESS_PROOF_ANSWER = named('AccessProof', {
  format: oneOf(ACCESS_PROOF),
  tree: oneOf('reads', 'accountEntries'),
  leaf: anyObject,
  personal: maybe(anyObject),
  salt: maybe(text),
  proof: listOf(hash),
  committed: shape({ entry: anyObject, proof: listOf(hash) }),
  size: whole,
  root: hash,
  checkpoint: maybe(text),
})
