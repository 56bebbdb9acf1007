import { DETAILS, path, type RouteTable, rule } from './route-rule'

/** 绩效评价. */
export const EVALUATION_ROUTES: RouteTable = {
  'GET /api/platforms/:id/audit': rule('openFigure', path, DETAILS),
}
