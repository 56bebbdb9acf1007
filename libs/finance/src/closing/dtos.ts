import { BusinessDay, Matching, NestedList, Sha256, Text, WholeNumber } from '@pilot-ledger/http'

export class ClosingWaiverDto {
  @Text(40, { description: '检查单事项', example: 'unmatchedInvoice' })
  item!: string
  @Text(500, { description: '为何不待其处理', example: '客户约定次月付款' })
  reason!: string
  @BusinessDay({ optional: true, description: '理由有效至，不早于本期末日；缺省为直至了结', example: '2025-12-31' })
  until?: string
}

export class CloseProposalDto {
  @Text(30, { description: '2025-08、2025-Q3 或 2025-07-01_2025-09-15', example: '2025-08' })
  period!: string
  @WholeNumber(1, 999_999_999_999, { description: '检查单给出的截止序号', example: 396 })
  sequence!: number
  @Sha256({ description: '检查单在该序号给出的 totalsHash：结账以本页数据为准' })
  totalsHash!: string
  @NestedList(() => ClosingWaiverDto, 0, 50, { optional: true, description: '暂缓' })
  waivers?: ClosingWaiverDto[]
}

export class CloseApprovalDto {
  @WholeNumber(1, 999_999_999_999, {
    optional: true,
    description: '申请之后又有涉及本期的记录时：复核人看到的截止序号',
    example: 402,
  })
  seen?: number
}

export class ClosingReasonDto {
  @Text(500, { example: '八月发票漏记一张' })
  reason!: string
}

export class RestatementApprovalDto {
  @Text(500, { optional: true, description: '复核意见', example: '已核对原始发票' })
  note?: string
}

/** A cut, and where the list goes on. */
export class ClosesQuery {
  @Text(40, { optional: true, description: '截止：序号、带时区时刻或日期' })
  asOf?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入' })
  waitFor?: string
}

export class VarianceQuery extends ClosesQuery {
  @Matching(/^([1-9]\d{0,2}|1000)$/, { optional: true })
  limit?: string
  @Text(400, { optional: true })
  cursor?: string
}
