import { createHash } from 'node:crypto'
import type { INestApplicationContext } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { EngagementsRecording } from '@pilot-ledger/engagements/recording'
import { ClosesService, ClosingService } from '@pilot-ledger/finance/closing'
import type { CommandIdentity } from '@pilot-ledger/http'
import { type Checked, engagementIdOf, isRefusal, platformIdOf } from '@pilot-ledger/kernel'
import { Decide, type RecordAnswer, RecordEntry } from '@pilot-ledger/recording'
import { CMC } from './cmc-platform'
import { invoiceNumber } from './script'

const PERIOD = { period: '2025-09', from: '2025-09-01', to: '2025-09-30' }
const PLATFORM = platformIdOf(CMC)
/** Of the accounts that the demonstration has ready: finance proposes, an evaluator is the second person. */
const [FINANCE, EVALUATOR] = ['演示财务', '演示评价员']

/** What the demonstration needs of its ledger: the day it is, and all that is recorded taken in. */
export interface DemonstrationClock {
  standAt(day: string): void
  takeIn(): Promise<void>
}

/**
 * 演示结账: the platform's first month is closed, open items waived with a reason; two weeks later an invoice of that month turns
 * up, and waits as a restatement for whoever tries the demonstration. Seeding again records nothing again.
 */
export async function recordCloses(
  app: INestApplicationContext,
  clock: DemonstrationClock,
  clerk: string,
): Promise<void> {
  const closes = app.get(ClosesService, { strict: false })
  const commands = app.get(CommandBus, { strict: false })
  const execute = async (command: object) => done(await commands.execute<object, Checked<RecordAnswer>>(command))
  clock.standAt('2025-10-20')
  await clock.takeIn()
  const { asOf, totalsHash, items } = await closes.checks(PLATFORM, PERIOD)
  const waivers = items
    .filter((it) => it.open > 0 && it.waivable)
    .map(({ item }) => ({ item, reason: '首次结账：此前未与银行核对，自下月起逐月核对' }))
  const proposal = { period: PERIOD.period, sequence: asOf.sequence, totalsHash, waivers }
  await execute(new Decide(ClosingService, 'propose', PLATFORM, proposal, as(FINANCE, 'cmc-close-2025-09')))
  await clock.takeIn()
  clock.standAt('2025-10-21')
  const { period } = PERIOD
  await execute(
    new Decide(ClosingService, 'approve', PLATFORM, { period }, as(EVALUATOR, 'cmc-close-2025-09-approval')),
  )
  clock.standAt('2025-10-24')
  const late = new RecordEntry(
    EngagementsRecording,
    engagementIdOf(PLATFORM, 'CMC-051'),
    {
      type: 'InvoiceIssued',
      data: {
        invoice: { kind: 'digital', number: invoiceNumber(99_051) },
        share: '20000.00',
        total: '20000.00',
        tax: '1132.08',
        issuedOn: '2025-09-28',
      },
    },
    as(clerk, 'cmc-CMC-051-late-invoice'),
  )
  await execute(late)
}

function as(actor: string, key: string): CommandIdentity {
  return { actor, correlationId: key, idempotencyKey: key, requestHash: createHash('sha256').update(key).digest('hex') }
}

function done(answer: Checked<RecordAnswer>): void {
  if (isRefusal(answer)) throw new Error(`${answer.code} ${answer.pointer} ${JSON.stringify(answer.facts)}`)
}
