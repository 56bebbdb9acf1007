/** 单位：元 with two decimals, or 万元 with four. */
export const UNITS = ['yuan', 'wan'] as const
export type Unit = (typeof UNITS)[number]
export const UNIT_ZH: Readonly<Record<Unit, string>> = { yuan: '元', wan: '万元' }
export const DECIMALS: Readonly<Record<Unit, number>> = { yuan: 2, wan: 4 }
