import { BusinessDay, Matching, Text } from '@pilot-ledger/http'

const PAGE = /^([1-9]\d{0,2}|1000)$/

/** The registers at a cut. */
export class ProgrammeQuery {
  @Text(40, { optional: true, description: '截止：序号、带时区时刻或日期', example: '2025-09-15' })
  asOf?: string
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

export class ProgrammeEntriesQuery extends ProgrammeQuery {
  @Matching(PAGE, { optional: true, description: '每页条数，缺省 100', example: '100' })
  limit?: string
  @Text(400, { optional: true, description: '上一页给出的 next' })
  cursor?: string
}

export class TargetsQuery extends ProgrammeQuery {
  @BusinessDay({ optional: true, description: '看哪一日；缺省为今日', example: '2025-08-31' })
  to?: string
}

/** A letter and what the ledger says to it; or a reply written from the ledger. */
export class LetterQuery extends ProgrammeQuery {
  @BusinessDay({ optional: true, description: '统计期起（含）；缺省为建设计划建立日', example: '2024-11-01' })
  from?: string
  @BusinessDay({ optional: true, description: '统计期止（含）；缺省为今日', example: '2025-08-31' })
  to?: string
  @Text(200, { optional: true, description: '哪份文件；缺省为最早登记的一份', example: '中山科函〔2025〕178号' })
  document?: string
}

/** The reply as a letter: what is filled in by who writes it. */
export class ReplyQuery extends LetterQuery {
  @Text(100, { optional: true, description: '主送机关 addressee', example: '市人民政府办公室' })
  addressee?: string
  @Text(60, { optional: true, description: '发文字号 number of the letter', example: '中科函〔2025〕12号' })
  docNo?: string
  @Text(60, { optional: true, description: '发文机关署名 who signs', example: '中山市科学技术局' })
  signer?: string
  @BusinessDay({ optional: true, description: '成文日期 day of the letter', example: '2025-09-15' })
  signedOn?: string
}
