import { CONTRACT_STATES, WARNING_NUMBERS } from '@pilot-ledger/engagements'
import { BusinessDay, Matching, OneOf, Text } from '@pilot-ledger/http'
import { GROUPINGS } from '../queries/counted-rows'
import { CONTRACT_SORTS } from './sorted-contracts'
import { ROW_SORTS } from './sorted-rows'

const PAGE = /^([1-9]\d{0,2}|1000)$/
const UUID = /^[0-9a-f-]{36}$/

/** What had been recorded by then. */
export class CutQuery {
  @Text(40, {
    optional: true,
    description: '截止：序号、带时区时刻或已过完的日期；缺省为账本现状',
    example: '2025-09-15',
  })
  asOf?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

/** The two times of every question. */
export class FiguresQuery extends CutQuery {
  @BusinessDay({
    optional: true,
    description: '统计期起（含）；缺省为期末仍有效的平台认定日（全部平台时为其中最早的）',
    example: '2024-11-01',
  })
  from?: string
  @BusinessDay({ optional: true, description: '统计期止（含）；缺省为今日', example: '2025-08-31' })
  to?: string
  @Text(2000, {
    optional: true,
    description: '指标代码，逗号分隔；缺省为全部主指标',
    example: 'projects,contractAmount.original',
  })
  codes?: string
}

export class RowsQuery extends FiguresQuery {
  @Matching(PAGE, { optional: true, example: '100' })
  limit?: string
  @Text(400, { optional: true })
  cursor?: string
  @OneOf(ROW_SORTS, {
    optional: true,
    description: '按此列排序，自小到大；前加 - 自大到小；缺省按业务日期',
    example: '-value',
  })
  sort?: string
}

export class GroupsQuery extends FiguresQuery {
  @OneOf(GROUPINGS, { description: '按客户、产品、服务类别、月份、批次类别' })
  by!: string
}

export class ChangesQuery extends FiguresQuery {
  @Text(40, { description: '较早的截止', example: '2025-09-15' })
  since!: string
  @Text(40, { optional: true, description: '较晚的截止；缺省为现在' })
  until?: string
}

export class TotalQuery extends FiguresQuery {
  @Text(4000, { optional: true, description: '平台 id，逗号分隔；缺省为全部' })
  platforms?: string
}

export class PlatformsQuery extends CutQuery {
  @Text(4000, { optional: true, description: '平台 id，逗号分隔；缺省为可见的全部平台' })
  platforms?: string
}

export class EngagementsQuery {
  @OneOf(['oldest', 'newest'], { optional: true, description: '登记先后；缺省为先登记的在前' })
  order?: string
  @OneOf(CONTRACT_SORTS, {
    optional: true,
    description: '按此列排序，自小到大；前加 - 自大到小；给出时不看 order',
    example: '-outstanding',
  })
  sort?: string
  @Text(100, { optional: true, description: '合同编号、名称、委托方或产品中含有的文字', example: '内窥镜' })
  text?: string
  @Matching(UUID, { optional: true })
  platform?: string
  @Text(100, { optional: true, description: '委托方标识，如 uscc:9144…' })
  client?: string
  @BusinessDay({ optional: true, description: '签订日期起' })
  from?: string
  @BusinessDay({ optional: true, description: '签订日期止' })
  to?: string
  @OneOf([...Object.keys(CONTRACT_STATES), 'voided'], { optional: true })
  state?: string
  @Matching(new RegExp(`^W(${WARNING_NUMBERS.join('|')})$`), { optional: true, example: 'W14' })
  warning?: string
  @Text(40, { optional: true })
  waitFor?: string
  @Matching(PAGE, { optional: true })
  limit?: string
  @Text(400, { optional: true })
  cursor?: string
}

export class SearchQuery {
  @Text(60, {
    description: '合同编号或名称、委托方名称或代码、发票号码、回单号、批号、批准文号、产品，或其中一段',
    example: 'JM-2025',
  })
  text!: string
  @Text(4000, { optional: true, description: '平台 id，逗号分隔；缺省为可见的全部平台' })
  platforms?: string
  @Text(40, { optional: true })
  waitFor?: string
}

export class EngagementQuery {
  @Text(40, { optional: true })
  asOf?: string
  @Text(40, { optional: true })
  waitFor?: string
}

export class ListQuery {
  @Matching(PAGE, { optional: true })
  limit?: string
  @Text(400, { optional: true })
  cursor?: string
  @Text(40, { optional: true })
  waitFor?: string
}

export class WaitQuery {
  @Text(40, { optional: true })
  waitFor?: string
}

export class WarningsQuery {
  @Matching(UUID, { optional: true })
  platform?: string
  @Text(40, { optional: true })
  waitFor?: string
}

export class ProposalsQuery extends ListQuery {
  @Text(200, { optional: true, description: '不含此人提出的：各人不得复核自己提出的' })
  exceptBy?: string
  @Matching(UUID, { optional: true })
  platform?: string
}

export class EntriesQuery {
  @Matching(/^(0|[1-9]\d{0,14})$/, { optional: true, description: '此位置之后' })
  after?: string
  @Matching(PAGE, { optional: true })
  limit?: string
}
