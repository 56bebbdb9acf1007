import type { Action } from './actions'

/**
 * Where a request names its platform. `path`: `:id` is the platform. `body`: the field `platform`. `engagement`: `:id` is a
 * contract, whose platform the app looks up. `query`: a filter; an account with one platform that leaves it out asks about
 * that one. `none`: the action belongs to no platform.
 */
export type PlatformSource =
  | { readonly in: 'path' }
  | { readonly in: 'body' }
  | { readonly in: 'engagement' }
  | { readonly in: 'query'; readonly name: string; readonly list?: boolean }
  | { readonly in: 'none' }

export interface RouteRule {
  readonly action: Action
  readonly platform: PlatformSource
  /** What it answers holds contract details: noted in the access log when evaluators and finance ask. */
  readonly details?: boolean
  /** Of one paper, asked for in parts: requests that name the same `opening` are one look. */
  readonly opening?: boolean
  /** A personal access token may not: what gives lasting access needs a person who has just proved who he is. */
  readonly notByToken?: boolean
}

/** `open`: without an identity. A route that stands here in no form is refused to everybody. */
export type RouteTable = Readonly<Record<string, RouteRule | 'open'>>

/** The places a rule may name. */
export const path = { in: 'path' } as const
export const body = { in: 'body' } as const
export const engagement = { in: 'engagement' } as const
export const none = { in: 'none' } as const
export const filter = { in: 'query', name: 'platform' } as const
export const filterList = { in: 'query', name: 'platforms', list: true } as const

/** One line of a table. */
export const rule = (
  action: Action,
  platform: PlatformSource,
  more: Omit<RouteRule, 'action' | 'platform'> = {},
): RouteRule => ({
  action,
  platform,
  ...more,
})
export const DETAILS = { details: true }
export const OPENING = { ...DETAILS, opening: true }
