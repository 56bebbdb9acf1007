import { type Refusal, refuse } from '@pilot-ledger/kernel'
import type { PlatformContent } from './events'
import type { PlatformState } from './state'

/**
 * A platform is registered once. `registeredOn` is the day of the register's own paper: recognitions and memberships may
 * be older than it, since a platform works before anybody lists it.
 */
export function refuseRegistered({ registration }: PlatformState): Refusal | undefined {
  if (!registration) return undefined
  return refuse('platform-exists', {
    rule: 'H6',
    pointer: '/name',
    zh: '该名称的平台已登记',
    en: 'a platform of this name is registered already',
    facts: { name: registration.name },
  })
}

/** H8: nothing on an unknown platform. */
export function refuseUnregistered(state: PlatformState): Refusal | undefined {
  if (state.registration) return undefined
  return refuse('unknown-platform', { rule: 'H8', zh: '该平台未登记', en: 'no such platform is registered' })
}

/**
 * The name names the platform's stream (and with it every contract's), so a correction keeps it verbatim: under another
 * name the same contract number could be signed twice (H6, H13).
 */
export function refuseOtherName(before: PlatformContent, after: PlatformContent): Refusal | undefined {
  if (before.type !== 'PlatformRegistered' || after.type !== 'PlatformRegistered') return undefined
  if (before.data.name === after.data.name) return undefined
  return refuse('correction-changes-identity', {
    rule: 'H13',
    pointer: '/content/data/name',
    zh: '平台名称不可更正；请以正确名称另行登记',
    en: 'the name of a platform cannot be corrected; register it under the right name',
    facts: { registered: before.data.name },
  })
}

/** Contracts live on streams of their own that name this platform: without its registration they would hang in the air (H8). */
export function refuseVoidedRegistration(content: PlatformContent): Refusal | undefined {
  if (content.type !== 'PlatformRegistered') return undefined
  return refuse('registration-not-voidable', {
    rule: 'H8',
    pointer: '/voids',
    zh: '平台登记不可作废：合同以平台为依托；内容有误请更正',
    en: 'a registration cannot be voided, contracts are named by it; correct its content instead',
  })
}
