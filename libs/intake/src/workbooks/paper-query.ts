import { BusinessDay, OneOf, Text } from '@pilot-ledger/http'
import { UNITS, type Unit } from './unit'

/** The two times of a paper, and its unit. */
export class PaperQuery {
  @BusinessDay({ optional: true, description: '统计期起（含）；缺省为平台认定日', example: '2024-11-01' })
  from?: string
  @BusinessDay({ optional: true, description: '统计期止（含）；缺省为今日', example: '2025-08-31' })
  to?: string
  @Text(40, { optional: true, description: '截止：序号、带时区时刻或日期', example: '2025-09-15' })
  asOf?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
  @OneOf(UNITS, { optional: true, description: '单位：元（缺省）或万元' })
  unit?: Unit
}
