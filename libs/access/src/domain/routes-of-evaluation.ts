import type { RouteTable } from './route-rule'

/** 绩效评价. */
export const EVALUATION_ROUTES: RouteTable = {}
