import { contentClass, Matching, Text } from '@pilot-ledger/http'
import type { DataOf, EventDefinition, Fields } from '@pilot-ledger/kernel'
import { CLAIMS, DRAW, FINDING, ROUND_OPENING, STRIKE } from '../definitions'
import * as assessment from '../definitions/assessment'
import * as round from '../definitions/round'

/** What is sent of an event: all that it says but what the address says and what the program knows itself. */
function bodyOf<F extends Fields, Known extends keyof F & string = never>(
  { type, component = `${type}Dto`, fields }: EventDefinition<string, F>,
  ...known: readonly Known[]
) {
  const sent = Object.entries(fields).filter(([name]) => !(known as readonly string[]).includes(name))
  return contentClass(component, Object.fromEntries(sent)) as new () => Omit<DataOf<F>, Known>
}

export const RoundOpenedDto = contentClass('RoundOpenedDto', ROUND_OPENING)
export type RoundOpenedDto = InstanceType<typeof RoundOpenedDto>
export const DeadlineMovedDto = bodyOf(round.deadlineMoved)
export type DeadlineMovedDto = InstanceType<typeof DeadlineMovedDto>
export const AssessmentDto = contentClass('AssessmentDto', CLAIMS)
export type AssessmentDto = InstanceType<typeof AssessmentDto>
export const ReopeningDto = bodyOf(assessment.assessmentReopened, 'platform')
export type ReopeningDto = InstanceType<typeof ReopeningDto>
export const StrikeDto = contentClass('StrikeDto', STRIKE)
export type StrikeDto = InstanceType<typeof StrikeDto>
export const ReasonDto = bodyOf({ ...assessment.strikeLifted, component: 'ReasonDto' }, 'platform', 'strike')
export type ReasonDto = InstanceType<typeof ReasonDto>
export const VerifiedValueDto = bodyOf(assessment.valueVerified, 'platform')
export type VerifiedValueDto = InstanceType<typeof VerifiedValueDto>
export const ReplyDto = bodyOf(assessment.verificationReplied, 'platform', 'stage')
export type ReplyDto = InstanceType<typeof ReplyDto>
export const ReplyAnswerDto = bodyOf(assessment.replyAnswered, 'platform')
export type ReplyAnswerDto = InstanceType<typeof ReplyAnswerDto>
export const PublicationDto = bodyOf({ ...round.resultPublished, component: 'PublicationDto' }, 'sealNo')
export type PublicationDto = InstanceType<typeof PublicationDto>
export const SubsidyPaymentDto = bodyOf(round.subsidyPaid)
export type SubsidyPaymentDto = InstanceType<typeof SubsidyPaymentDto>
export const SubsidyPaymentVoidDto = bodyOf(round.subsidyPaymentVoided)
export type SubsidyPaymentVoidDto = InstanceType<typeof SubsidyPaymentVoidDto>
export const SampleDto = contentClass('SampleDto', DRAW)
export type SampleDto = InstanceType<typeof SampleDto>
export const FindingDto = contentClass('FindingDto', FINDING)
export type FindingDto = InstanceType<typeof FindingDto>

/** What a command or a question may wait for. */
export class WaitQuery {
  @Text(40, { optional: true, description: '等到账本的此位置已计入（登记答复中的 position）' })
  waitFor?: string
}

export class AsOfQuery extends WaitQuery {
  @Text(40, { optional: true, description: '截止：序号、带时区时刻或日期' })
  asOf?: string
}

export class RoundsQuery extends AsOfQuery {
  @Text(4000, { optional: true, description: '平台 id，逗号分隔' })
  platforms?: string
}

export class RowsQuery extends AsOfQuery {
  @Matching(/^([1-9]\d{0,2}|1000)$/, { optional: true, example: '100' })
  limit?: string
  @Text(400, { optional: true })
  cursor?: string
}
