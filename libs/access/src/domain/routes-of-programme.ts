import type { RouteTable } from './route-rule'

/** 统筹. */
export const PROGRAMME_ROUTES: RouteTable = {}
