import { BusinessDay, DayOrMonth, Nested, OneOf, Text } from '@pilot-ledger/http'
import { AFFILIATION_RELATIONS, type MembershipKind } from '../domain/events'
import { LONGEST } from '../domain/format'
import { RegisterPartyDto } from './dtos'

/** The start of a membership that names nobody: a line, a piece of equipment, a project of the library. */
export class MembershipStartDto {
  @Text(LONGEST.key, { description: '编号，在册期间唯一', example: 'GMP-01' })
  key!: string
  @Text(LONGEST.title, { example: '冻干口崩片生产线' })
  title!: string
  @DayOrMonth({ description: '起始日期；仅知月份的填 YYYY-MM' })
  from!: string
  @Text(LONGEST.title, { optional: true, description: '依据文件' })
  document?: string
}

export class JointCentreDto extends MembershipStartDto {
  @Nested(() => RegisterPartyDto, { description: '共建单位' })
  party!: RegisterPartyDto
}

export class AffiliationDto extends MembershipStartDto {
  @Nested(() => RegisterPartyDto, { description: '关联单位' })
  party!: RegisterPartyDto
  @OneOf(AFFILIATION_RELATIONS, { description: '投资 invests · 控制 controls · 共建 coBuilds · 其他 other' })
  relation!: string
}

export class BranchDto extends MembershipStartDto {
  @Nested(() => RegisterPartyDto, { description: '分支机构' })
  party!: RegisterPartyDto
  @Nested(() => RegisterPartyDto, { description: '总机构（法人）' })
  headOffice!: RegisterPartyDto
}

/** The end of the membership in the path. */
export class MembershipEndDto {
  @BusinessDay({ description: '失效首日', example: '2025-06-30' })
  on!: string
  @Text(LONGEST.wording, { example: '设备更新' })
  reason!: string
}

/** As stored: with its key. */
export class KeyedMembershipEndDto extends MembershipEndDto {
  @Text(LONGEST.key)
  key!: string
}

/** The class of a kind's start: only the fields its kind has. */
export const START_CLASS: Readonly<Record<MembershipKind, new () => MembershipStartDto>> = {
  productionLine: MembershipStartDto,
  jointCentre: JointCentreDto,
  sharedEquipment: MembershipStartDto,
  libraryProject: MembershipStartDto,
  affiliation: AffiliationDto,
  branch: BranchDto,
}
