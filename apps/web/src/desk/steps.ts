import type { Word } from '../words/word'

export interface FirstStep {
  readonly word: Word
  readonly to: string
  /** The ledger holds it. */
  readonly done: boolean
}

interface Platform {
  readonly id: string
  readonly recognisedFrom?: string
}

/**
 * A platform, its recognition, an account of it, and somebody who is the second person of what takes two: each is done once the
 * ledger holds one. The first contract is the clerk's. None once there is one: the ledger is in use, and what was left out is left out
 * on purpose (people of a platform who come by an issuer have no account here, and a small city has one administrator).
 */
export function stepsOfAdministrator(
  platforms: readonly Platform[],
  accounts: readonly { readonly role: string }[],
  secondPersonMissing: boolean,
  /** The ledger holds a contract. */
  begun: boolean,
): readonly FirstStep[] {
  if (begun) return []
  const waiting = platforms.find((it) => it.recognisedFrom === undefined)
  return [
    { word: 'first.platform', to: '/platforms', done: platforms.length > 0 },
    {
      word: 'first.recognition',
      to: waiting ? `/platforms/${waiting.id}` : '/platforms',
      done: platforms.some((it) => it.recognisedFrom !== undefined),
    },
    { word: 'first.account', to: '/accounts', done: accounts.some((it) => it.role === 'platform') },
    { word: 'first.secondPerson', to: '/accounts', done: !secondPersonMissing },
  ]
}
