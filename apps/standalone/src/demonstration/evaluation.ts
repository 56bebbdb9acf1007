import { createHash } from 'node:crypto'
import type { INestApplicationContext } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import {
  AssessmentReading,
  AssessmentsService,
  RoundsService,
  roundIdOf,
  SAMPLE_SCHEMES,
  SchemesService,
  SealRound,
  schemeIdOf,
} from '@pilot-ledger/evaluation/rounds'
import { type CommandIdentity, orRefuse } from '@pilot-ledger/http'
import { fenOf, platformIdOf } from '@pilot-ledger/kernel'
import { type Answered, type BodyOf, Decide, type RequestName } from '@pilot-ledger/recording'
import type { DemonstrationClock } from './closes'
import { CMC } from './cmc-platform'
import { INSTRUMENTS } from './instruments-platform'
import { HARDWARE } from './programme'

const [EVALUATOR, SECOND, CLERK, FINANCE] = ['演示评价员', '演示评价员二', '演示登记员', '演示财务']
const [instruments, cmc, hardware] = [INSTRUMENTS, CMC, HARDWARE].map(platformIdOf)
const SCHEME = 'sample-common-annual'

export const ROUND_NO = '演示-2025'
export const ROUND_ID = roundIdOf(ROUND_NO)

/**
 * 演示评价: the sample schemes published, and one round of three platforms under the one with the city's subsidy rule: one
 * is graded 优秀 and paid what F22 leaves, one 良好 after a row was struck, one does not show up. Every step bears the name
 * of who takes it; seeding again records nothing again.
 */
export async function recordEvaluation(app: INestApplicationContext, clock: DemonstrationClock): Promise<void> {
  const get = <T>(token: new (...args: never[]) => T) => app.get(token, { strict: false })
  const commands = app.get(CommandBus, { strict: false })
  const execute = async (command: object) => orRefuse(await commands.execute<object, Answered>(command))
  const ofRound = <Name extends RequestName<RoundsService>>(
    name: Name,
    body: BodyOf<RoundsService, Name>,
    who: CommandIdentity,
  ) => execute(new Decide(RoundsService, name, ROUND_ID, body, who))
  const ofPlatform = <Name extends RequestName<AssessmentsService>>(
    name: Name,
    body: BodyOf<AssessmentsService, Name>,
    who: CommandIdentity,
  ) => execute(new Decide(AssessmentsService, name, ROUND_ID, body, who))
  const on = async (day: string) => {
    clock.standAt(day)
    await clock.takeIn()
  }

  await on('2025-10-29')
  for (const it of SAMPLE_SCHEMES)
    await execute(new Decide(SchemesService, 'publish', schemeIdOf(it.code), it, as(EVALUATOR, `scheme-${it.code}`)))
  await ofRound(
    'open',
    {
      roundNo: ROUND_NO,
      title: '演示：2025 年度中试平台绩效评价',
      scheme: schemeIdOf(SCHEME),
      version: 1,
      platforms: [instruments, cmc, hardware],
      deadlines: {
        selfAssessment: '2025-11-05',
        verification: '2025-11-12',
        reply: '2025-11-17',
        appeal: '2025-12-05',
      },
      synthetic: true,
    },
    as(EVALUATOR, 'round-opened'),
  )

  await on('2025-11-03')
  for (const [platform, staff, pages] of [
    [instruments, '14', 3],
    [cmc, '34', 5],
  ] as const) {
    const evidence = [{ sha256: digest(`staff ${platform}`), fileName: '演示-社保缴纳名单.pdf', pages }]
    const claims = [{ indicator: 'staff', value: staff, evidence }]
    await ofPlatform('state', { platform: platform, claims }, as(CLERK, `round-stated-${platform}`))
    await ofPlatform('submit', { platform: platform }, as(CLERK, `round-submitted-${platform}`))
  }

  await on('2025-11-10')
  await ofPlatform(
    'setValue',
    { platform: instruments, indicator: 'staff', value: '12', reason: '两人社保不在依托单位' },
    as(EVALUATOR, 'round-staff-jm'),
  )
  await ofPlatform('setValue', { platform: cmc, indicator: 'staff', value: '34' }, as(EVALUATOR, 'round-staff-cmc'))
  const { rows: received } = await get(AssessmentReading).rows(ROUND_ID, instruments, 'received', {}, {})
  const struck = received.reduce((most, it) => (fenOf(it.value) > fenOf(most.value) ? it : most))
  await ofPlatform(
    'strike',
    { platform: instruments, indicator: 'received', row: struck.row, reason: '演示：回单与合同主体不一致，佐证不足' },
    as(EVALUATOR, 'round-strike-jm'),
  )
  for (const platform of [instruments, cmc])
    await ofPlatform('verify', { platform: platform }, as(EVALUATOR, `round-verified-${platform}`))
  await ofPlatform('reply', { platform: cmc, accepts: true, text: '对核定结果无异议' }, as(CLERK, 'round-reply-cmc'))

  await on('2025-11-18')
  for (const platform of [instruments, cmc, hardware]) {
    await ofPlatform('proposeGrade', { platform: platform }, as(EVALUATOR, `round-grade-${platform}`))
    await ofPlatform('confirmGrade', { platform: platform }, as(SECOND, `round-confirmed-${platform}`))
  }
  await on('2025-11-19')
  await execute(new SealRound(ROUND_ID, as(EVALUATOR, 'round-sealed')))
  await ofRound('publish', { on: '2025-11-19', document: '演示公示' }, as(EVALUATOR, 'round-published'))
  await ofRound('determineSubsidies', undefined, as(EVALUATOR, 'round-subsidy'))
  await on('2025-11-21')
  const payment = { platform: cmc, bankReference: '演示-BT-001', amount: '1000000.00', paidOn: '2025-11-21' }
  await ofRound('pay', payment, as(FINANCE, 'round-paid-cmc'))
  await clock.takeIn()
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

function as(actor: string, key: string): CommandIdentity {
  const step = `evaluation-${key}`
  return { actor, correlationId: step, idempotencyKey: step, requestHash: digest(step) }
}
