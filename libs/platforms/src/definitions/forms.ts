import { field } from '@pilot-ledger/kernel'

/** Longest texts of the register, in characters: a key or number, a name, a reason or wording. */
export const LONGEST = { key: 64, title: 200, wording: 1000 } as const

/** Shown as such wherever it appears. */
export const synthetic = field.maybe(field.flag('演示数据', 'Demonstration data', { hidden: true }))
