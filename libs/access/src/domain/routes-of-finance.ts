import { DETAILS, none, path, type RouteTable, rule } from './route-rule'

/** 对账与结账. */
export const FINANCE_ROUTES: RouteTable = {
  'GET /api/bridge': rule('readFiguresOfAllPlatforms', none),
  'GET /api/platforms/:id/bridge': rule('readFigures', path, DETAILS),
  'GET /api/platforms/:id/bridge/entries': rule('openFigure', path, DETAILS),
  'GET /api/platforms/:id/shared-documents': rule('openFigure', path, DETAILS),
  'GET /api/platforms/:id/closing-checklist': rule('readCloses', path, DETAILS),
  'GET /api/platforms/:id/closes': rule('readCloses', path),
  'GET /api/platforms/:id/closes/:period': rule('readCloses', path),
  'GET /api/platforms/:id/closes/:period/variance': rule('readCloses', path, DETAILS),
  'GET /api/platforms/:id/closes/:period/restatements': rule('readCloses', path, DETAILS),
  'POST /api/platforms/:id/closing/closes': rule('closePeriod', path),
  'POST /api/platforms/:id/closing/closes/:period/approval': rule('approveClose', path),
  'POST /api/platforms/:id/closing/closes/:period/rejection': rule('approveClose', path),
  'POST /api/platforms/:id/closing/closes/:period/reopening': rule('closePeriod', path),
  'POST /api/platforms/:id/closing/closes/:period/reopening/approval': rule('approveClose', path),
  'POST /api/platforms/:id/closing/closes/:period/reopening/rejection': rule('approveClose', path),
  'POST /api/platforms/:id/closing/restatements/:entry/approval': rule('approveClose', path),
}
