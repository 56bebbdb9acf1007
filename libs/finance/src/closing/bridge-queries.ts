import { BusinessDay, Matching, OneOf, Text } from '@pilot-ledger/http'

export const BRIDGE_GROUPINGS = ['contract', 'client', 'month', 'platform'] as const
export type BridgeGrouping = (typeof BRIDGE_GROUPINGS)[number]

const PAGE = /^([1-9]\d{0,2}|1000)$/

/** The two times of a bridge. */
export class BridgeTimes {
  @BusinessDay({ optional: true, description: '期间起（含）；缺省为平台认定日', example: '2025-08-01' })
  from?: string
  @BusinessDay({ optional: true, description: '期间止（含）；缺省为今日', example: '2025-08-31' })
  to?: string
  @Text(40, { optional: true, description: '截止：序号、带时区时刻或日期', example: '2025-09-15' })
  asOf?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

export class BridgeQuery extends BridgeTimes {
  @OneOf(BRIDGE_GROUPINGS, { optional: true, description: '按合同（缺省）、委托方、月份或整个平台' })
  by?: string
  @Matching(PAGE, { optional: true, example: '100' })
  limit?: string
  @Text(400, { optional: true })
  cursor?: string
}

export class BridgeEntriesQuery extends BridgeQuery {
  @Text(60, {
    description: '格：列.部分，如 invoiced.closing、contractAmount.inclusive.signed、ageing.31-90',
    example: 'outstanding.closing',
  })
  cell!: string
  @Text(100, { optional: true, description: '行的 key；缺省为合计' })
  key?: string
}
