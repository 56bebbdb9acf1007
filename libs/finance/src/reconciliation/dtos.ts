import {
  Amount,
  AmountOrZero,
  BusinessDay,
  Matching,
  Nested,
  NestedList,
  OneOf,
  SignedAmount,
  Text,
  TextList,
  WholeNumber,
} from '@pilot-ledger/http'
import { ADJUSTMENT_KINDS, type AdjustmentKind } from '../definitions/reconciliation'

const UUID = /^[0-9a-f-]{36}$/
const LINE = /^[0-9a-f-]{36}\.[1-9]\d{0,5}$/
const PAGE = /^([1-9]\d{0,2}|1000)$/
const HEADING = 100
const REASON = 500
const ACCOUNT_FORM = [
  '银行账号须为 4–64 位数字或字母，可含连字符与空格',
  'an account is 4 to 64 digits or letters, with hyphens and spaces if need be',
] as const

/** The contents of requests: form only; what they mean is judged by the domain. */
export class ColumnMapDto {
  @Text(HEADING, { optional: true, description: '工作表名；缺省为第一张' })
  sheet?: string
  @WholeNumber(1, 1000, { optional: true, description: '表头所在行；缺省为首个含全部所列表头的行' })
  headingRow?: number
  @Text(HEADING, { description: '日期列：表头文字或列字母', example: '交易日期' })
  day!: string
  @Text(HEADING, { optional: true, description: '一列金额（与 credit、debit 二者择一）', example: '交易金额' })
  amount?: string
  @OneOf(['credit', 'debit'], { optional: true, description: '一列金额带正负号时，正数为收 credit 还是付 debit' })
  plusMeans?: 'credit' | 'debit'
  @Text(HEADING, { optional: true, description: '收付方向列（金额不带符号时）', example: '借贷标志' })
  direction?: string
  @TextList(20, { optional: true, description: '表示收入的文字', example: ['贷', '收入'] })
  creditWords?: string[]
  @Text(HEADING, { optional: true, description: '收入（贷方）列', example: '贷方发生额' })
  credit?: string
  @Text(HEADING, { optional: true, description: '支出（借方）列', example: '借方发生额' })
  debit?: string
  @Text(HEADING, { optional: true, description: '余额列', example: '账户余额' })
  balance?: string
  @Text(HEADING, { optional: true, description: '对方户名列', example: '对方户名' })
  counterparty?: string
  @Text(HEADING, { optional: true, description: '对方账号列', example: '对方账号' })
  counterpartyAccount?: string
  @Text(HEADING, { optional: true, description: '银行流水号、回单号列', example: '交易流水号' })
  reference?: string
  @Text(HEADING, { optional: true, description: '摘要、用途列', example: '摘要' })
  purpose?: string
}

export class BankAccountDto {
  @Matching(/^[0-9A-Za-z -]{4,64}$/, { description: '银行账号', example: '4400-1234-0001' }, ACCOUNT_FORM)
  account!: string
  @Text(200, { description: '开户行', example: '示例银行中山分行' })
  bank!: string
  @Text(200, { description: '户名', example: '示例大学中山研究院' })
  holder!: string
  @OneOf(['CNY'], { description: '币种：只有人民币' })
  currency!: 'CNY'
  @Nested(() => ColumnMapDto, { optional: true, description: '该行流水表的列映射' })
  columnMap?: ColumnMapDto
}

export class ColumnMapSettingDto {
  @Text(64, { example: '4400-1234-0001' })
  account!: string
  @Nested(() => ColumnMapDto)
  columnMap!: ColumnMapDto
  @Text(REASON, { optional: true, example: '银行更换了导出格式' })
  reason?: string
}

export class AccountDaysDto {
  @Text(64, { example: '4400-1234-0001' })
  account!: string
  @BusinessDay({ optional: true, description: '开户日：此前不要求对账单', example: '2025-06-16' })
  openedOn?: string
  @BusinessDay({ optional: true, description: '销户日：此后不要求对账单', example: '2025-12-20' })
  closedOn?: string
  @Text(REASON, { optional: true, example: '基本户迁移，旧户注销' })
  reason?: string
}

export class ReasonDto {
  @Text(REASON, { example: '与结算无关' })
  reason!: string
}

export class ExplanationDto {
  @OneOf(ADJUSTMENT_KINDS, { example: '手续费' })
  kind!: AdjustmentKind
  @Text(REASON, { example: '汇款手续费由对方账户扣除' })
  reason!: string
}

