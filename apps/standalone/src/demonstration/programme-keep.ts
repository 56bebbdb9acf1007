import { type EntryData, programmeIdOf } from '@pilot-ledger/programme'

export const PROGRAMME = '中山市中试平台建设'
export const PROGRAMME_ID = programmeIdOf(PROGRAMME)

/** After everything that the platforms recorded: what is older on paper is a late entry, and no earlier cut knows of it. */
export const RECORDED_ON = '2025-10-13'

/** Records what a bureau keeps of its programme: each entry marked as synthetic. */
export type Keep = (key: string, type: string, data: EntryData) => void
