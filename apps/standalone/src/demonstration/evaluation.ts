import { createHash } from 'node:crypto'
import type { INestApplicationContext } from '@nestjs/common'
import {
  AssessmentReading,
  AssessmentsService,
  RoundSeals,
  RoundsService,
  roundIdOf,
  SAMPLE_SCHEMES,
  SchemesService,
} from '@pilot-ledger/evaluation/rounds'
import type { CommandIdentity } from '@pilot-ledger/http'
import { fenOf, platformIdOf } from '@pilot-ledger/kernel'
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
  const schemes = get(SchemesService)
  const rounds = get(RoundsService)
  const assessments = get(AssessmentsService)
  const on = async (day: string) => {
    clock.standAt(day)
    await clock.takeIn()
  }
  const at = (platform: string) => ({ round: ROUND_ID, platform })

  await on('2025-10-29')
  const published = new Map<string, string>()
  for (const it of SAMPLE_SCHEMES)
    published.set(it.code, (await schemes.publish(it, as(EVALUATOR, `scheme-${it.code}`))).id)
  await rounds.open(
    {
      roundNo: ROUND_NO,
      title: '演示：2025 年度中试平台绩效评价',
      scheme: published.get(SCHEME) as string,
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
    await assessments.state(at(platform), { claims }, as(CLERK, `round-stated-${platform}`))
    await assessments.submit(at(platform), as(CLERK, `round-submitted-${platform}`))
  }

  await on('2025-11-10')
  await assessments.setValue(
    at(instruments),
    { indicator: 'staff', value: '12', reason: '两人社保不在依托单位' },
    as(EVALUATOR, 'round-staff-jm'),
  )
  await assessments.setValue(at(cmc), { indicator: 'staff', value: '34' }, as(EVALUATOR, 'round-staff-cmc'))
  const { rows: received } = await get(AssessmentReading).rows(ROUND_ID, instruments, 'received', {}, {})
  const struck = received.reduce((most, it) => (fenOf(it.value) > fenOf(most.value) ? it : most))
  await assessments.strike(
    at(instruments),
    { indicator: 'received', row: struck.row, reason: '演示：回单与合同主体不一致，佐证不足' },
    as(EVALUATOR, 'round-strike-jm'),
  )
  for (const platform of [instruments, cmc])
    await assessments.verify(at(platform), as(EVALUATOR, `round-verified-${platform}`))
  await assessments.reply(at(cmc), { accepts: true, text: '对核定结果无异议' }, as(CLERK, 'round-reply-cmc'))

  await on('2025-11-18')
  for (const platform of [instruments, cmc, hardware]) {
    await assessments.proposeGrade(at(platform), as(EVALUATOR, `round-grade-${platform}`))
    await assessments.confirmGrade(at(platform), as(SECOND, `round-confirmed-${platform}`))
  }
  await on('2025-11-19')
  await get(RoundSeals).seal(ROUND_ID, as(EVALUATOR, 'round-sealed'))
  await rounds.publish(ROUND_ID, { on: '2025-11-19', document: '演示公示' }, as(EVALUATOR, 'round-published'))
  await rounds.determineSubsidies(ROUND_ID, as(EVALUATOR, 'round-subsidy'))
  await on('2025-11-21')
  const payment = { platform: cmc, bankReference: '演示-BT-001', amount: '1000000.00', paidOn: '2025-11-21' }
  await rounds.pay(ROUND_ID, payment, as(FINANCE, 'round-paid-cmc'))
  await clock.takeIn()
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

function as(actor: string, key: string): { identity: CommandIdentity } {
  const step = `evaluation-${key}`
  return { identity: { actor, correlationId: step, idempotencyKey: step, requestHash: digest(step) } }
}
