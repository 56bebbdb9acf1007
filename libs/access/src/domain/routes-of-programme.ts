import { PROGRAMME_EVENTS } from '@pilot-ledger/programme'
import { recordingRoutes } from './recording-routes'
import { DETAILS, none, type RouteTable, rule } from './route-rule'

const KEPT = rule('keepProgramme', none)
const READ = rule('readProgramme', none)
/** The letter lays the money of every platform beside what it states. */
const LETTER = rule('readFiguresOfAllPlatforms', none, DETAILS)

/** 建设计划. */
export const PROGRAMME_ROUTES: RouteTable = {
  ...recordingRoutes('api/programmes', PROGRAMME_EVENTS, none, none, 'programme'),
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
  'GET /api/programmes/:programme/figures/:code/certificate': rule('takeProgrammeCertificate', none, DETAILS),
  'GET /api/programmes/:programme/published-figures': READ,
  'GET /api/programmes/:programme/published-figures/:statement/certificate': rule(
    'takeProgrammeCertificate',
    none,
    DETAILS,
  ),
  'GET /api/programmes/:programme/targets': READ,
  'GET /api/programmes/:programme/letter': LETTER,
  'GET /api/programmes/:programme/letter.txt': LETTER,
  'GET /api/programmes/:programme/letter.docx': LETTER,
}
