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
  /** A personal access token may not: what gives lasting access needs a person who has just proved who he is. */
  readonly notByToken?: boolean
}

/** `open`: without an identity. A route that stands here in no form is refused to everybody. */
export type RouteTable = Readonly<Record<string, RouteRule | 'open'>>

const path = { in: 'path' } as const
const body = { in: 'body' } as const
const engagement = { in: 'engagement' } as const
const none = { in: 'none' } as const
const filter = { in: 'query', name: 'platform' } as const
const filterList = { in: 'query', name: 'platforms', list: true } as const

const rule = (
  action: Action,
  platform: PlatformSource,
  more: Omit<RouteRule, 'action' | 'platform'> = {},
): RouteRule => ({
  action,
  platform,
  ...more,
})
const DETAILS = { details: true }
const ENGAGEMENT_ENTRY = rule('recordEngagementEntry', engagement)
const MEMBERSHIP = rule('recordMembership', path)

/** Every route, by method and pattern, with the action it is. `HEAD` is what `GET` is. */
export const ROUTES: RouteTable = {
  'GET /health/live': 'open',
  'GET /health/ready': 'open',
  'GET /openapi.json': 'open',
  'GET /': 'open',
  'GET /assets/*': 'open',
  'GET /docs': 'open',
  'GET /docs/start.js': 'open',
  'GET /docs/swagger-ui.css': 'open',
  'GET /docs/swagger-ui-bundle.js': 'open',
  'GET /metrics': rule('readMetrics', none),
  'GET /api/read-model': rule('keepReadModel', none),
  'POST /api/read-model/rebuild': rule('keepReadModel', none),

  'POST /api/session': 'open',
  'GET /api/session/ready-accounts': 'open',
  'GET /api/session': rule('useOwnSession', none),
  'DELETE /api/session': rule('useOwnSession', none, { notByToken: true }),
  'POST /api/session/password': rule('useOwnSession', none, { notByToken: true }),
  'GET /api/tokens': rule('keepOwnTokens', none),
  'POST /api/tokens': rule('keepOwnTokens', none, { notByToken: true }),
  'DELETE /api/tokens/:id': rule('keepOwnTokens', none),
  'GET /api/accounts': rule('keepAccounts', none),
  'POST /api/accounts': rule('keepAccounts', none, { notByToken: true }),
  'GET /api/accounts/:id': rule('keepAccounts', none),
  'PATCH /api/accounts/:id': rule('keepAccounts', none, { notByToken: true }),
  'POST /api/accounts/:id/password-reset': rule('keepAccounts', none, { notByToken: true }),
  'DELETE /api/accounts/:id/sessions': rule('keepAccounts', none),
  'GET /api/accounts/:id/tokens': rule('keepAccounts', none),
  'DELETE /api/accounts/:id/tokens/:token': rule('keepAccounts', none),
  'GET /api/account-entries': rule('readAccessLog', none),
  'GET /api/access-log': rule('readAccessLog', none),

  'GET /api/platforms': rule('listPlatforms', none),
  'POST /api/platforms': rule('registerPlatform', none),
  'GET /api/platforms/:id': rule('readRegister', path),
  'GET /api/platforms/:id/entries': rule('readRegister', path),
  'POST /api/platforms/:id/recognitions': rule('recordRecognition', path),
  'POST /api/platforms/:id/revocations': rule('recordRecognition', path),
  'POST /api/platforms/:id/cultivation-designations': rule('recordRecognition', path),
  'POST /api/platforms/:id/published-figures': rule('recordPublishedFigure', path),
  'POST /api/platforms/:id/corrections': rule('correctRegister', path),
  'POST /api/platforms/:id/voids': rule('correctRegister', path),
  'POST /api/platforms/:id/proposals': rule('correctRegister', path),
  'POST /api/platforms/:id/proposals/:proposal/withdrawal': rule('correctRegister', path),
  'POST /api/platforms/:id/proposals/:proposal/approval': rule('approveOldChange', path),
  'POST /api/platforms/:id/proposals/:proposal/rejection': rule('approveOldChange', path),
  'POST /api/platforms/:id/production-lines': MEMBERSHIP,
  'POST /api/platforms/:id/production-lines/:key/end': MEMBERSHIP,
  'POST /api/platforms/:id/joint-centres': MEMBERSHIP,
  'POST /api/platforms/:id/joint-centres/:key/end': MEMBERSHIP,
  'POST /api/platforms/:id/shared-equipment': MEMBERSHIP,
  'POST /api/platforms/:id/shared-equipment/:key/end': MEMBERSHIP,
  'POST /api/platforms/:id/library-projects': MEMBERSHIP,
  'POST /api/platforms/:id/library-projects/:key/end': MEMBERSHIP,
  'POST /api/platforms/:id/affiliations': MEMBERSHIP,
  'POST /api/platforms/:id/affiliations/:key/end': MEMBERSHIP,
  'POST /api/platforms/:id/branches': MEMBERSHIP,
  'POST /api/platforms/:id/branches/:key/end': MEMBERSHIP,

  'POST /api/engagements': rule('signContract', body),
  'POST /api/engagements/:id/amendments': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/registrations': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/batches': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/batches/:batchNo/release': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/batches/:batchNo/rejection': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/deliverables': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/invoices': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/invoices/:key/reversals': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/payments': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/refunds': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/approvals': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/evidence': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/completion': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/termination': ENGAGEMENT_ENTRY,
  'POST /api/engagements/:id/corrections': rule('correctEngagementEntry', engagement),
  'POST /api/engagements/:id/voids': rule('voidEngagementEntry', engagement),
  'POST /api/engagements/:id/proposals': rule('correctEngagementEntry', engagement),
  'POST /api/engagements/:id/proposals/:proposal/withdrawal': rule('correctEngagementEntry', engagement),
  'POST /api/engagements/:id/proposals/:proposal/approval': rule('approveOldChange', engagement),
  'POST /api/engagements/:id/proposals/:proposal/rejection': rule('approveOldChange', engagement),
  'GET /api/proposals': rule('readProposals', filter, DETAILS),
  'GET /api/engagements': rule('listEngagements', filter, DETAILS),
  'GET /api/warnings': rule('listEngagements', filter),
  'GET /api/engagements/:id': rule('readEngagement', engagement, DETAILS),
  'GET /api/engagements/:id/entries': rule('readEngagement', engagement, DETAILS),

  'GET /api/figure-catalogue': rule('readCatalogue', none),
  'GET /api/cut': rule('readCut', none),
  'GET /api/figures': rule('readFiguresOfAllPlatforms', none),
  'GET /api/figures/total': rule('readTotal', filterList),
  'GET /api/platforms/:id/figures': rule('readFigures', path),
  'GET /api/platforms/:id/figures/changes': rule('readChanges', path, DETAILS),
  'GET /api/platforms/:id/figures/outstanding/ageing': rule('readFigures', path),
  'GET /api/platforms/:id/figures/:code/entries': rule('openFigure', path, DETAILS),
  'GET /api/platforms/:id/figures/:code/groups': rule('openFigure', path, DETAILS),
  'GET /api/platforms/:id/over-shared-documents': rule('openFigure', path, DETAILS),
  'GET /api/platforms/:id/published-figures': rule('readPublishedFigures', path),
  'GET /api/platforms/:id/journal': rule('takePapers', path, DETAILS),
  'GET /api/platforms/:id/workbook.xlsx': rule('takePapers', path, DETAILS),
  'GET /api/platforms/:id/papers/:paper': rule('takePapers', path, DETAILS),
  'GET /api/workbook.xlsx': rule('takePapersOfAllPlatforms', none, DETAILS),
  'GET /api/papers/:paper': rule('takePapersOfAllPlatforms', none, DETAILS),
  'GET /api/entries': rule('readLog', none, DETAILS),
}
