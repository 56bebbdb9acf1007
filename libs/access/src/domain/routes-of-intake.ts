import { DETAILS, filterList, none, path, type RouteTable, rule } from './route-rule'

/** 导入. */
export const INTAKE_ROUTES: RouteTable = {
  'POST /api/platforms/:id/imports': rule('importEntries', path),
  'POST /api/platforms/:id/imports/marked': rule('importEntries', path),
  'GET /api/waiting-imports': rule('readProposals', filterList, DETAILS),
  'GET /api/platforms/:id/waiting-imports': rule('readProposals', path, DETAILS),
  'POST /api/platforms/:id/waiting-imports/:import/approval': rule('approveOldChange', path),
  'POST /api/platforms/:id/waiting-imports/:import/rejection': rule('approveOldChange', path),
  'POST /api/platforms/:id/waiting-imports/:import/withdrawal': rule('importEntries', path),
  'GET /api/templates/:template': rule('takeTemplates', none),
}
