import { createHash } from 'node:crypto'
import type { INestApplicationContext } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import {
  DEFAULT_SETTINGS,
  ReconciliationReader,
  ReconciliationService,
  requestedId,
  type Target,
} from '@pilot-ledger/finance/reconciliation'
import type { CommandIdentity } from '@pilot-ledger/http'
import {
  type BusinessDate,
  type Checked,
  fenOf,
  formatAmount,
  isRefusal,
  latestDay,
  platformIdOf,
} from '@pilot-ledger/kernel'
import { Decide, type RecordAnswer } from '@pilot-ledger/recording'
import type { DemonstrationClock } from './closes'
import { INSTRUMENTS } from './instruments-platform'

const PLATFORM = platformIdOf(INSTRUMENTS)
const [CLERK, FINANCE] = ['演示平台录入员', '演示财务']
const ACCOUNT = {
  account: '4400-0000-1234-5678',
  bank: '演示银行中山分行',
  holder: '演示依托单位',
  currency: 'CNY',
  columnMap: {
    day: '交易日期',
    credit: '收入金额',
    debit: '支出金额',
    balance: '账户余额',
    counterparty: '对方户名',
    reference: '交易流水号',
    purpose: '摘要',
  },
} as const
const OPENING = fenOf('120000.00')
/** July is missing: the queue of gaps has something to show. */
const MONTHS = ['2025-05', '2025-06', '2025-08'] as const

interface Movement {
  readonly day: BusinessDate
  readonly fen: bigint
  readonly reference?: string
  readonly counterparty?: string
  readonly purpose: string
}

/**
 * 演示对账: the platform's account with three monthly statements made from what the ledger received, then one run of the rules.
 * Not everything fits, as in life: see `asTheBankTellsIt`. Seeding again records nothing again.
 */
export async function recordBank(app: INestApplicationContext, clock: DemonstrationClock): Promise<void> {
  const commands = app.get(CommandBus, { strict: false })
  const execute = async (command: object) => {
    const answer = await commands.execute<object, Checked<RecordAnswer>>(command)
    if (isRefusal(answer)) throw new Error(`${answer.code} ${answer.pointer}`)
  }
  clock.standAt('2025-10-27')
  await clock.takeIn()
  const { targets } = await app.get(ReconciliationReader, { strict: false }).recorded(PLATFORM, undefined)
  await execute(new Decide(ReconciliationService, 'account', PLATFORM, ACCOUNT, as(CLERK, 'jm-bank-account')))
  let balance = OPENING
  for (const month of MONTHS) {
    const draft = statementOf(month, balance, movementsOf(targets, month))
    balance = fenOf(draft.closing)
    const identity = as(CLERK, `jm-bank-${month}`)
    const body = { draft, statement: requestedId(identity, PLATFORM) }
    await execute(new Decide(ReconciliationService, 'bring', PLATFORM, body, identity))
  }
  clock.standAt('2025-10-28')
  const run = { settings: DEFAULT_SETTINGS }
  await execute(new Decide(ReconciliationService, 'run', PLATFORM, run, as(FINANCE, 'jm-bank-run')))
  await clock.takeIn()
}

/** Receipts of the month as the bank tells them, and what else moves an account. */
function movementsOf(targets: readonly Target[], month: string): Movement[] {
  const receipts = targets
    .filter((it) => it.kind === 'payment' && MONTHS.some((known) => it.day.startsWith(known)))
    .flatMap(asTheBankTellsIt)
  const bank = { counterparty: ACCOUNT.bank }
  const more: Movement[] = MONTHS.flatMap((it) => [
    { ...bank, day: `${it}-21`, fen: 3_217n, reference: `LX${it}`, purpose: '结息' },
    { ...bank, day: latestDay(it), fen: -1_500n, reference: `SXF${it}`, purpose: '账户管理费' },
  ])
  return [...receipts, ...ofInvoices(targets), ...more]
    .filter((it) => it.day.startsWith(month))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/**
 * By their place: the second came under another number (amount and payer find it), the third lost a fee of 0.05 on its way, the
 * fourth is not at the bank at all, the others are as the ledger has them.
 */
function asTheBankTellsIt(it: Target, place: number): Movement[] {
  const movement = { day: it.day, fen: it.amount, counterparty: it.payer.name, purpose: `${it.contractNo} 中试服务费` }
  if (place === 1) return [{ ...movement, reference: `WL${it.day.replace(/-/g, '')}` }]
  if (place === 2) return [{ ...movement, reference: it.reference, fen: it.amount - 5n }]
  if (place === 3) return []
  return [{ ...movement, reference: it.reference }]
}

/** Money that the ledger has not received yet: one names its invoice; one was sent twice, and nobody knows which of the two counts. */
function ofInvoices(targets: readonly Target[]): Movement[] {
  const unpaid = targets.filter(
    (it) =>
      it.kind === 'invoice' && !targets.some((other) => other.kind === 'payment' && other.contract === it.contract),
  )
  const [named, twice] = [unpaid[0], unpaid[unpaid.length - 1]]
  const came = (it: Target, day: BusinessDate, reference: string, purpose: string): Movement => ({
    day,
    fen: it.amount,
    reference,
    counterparty: it.payer.name,
    purpose,
  })
  return [
    came(named, '2025-08-12', 'WL2025081201', `付票号 ${named.document.slice(2)}`),
    came(twice, '2025-08-19', 'WL2025081901', '服务费'),
    came(twice, '2025-08-19', 'WL2025081902', '服务费'),
  ]
}

function statementOf(month: string, opening: bigint, movements: readonly Movement[]) {
  let balance = opening
  const lines = movements.map(({ fen, ...rest }, i) => {
    balance += fen
    return { ordinal: i + 1, ...rest, amount: formatAmount(fen), balance: formatAmount(balance) }
  })
  return {
    account: ACCOUNT.account,
    sha256: createHash('sha256').update(JSON.stringify(lines)).digest('hex'),
    fileName: `演示银行流水-${month}.csv`,
    format: 'csv' as const,
    from: `${month}-01`,
    to: latestDay(month),
    opening: formatAmount(opening),
    closing: formatAmount(balance),
    lines,
    rows: [],
  }
}

function as(actor: string, key: string): CommandIdentity {
  return { actor, correlationId: key, idempotencyKey: key, requestHash: createHash('sha256').update(key).digest('hex') }
}
