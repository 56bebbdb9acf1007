import { Flag, Matching, OneOf, Text, TextList, WholeNumber } from '@pilot-ledger/http'
import { ROLES, type Role, TOKEN_SCOPES, type TokenScope } from '../domain/identity'
import { LONGEST_TOKEN_DAYS } from '../services/tokens.service'

const PAGE = /^([1-9]\d{0,2}|1000)$/
const SEQUENCE = /^\d{1,15}$/
/** As typed, outer spaces too; the rules of new passwords are the domain's. */
const Password = (description: string) =>
  Matching(/^[^\p{Cc}]{1,256}$/su, { description }, [
    '须为 1–256 个字符，不含控制字符',
    '1 to 256 characters, none of control, are expected',
  ])

export class LogInDto {
  @Text(200, { example: 'wang.gong' })
  name!: string
  @Password('密码')
  password!: string
  @Text(40, { optional: true, description: '两步验证的验证码，或一枚恢复码', example: '287082' })
  code?: string
}

export class SecondFactorDto {
  @Password('当前密码')
  currentPassword!: string
  @Text(40, { optional: true, description: '已启用时：现用的验证码，或一枚恢复码', example: '287082' })
  code?: string
}

export class SecondFactorConfirmationDto {
  @Text(40, { description: '新密钥的第一个验证码', example: '287082' })
  code!: string
}

export class SecondFactorRemovalDto {
  @Text(500, { example: '手机遗失，已当面核实本人' })
  reason!: string
}

export class PasswordChangeDto {
  @Password('当前密码')
  currentPassword!: string
  @Password('新密码，12–128 个字符')
  newPassword!: string
}

export class NewAccountDto {
  @Text(80, { description: '登录名，记入每条记录；不可更改', example: 'wang.gong' })
  name!: string
  @Text(80, { example: '王工' })
  displayName!: string
  @OneOf(ROLES)
  role!: Role
  @TextList(36, { optional: true, description: '绑定的平台 id；只限平台账户' })
  platforms?: string[]
}

export class AccountChangeDto {
  @Text(80, { optional: true })
  displayName?: string
  @OneOf(ROLES, { optional: true })
  role?: Role
  @TextList(36, { optional: true })
  platforms?: string[]
  @Flag({ optional: true, description: '停用；停用即退出登录' })
  disabled?: boolean
}

export class NewTokenDto {
  @Text(80, { description: '用途', example: '月报脚本' })
  label!: string
  @WholeNumber(1, LONGEST_TOKEN_DAYS, { optional: true, description: '有效天数，缺省 90' })
  days?: number
  @TextList(6, { optional: true, each: TOKEN_SCOPES, description: '可读取 read、可登记 record；缺省两者' })
  scopes?: TokenScope[]
  @TextList(49, { optional: true, description: '只限这些 IP 地址或网段使用，如 10.1.0.0/16；缺省不限' })
  addresses?: string[]
}

export class AccountProposalRejectionDto {
  @Text(500, { example: '未经任命' })
  reason!: string
}

export class AccessLogQuery {
  @Text(250, { optional: true, description: '查阅人' })
  actor?: string
  @Text(36, { optional: true, description: '平台 id' })
  platform?: string
  @Matching(SEQUENCE, { optional: true, description: '此序号之前（更早）' })
  before?: string
  @Matching(PAGE, { optional: true })
  limit?: string
}

export class AccountEntriesQuery {
  @Matching(SEQUENCE, { optional: true, description: '此序号之后' })
  after?: string
  @Matching(PAGE, { optional: true })
  limit?: string
}

export class AccessProofQuery {
  @Matching(SEQUENCE, {
    optional: true,
    description:
      '账本大小，缺省为最新检查点（附于答复）· size of the log; default: that of the newest checkpoint, which comes along',
  })
  size?: string
  @OneOf(['true', 'false'] as const, {
    optional: true,
    description: '连同其中的个人信息与盐，可转示他人 · with what is said of persons, and the salt',
  })
  whole?: string
}
