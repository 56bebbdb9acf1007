import type { RouteTable } from './route-rule'

/** 对账与结账. */
export const FINANCE_ROUTES: RouteTable = {}
