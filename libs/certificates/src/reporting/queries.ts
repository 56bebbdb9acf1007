import { CutQuery } from '@pilot-ledger/figures/reporting'
import { BusinessDay, Matching, OneOf, Text } from '@pilot-ledger/http'

/** As of when, and in which form it comes. */
export class CertificateCut extends CutQuery {
  @OneOf(['true'], { optional: true, description: '打包为 .json.gz；验证程序两者都认' })
  compressed?: string
  @OneOf(['true', 'false'], {
    optional: true,
    description:
      '给外部人员：true 为遮盖版，不含委托方、产品、合同名称；遮盖启用以前的记录仍整条出示，文件中注明条数；封存没有遮盖版',
  })
  masked?: 'true' | 'false'
}

/** The two times of what is certified. */
export class CertificateWindow extends CertificateCut {
  @BusinessDay({ optional: true, description: '统计期起（含）；缺省同该指标', example: '2024-11-01' })
  from?: string
  @BusinessDay({ optional: true, description: '统计期止（含）；缺省为今日', example: '2025-08-31' })
  to?: string
}

export class TotalCertificateQuery extends CertificateWindow {
  @Text(4000, { optional: true, description: '平台 id，逗号分隔；缺省为全部' })
  platforms?: string
}

export class SealCertificateQuery extends CertificateCut {
  @Matching(/^[1-9]\d{0,8}$/, { optional: true, description: '第几次封存；缺省为最新一次', example: '1' })
  seal?: string
  @Text(4000, { optional: true, description: '由逐份合同重算其结果的平台 id，逗号分隔；缺省为全部' })
  platforms?: string
}
