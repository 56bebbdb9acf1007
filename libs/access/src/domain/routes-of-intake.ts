import type { RouteTable } from './route-rule'

/** 导入. */
export const INTAKE_ROUTES: RouteTable = {}
