import { type Checked, refuse } from '@pilot-ledger/kernel'
import { type Action, scopeOf } from './actions'
import type { Identity } from './identity'

/**
 * Whether an identity may do this, on this platform. Where its role has the right for its own platforms only, the platform
 * must be known: an action whose platform nobody can name is refused, never assumed to be its own.
 * Refusals: `not-allowed`, `platform-not-named`, `not-your-platform`.
 */
export function allowed(identity: Identity, action: Action, platformId?: string): Checked<'ok'> {
  const scope = scopeOf(action, identity.role)
  if (scope === undefined) return notAllowed(identity, action)
  if (scope === 'all') return 'ok'
  if (platformId === undefined) return PLATFORM_NOT_NAMED
  return identity.platforms.includes(platformId) ? 'ok' : NOT_YOUR_PLATFORM
}

function notAllowed(identity: Identity, action: Action) {
  return refuse('not-allowed', {
    zh: '您的角色无权进行此操作',
    en: 'your role does not allow this',
    facts: { role: identity.role, action },
  })
}

const PLATFORM_NOT_NAMED = refuse('platform-not-named', {
  zh: '请注明平台',
  en: 'name one of your platforms',
})

/** Says nothing of the platform asked for, not even whether there is one. */
const NOT_YOUR_PLATFORM = refuse('not-your-platform', {
  zh: '该平台不在您的账户权限内',
  en: 'your account is not bound to this platform',
})
