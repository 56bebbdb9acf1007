import { type Checked, type Refusal, type Rules, refuse } from '@pilot-ledger/kernel'
import { v5 as uuidv5 } from 'uuid'
import { SCHEME_EVENTS, type SchemePublished } from './scheme'

/** The room's own namespace (random once, fixed for ever). */
const SCHEME = 'b7d6a0d2-3c8e-4c0c-9d1b-5f0a7e24c6d1'

/** A scheme is named by its code: its versions stand in one stream. */
export function schemeIdOf(code: string): string {
  return uuidv5(code, SCHEME)
}

export interface SchemeState {
  /** In the order of their numbers: version n stands at n − 1. */
  readonly versions: readonly SchemePublished['data'][]
}

/** Published once, never edited: what changes is the next version. */
export const schemeRules: Rules<SchemeState, SchemePublished> = {
  events: SCHEME_EVENTS,
  initial: { versions: [] },
  evolve: (state, { data }) => ({ versions: [...state.versions, data] }),
  refuse: (state, content, today) => nextVersion(state, content.data.version) ?? SCHEME_EVENTS.refuse(content, today),
}

function nextVersion({ versions }: SchemeState, version: number): Refusal | undefined {
  const next = versions.length + 1
  if (version === next) return undefined
  if (version < next) {
    return refuse('scheme-version-exists', {
      pointer: '/version',
      zh: '该版本已发布，不可修改；请发布新版本',
      en: 'this version has been published and is never edited; publish the next',
      facts: { next: String(next) },
    })
  }
  return refuse('scheme-version-not-next', {
    pointer: '/version',
    zh: '版本号须逐版加一',
    en: 'versions follow one another',
    facts: { next: String(next) },
  })
}

/** Refusal `unknown-scheme` for a version that was never published; without a number the newest. */
export function schemeVersion({ versions }: SchemeState, version?: number): Checked<SchemePublished['data']> {
  const found = version === undefined ? versions[versions.length - 1] : versions[version - 1]
  return found ?? refuse('unknown-scheme', { zh: '没有此方案或版本', en: 'there is no such scheme or version' })
}