export class LineAmountDto {
  @Matching(LINE, { description: '流水', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10.1' })
  line!: string
  @Amount({ description: '本次匹配金额' })
  amount!: string
}

export class TargetAmountDto {
  @Matching(UUID, {
    description: '到账、退款或发票（其首次登记的记录）',
    example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10',
  })
  target!: string
  @Amount({ description: '本次匹配金额' })
  amount!: string
}

export class MatchDto {
  @NestedList(() => LineAmountDto, 1, 200)
  lines!: LineAmountDto[]
  @NestedList(() => TargetAmountDto, 1, 200)
  targets!: TargetAmountDto[]
  @Nested(() => ExplanationDto, { optional: true, description: '流水合计与账面合计有差异时必填' })
  adjustment?: ExplanationDto
  @Text(REASON, { optional: true })
  note?: string
}

export class ReceiptShareDto {
  @Matching(UUID, { description: '合同', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
  contract!: string
  @Amount({ description: '本合同份额' })
  amount!: string
}

export class ReceiptDto {
  @NestedList(() => ReceiptShareDto, 1, 50)
  shares!: ReceiptShareDto[]
}

export class ConfirmationDto {
  @Nested(() => ExplanationDto, { optional: true, description: '有差异时必填' })
  adjustment?: ExplanationDto
}

export class MatchingSettingsDto {
  @AmountOrZero({ optional: true, description: '容差，缺省 0.00', example: '0.00' })
  tolerance?: string
  @WholeNumber(0, 31, { optional: true, description: '仅凭金额与日期时最多相差天数，缺省 3' })
  days?: number
  @WholeNumber(0, 31, { optional: true, description: '自动确认时流水与登记最多相差天数，缺省 10' })
  certainDays?: number
  @WholeNumber(1, 64, { optional: true, description: '流水未列付款方时，回单号少于此字数的只作建议，缺省 8' })
  shortReference?: number
  @AmountOrZero({ optional: true, description: '按规则认作银行手续费的上限，缺省 1000.00', example: '1000.00' })
  mostFee?: string
}

export class LineAdjustmentDto {
  @Matching(LINE, { example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10.1' })
  line!: string
  @Amount({ description: '流水中不属于任何合同的部分' })
  amount!: string
  @OneOf(ADJUSTMENT_KINDS, { example: '手续费' })
  kind!: AdjustmentKind
  @Text(REASON, { example: '银行账户管理费' })
  reason!: string
}

export class WaiverDto {
  @TextList(300, { description: '队列项目的 id', example: ['unmatchedLine:0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10.1'] })
  items!: string[]
  @Text(REASON, { example: '工资发放，与服务合同无关' })
  reason!: string
  @BusinessDay({ optional: true, description: '按此日期的队列（如结账日）；缺省为全部', example: '2025-08-31' })
  upTo?: string
  @BusinessDay({ optional: true, description: '理由有效至；缺省为直至了结', example: '2025-12-31' })
  until?: string
}

export class ReconciliationVoidDto {
  @Matching(UUID, { description: '要作废的调整、另列或暂缓记录', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
  voids!: string
  @Text(REASON, { example: '误登记' })
  reason!: string
}

export class WaitQuery {
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

export class TrialQuery extends WaitQuery {
  // It is several commands: none of them may find out on its own that this is no trial.
  @OneOf(['true'], { optional: true, description: 'true：只试不登记，告知将出现的疑点；要登记则不写' })
  trial?: string
}

export class StatementFileQuery extends WaitQuery {
  @Text(64, { description: '银行账号', example: '4400-1234-0001' })
  account!: string
  @Text(200, { description: '文件名', example: '2025年6月流水.csv' })
  fileName!: string
  @SignedAmount({ optional: true, description: '期初余额；文件有余额列时可不填', example: '100000.00' })
  opening?: string
  @SignedAmount({ optional: true, description: '期末余额；文件有余额列时可不填', example: '480000.00' })
  closing?: string
  @BusinessDay({ optional: true, description: '对账单起始日；缺省为首笔日期', example: '2025-06-01' })
  from?: string
  @BusinessDay({ optional: true, description: '对账单截止日；缺省为末笔日期', example: '2025-06-30' })
  to?: string
  @Text(200, { optional: true, description: 'camt.053 含多份对账单时：其编号（Stmt/Id），或 all 逐份全部导入' })
  statement?: string
}

export class ReconciliationQuery extends WaitQuery {
  @BusinessDay({ optional: true, description: '起（含）' })
  from?: string
  @BusinessDay({ optional: true, description: '止（含）' })
  to?: string
  @Text(40, { optional: true, description: '截止：序号、带时区时刻或日期', example: '2025-09-15' })
  asOf?: string
}

export class PagedQuery extends ReconciliationQuery {
  @Matching(PAGE, { optional: true, example: '100' })
  limit?: string
  @Text(400, { optional: true })
  cursor?: string
}

export class LinesQuery extends PagedQuery {
  @Matching(UUID, { optional: true, description: '只看一份对账单' })
  statement?: string
  @OneOf(['open', 'settled'], { optional: true, description: '未处理完 open · 已处理完 settled' })
  state?: string
}

export class MatchesQuery extends PagedQuery {
  @OneOf(['suggested', 'confirmed', 'undone'], { optional: true })
  state?: string
}

export class TargetsQuery extends PagedQuery {
  @OneOf(['open', 'settled'], { optional: true })
  state?: string
}

export class QueuesQuery extends PagedQuery {
  @Text(40, { optional: true, description: '只看一种队列', example: 'unmatchedLine' })
  kind?: string
}
