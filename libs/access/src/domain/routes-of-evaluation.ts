import { DETAILS, filterList, none, path, type RouteTable, rule } from './route-rule'

const VERIFY = rule('verifyAssessment', path)
const KEEP = rule('keepRound', none)
const PAY = rule('paySubsidy', none)
const OWN = rule('assessOwn', path)

/** 绩效评价. */
export const EVALUATION_ROUTES: RouteTable = {
  'GET /api/platforms/:id/audit': rule('openFigure', path, DETAILS),
  'GET /api/scheme-schema': rule('readSchemes', none),
  'GET /api/schemes': rule('readSchemes', none),
  'POST /api/schemes': rule('publishScheme', none),
  'GET /api/schemes/:scheme': rule('readSchemes', none),
  'GET /api/schemes/:scheme/versions/:version': rule('readSchemes', none),
  'GET /api/rounds': rule('listRounds', filterList),
  'POST /api/rounds': KEEP,
  'GET /api/rounds/:round': rule('listRounds', filterList),
  'POST /api/rounds/:round/deadlines': KEEP,
  'POST /api/rounds/:round/sealing': KEEP,
  'POST /api/rounds/:round/publication': KEEP,
  'POST /api/rounds/:round/subsidy': KEEP,
  'POST /api/rounds/:round/subsidy-payments': PAY,
  'POST /api/rounds/:round/subsidy-payments/voids': PAY,
  'GET /api/rounds/:round/platforms/:id': rule('readAssessment', path, DETAILS),
  'GET /api/rounds/:round/platforms/:id/indicators/:indicator/rows': rule('readAssessment', path, DETAILS),
  'POST /api/rounds/:round/platforms/:id/assessment': OWN,
  'POST /api/rounds/:round/platforms/:id/submission': OWN,
  'POST /api/rounds/:round/platforms/:id/reply': OWN,
  'POST /api/rounds/:round/platforms/:id/reopening': VERIFY,
  'POST /api/rounds/:round/platforms/:id/strikes': VERIFY,
  'POST /api/rounds/:round/platforms/:id/strikes/:strike/lifting': VERIFY,
  'POST /api/rounds/:round/platforms/:id/verified-values': VERIFY,
  'POST /api/rounds/:round/platforms/:id/verification': VERIFY,
  'POST /api/rounds/:round/platforms/:id/reply-answer': VERIFY,
  'POST /api/rounds/:round/platforms/:id/grade-proposal': VERIFY,
  'POST /api/rounds/:round/platforms/:id/grade-confirmation': VERIFY,
  'POST /api/rounds/:round/platforms/:id/grade-rejection': VERIFY,
  'GET /api/rounds/:round/seal': rule('listRounds', filterList),
  'GET /api/rounds/:round/seal/certificate': rule('takeSealCertificate', none, DETAILS),
  'GET /api/rounds/:round/papers/summary.xlsx': rule('takePapersOfAllPlatforms', none, DETAILS),
  'GET /api/rounds/:round/platforms/:id/papers/:paper': rule('takePapers', path, DETAILS),
  'GET /api/rounds/:round/platforms/:id/since-sealing': rule('readAssessment', path, DETAILS),
  'GET /api/rounds/:round/platforms/:id/audit': rule('readAssessment', path, DETAILS),
  'GET /api/rounds/:round/platforms/:id/samples': rule('readSamples', path, DETAILS),
  'POST /api/rounds/:round/platforms/:id/samples': rule('drawSample', path),
  'GET /api/rounds/:round/platforms/:id/samples/:sample': rule('readSamples', path, DETAILS),
  'GET /api/rounds/:round/platforms/:id/samples/:sample/sheet.xlsx': rule('readSamples', path, DETAILS),
  'POST /api/rounds/:round/platforms/:id/samples/:sample/findings': rule('drawSample', path),
}
