import { DETAILS, none, type RouteTable, rule } from './route-rule'

const KEPT = rule('keepProgramme', none)
const TARGET = rule('recordProgrammeTarget', none)
const READ = rule('readProgramme', none)
/** The letter lays the money of every platform beside what it states. */
const LETTER = rule('readFiguresOfAllPlatforms', none, DETAILS)

/** 统筹. */
export const PROGRAMME_ROUTES: RouteTable = {
  'POST /api/programmes': KEPT,
  'POST /api/programmes/:programme/calls': KEPT,
  'POST /api/programmes/:programme/calls/:key/closing': KEPT,
  'POST /api/programmes/:programme/applications': KEPT,
  'POST /api/programmes/:programme/applications/:key/material-review': KEPT,
  'POST /api/programmes/:programme/applications/:key/site-visits': KEPT,
  'POST /api/programmes/:programme/applications/:key/decision': KEPT,
  'POST /api/programmes/:programme/applications/:key/cultivation-end': KEPT,
  'POST /api/programmes/:programme/nominations': KEPT,
  'POST /api/programmes/:programme/nominations/:key/recognition': KEPT,
  'POST /api/programmes/:programme/nominations/:key/declined': KEPT,
  'POST /api/programmes/:programme/demands': KEPT,
  'POST /api/programmes/:programme/demands/:key/match': KEPT,
  'POST /api/programmes/:programme/demands/:key/funding': KEPT,
  'POST /api/programmes/:programme/listings': KEPT,
  'POST /api/programmes/:programme/listings/:key/renewals': KEPT,
  'POST /api/programmes/:programme/listings/:key/end': KEPT,
  'POST /api/programmes/:programme/alliance-members': KEPT,
  'POST /api/programmes/:programme/alliance-members/:key/end': KEPT,
  'POST /api/programmes/:programme/elements': KEPT,
  'POST /api/programmes/:programme/elements/:key/end': KEPT,
  'POST /api/programmes/:programme/line-upgrades': KEPT,
  'POST /api/programmes/:programme/line-upgrades/:key/end': KEPT,
  'POST /api/programmes/:programme/policies': KEPT,
  'POST /api/programmes/:programme/policies/:key/end': KEPT,
  'POST /api/programmes/:programme/targets': TARGET,
  'POST /api/programmes/:programme/targets/:key/end': TARGET,
  'POST /api/programmes/:programme/towns': KEPT,
  'POST /api/programmes/:programme/towns/:key/end': KEPT,
  'POST /api/programmes/:programme/published-figures': rule('recordPublishedFigure', none),
  'POST /api/programmes/:programme/corrections': KEPT,
  'POST /api/programmes/:programme/voids': KEPT,
  'POST /api/programmes/:programme/proposals': KEPT,
  'POST /api/programmes/:programme/proposals/:proposal/withdrawal': KEPT,
  'POST /api/programmes/:programme/proposals/:proposal/approval': rule('approveOldChange', none),
  'POST /api/programmes/:programme/proposals/:proposal/rejection': rule('approveOldChange', none),
  'GET /api/programmes': READ,
  'GET /api/programmes/:programme': READ,
  'GET /api/programmes/:programme/entries': READ,
  'GET /api/programmes/:programme/figures': READ,
  'GET /api/programmes/:programme/figures/changes': READ,
  'GET /api/programmes/:programme/figures/:code/entries': READ,
  'GET /api/programmes/:programme/published-figures': READ,
  'GET /api/programmes/:programme/targets': READ,
  'GET /api/programmes/:programme/letter': LETTER,
  'GET /api/programmes/:programme/letter.txt': LETTER,
  'GET /api/programmes/:programme/letter.docx': LETTER,
}
