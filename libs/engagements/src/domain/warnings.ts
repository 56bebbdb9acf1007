import type { BusinessDate } from '@pilot-ledger/kernel'
import { WARNINGS } from '../definitions'

export type WarningNo = keyof typeof WARNINGS
export const WARNING_NUMBERS = Object.keys(WARNINGS).map((it) => Number(it) as WarningNo)
/**
 * W19 is something to do and no doubt about what is recorded: the upload takes it away without another entry of the contract. An audit,
 * the strata of its samples and whatever is sealed from them go by the doubts alone, so that no answer to them changes by an upload.
 */
export const NOT_UPLOADED = 19 satisfies WarningNo
/** As people write the list of the doubts. */
export const DOUBT_RANGE = `W1–W${WARNING_NUMBERS.filter((it) => it !== NOT_UPLOADED).at(-1)}`

/** The highest rate of value-added tax from a day on, and where that stands. */
export interface HighestTaxRate {
  readonly from: BusinessDate
  readonly percent: number
  readonly source: string
}

/** When a warning is raised: configuration (general practice, and rates that change), not law of this ledger. */
export interface WarningThresholds {
  /** W10. */
  readonly lateEntryDays: number
  /** W12. */
  readonly largeAmendmentPercent: number
  /** W5: days between two contracts of one client and amount. */
  readonly duplicateDays: number
  /** W9. */
  readonly ppqBatches: number
  /** W11. */
  readonly lastDaysOfWindow: number
  /** W16. */
  readonly unpaidDays: number
  /** W17, the newest first. */
  readonly highestTaxRates: readonly HighestTaxRate[]
}

export const DEFAULT_THRESHOLDS: WarningThresholds = {
  lateEntryDays: 30,
  largeAmendmentPercent: 50,
  duplicateDays: 30,
  ppqBatches: 3,
  lastDaysOfWindow: 7,
  unpaidDays: 180,
  highestTaxRates: [
    { from: '2019-04-01', percent: 13, source: '财政部 税务总局 海关总署公告2019年第39号；增值税法第十条' },
    { from: '2018-05-01', percent: 16, source: '财税〔2018〕32号' },
    { from: '0001-01-01', percent: 17, source: '增值税暂行条例（国务院令第538号）第二条' },
  ],
}

/** `{ code: 'W1', zh, en }` of each. */
export function warningWords(numbers: Iterable<WarningNo>) {
  return [...numbers].map((it) => {
    const { zh, en } = WARNINGS[it]
    return { code: `W${it}`, zh, en }
  })
}
