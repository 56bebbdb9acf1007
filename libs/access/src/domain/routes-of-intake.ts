import { none, path, type RouteTable, rule } from './route-rule'

/** 导入. */
export const INTAKE_ROUTES: RouteTable = {
  'POST /api/platforms/:id/imports': rule('importEntries', path),
  'POST /api/platforms/:id/imports/marked': rule('importEntries', path),
  'GET /api/templates/:template': rule('takeTemplates', none),
}
