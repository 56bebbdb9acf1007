import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements'
import { PLATFORM_EVENTS } from '@pilot-ledger/platforms'
import { recordingRoutes } from './recording-routes'
import { body, DETAILS, engagement, filter, filterList, none, path, type RouteTable, rule } from './route-rule'
import { EVALUATION_ROUTES } from './routes-of-evaluation'
import { EVIDENCE_ROUTES } from './routes-of-evidence'
import { FINANCE_ROUTES } from './routes-of-finance'
import { INTAKE_ROUTES } from './routes-of-intake'
import { PROGRAMME_ROUTES } from './routes-of-programme'

export type { PlatformSource, RouteRule, RouteTable } from './route-rule'

/** Hashes and signatures: nobody reads in them what an entry says, and everybody may hold the ledger to them. */
const PROOF = rule('readProof', none)

/** Every route, by method and pattern, with the action it is. `HEAD` is what `GET` is. */
export const ROUTES: RouteTable = {
  'GET /health/live': 'open',
  'GET /health/ready': 'open',
  'GET /openapi.json': 'open',
  'GET /': 'open',
  'GET /assets/*': 'open',
  'GET /verifier/*': 'open',
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
  'GET /api/accounts': rule('readAccounts', none),
  'POST /api/accounts': rule('keepAccounts', none, { notByToken: true }),
  'GET /api/accounts/:id': rule('readAccounts', none),
  'PATCH /api/accounts/:id': rule('keepAccounts', none, { notByToken: true }),
  'POST /api/accounts/:id/password-reset': rule('keepAccounts', none, { notByToken: true }),
  'DELETE /api/accounts/:id/sessions': rule('keepAccounts', none),
  'GET /api/accounts/:id/tokens': rule('readAccounts', none),
  'DELETE /api/accounts/:id/tokens/:token': rule('keepAccounts', none),
  'GET /api/account-proposals': rule('readAccounts', none),
  'POST /api/account-proposals/:proposal/consent': rule('consentToRights', none, { notByToken: true }),
  'POST /api/account-proposals/:proposal/rejection': rule('consentToRights', none, { notByToken: true }),
  'POST /api/account-proposals/:proposal/withdrawal': rule('keepAccounts', none, { notByToken: true }),
  'GET /api/account-entries': rule('readAccessLog', none),
  'GET /api/access-log': rule('readAccessLog', none),
  'GET /api/account-entries/:sequence/proof': rule('readAccessLog', none),
  'GET /api/access-log/:sequence/proof': rule('readAccessLog', none),

  'GET /api/platforms': rule('listPlatforms', none),
  ...recordingRoutes('api/platforms', PLATFORM_EVENTS, path, none),
  'GET /api/platforms/:id': rule('readRegister', path),
  'GET /api/platforms/:id/entries': rule('readRegister', path),
  'POST /api/platforms/:id/corrections': rule('correctRegister', path),
  'POST /api/platforms/:id/voids': rule('correctRegister', path),
  'POST /api/platforms/:id/proposals': rule('correctRegister', path),
  'POST /api/platforms/:id/proposals/:proposal/withdrawal': rule('recordMembership', path),
  'POST /api/platforms/:id/proposals/:proposal/approval': rule('approveOldChange', path),
  'POST /api/platforms/:id/proposals/:proposal/rejection': rule('approveOldChange', path),

  ...recordingRoutes('api/engagements', ENGAGEMENT_EVENTS, engagement, body),
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

  'GET /api/desk': rule('readDesk', filter),
  'GET /api/desk/waiting': rule('readDesk', filter),

  'GET /api/figure-catalogue': rule('readCatalogue', none),
  'GET /api/cut': rule('readCut', none),
  'GET /api/feed': rule('followFeed', none),
  'GET /api/figures': rule('readFiguresOfAllPlatforms', none),
  'GET /api/figures/total': rule('readTotal', filterList),
  'GET /api/platforms/:id/figures': rule('readFigures', path),
  'GET /api/platforms/:id/figures/changes': rule('readChanges', path, DETAILS),
  'GET /api/platforms/:id/figures/outstanding/ageing': rule('readFigures', path),
  'GET /api/platforms/:id/figures/:code/entries': rule('openFigure', path, DETAILS),
  'GET /api/platforms/:id/figures/:code/groups': rule('openFigure', path, DETAILS),
  'GET /api/platforms/:id/figures/:code/certificate': rule('takeCertificate', path, DETAILS),
  'GET /api/figures/total/:code/certificate': rule('takeCertificate', filterList, DETAILS),
  'GET /api/platforms/:id/over-shared-documents': rule('openFigure', path, DETAILS),
  'GET /api/platforms/:id/published-figures': rule('readPublishedFigures', path),
  'GET /api/platforms/:id/published-figures/:statement/certificate': rule('takeCertificate', path, DETAILS),
  'GET /api/platforms/:id/journal': rule('takePapers', path, DETAILS),
  'GET /api/platforms/:id/workbook.xlsx': rule('takePapers', path, DETAILS),
  'GET /api/platforms/:id/papers/:paper': rule('takePapers', path, DETAILS),
  'GET /api/workbook.xlsx': rule('takePapersOfAllPlatforms', none, DETAILS),
  'GET /api/papers/:paper': rule('takePapersOfAllPlatforms', none, DETAILS),
  'GET /api/entries': rule('readLog', none, DETAILS),
  'GET /api/log/checkpoint': PROOF,
  'GET /api/log/checkpoint.svg': PROOF,
  'GET /api/log/key': PROOF,
  'GET /api/log/witnesses': PROOF,
  'GET /api/log/tile/*': PROOF,
  'GET /api/log/tile/entries/*': rule('readLog', none, DETAILS),
  'GET /api/log/tile/data/*': rule('readLog', none, DETAILS),
  'GET /api/log/inclusion': PROOF,
  'GET /api/log/consistency': PROOF,

  ...INTAKE_ROUTES,
  ...EVIDENCE_ROUTES,
  ...FINANCE_ROUTES,
  ...EVALUATION_ROUTES,
  ...PROGRAMME_ROUTES,
}
