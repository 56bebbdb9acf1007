import {
  decideContent,
  ENGAGEMENT_EVENTS,
  type EngagementContent,
  type EngagementEvent,
  type EngagementHistory,
  engagementRules,
  stateOfContract,
  sumsOf,
} from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { Projector, Tables, WarningSight } from '@pilot-ledger/figures'
import {
  emptyHistory,
  engagementIdOf,
  extend,
  formatAmount,
  isRefusal,
  shanghaiDayNumber,
  written,
} from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { broughtBy } from '../../libs/engagements/src/domain/brought-by'
import { contractAsStored } from '../../libs/figures/src/read-model/as-stored.spec-support'
import { Chance, randomHistory } from './histories.spec-support'

/** What one contract's own entries tell; the others rest on other contracts, on relations, on a window or on paper. */
const OWN = new Set(['W1', 'W2', 'W3', 'W4', 'W8', 'W10', 'W12', 'W13', 'W15', 'W16', 'W17', 'W18'])

/** The reporting side's row of a contract says what the recording side knows of it. */
function expectSame(stored: ReturnType<typeof contractAsStored>, history: EngagementHistory): void {
  const { state, live } = history
  expect(stored.state).toBe(stateOfContract(state))
  // Of one that was voided the row keeps what it was.
  if (!state.terms) return
  const evidence = live.filter(({ content }) => content.type === 'EvidenceAttached').length
  const { amount, invoiced, received, deal, ...sums } = sumsOf(history)
  const numbers = Object.fromEntries(
    Object.entries({ amount, invoiced, received, deal }).map(([name, it]) => [
      name,
      it === undefined ? it : Number(it),
    ]),
  )
  expect(stored).toEqual({ state: stored.state, evidence, ...sums, ...numbers })
}

/** Follows a log as the reporting side does, and holds every entry against what the recording side told with it. */
async function compare(log: readonly RecordedEvent[]): Promise<readonly string[]> {
  const tables = new Tables()
  const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
  const projector = new Projector(tables, source)
  const histories = new Map<string, EngagementHistory>()
  const reported: string[] = []
  for (const event of log) {
    const contract = () => tables.contractIds.find(event.stream.slice('engagement-'.length))
    const listed = () => {
      const number = contract()
      const sight = new WarningSight(tables, shanghaiDayNumber(event.recordedAt))
      const raised = number === undefined || !tables.contract(number).stands ? [] : sight.of(number)
      return raised.map((it) => `W${it}`).filter((it) => OWN.has(it))
    }
    const before = listed()
    await projector.apply(event)
    if (!event.stream.startsWith('engagement-')) continue
    const after = listed()
    const history = histories.get(event.stream) ?? (emptyHistory(engagementRules) as EngagementHistory)
    const recorded = { type: event.type, data: event.data } as unknown as EngagementEvent
    const brought = broughtBy(history, [recorded], event.recordedAt).warnings.map(({ code }) => code)
    // All that is new on the list was told; what was told is on the list (a second entry of a kind is told again).
    expect(brought).toEqual(expect.arrayContaining(after.filter((it) => !before.includes(it))))
    expect(after).toEqual(expect.arrayContaining(brought))
    reported.push(...brought)
    const entry = { id: event.id, revision: event.revision, recordedAt: event.recordedAt, actor: '', event: recorded }
    const extended = extend(engagementRules, history, entry) as EngagementHistory
    histories.set(event.stream, extended)
    expectSame(contractAsStored(tables, contract() as number), extended)
  }
  return reported
}

/** A contract signed without tax and invoiced to its limit, taken back, amended and settled: where rounding matters. */
function tightHistory(seed: number): readonly RecordedEvent[] {
  const chance = new Chance(seed)
  const [platform, no] = ['P', 'A']
  const log: RecordedEvent[] = []
  let history = emptyHistory(engagementRules) as EngagementHistory
  const offer = (content: EngagementContent) => {
    const decided = decideContent(history, content, '2025-06-30')
    if (isRefusal(decided)) return
    const revision = log.length
    const event = { type: content.type, data: content.data as never }
    const id = `00000000-0000-5000-8000-${String(revision + 1).padStart(12, '0')}`
    const recordedAt = Date.parse('2025-06-30T10:00:00+08:00')
    log.push({
      ...written(ENGAGEMENT_EVENTS, event),
      id,
      metadata: { actor: 'test', correlationId: 'test' },
      position: String(revision + 1),
      stream: `engagement-${engagementIdOf(platform, no)}`,
      revision,
      recordedAt,
    })
    history = extend(engagementRules, history, { id, revision, recordedAt, actor: 'test', event: content })
  }
  offer({
    type: 'ContractSigned',
    data: {
      platform,
      contractNo: no,
      client: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' },
      title: '中试服务',
      kind: 'single',
      serviceCategories: ['产品试制'],
      products: ['片剂'],
      amount: '1.00',
      taxBasis: 'exclusive',
      pricing: 'fixed',
      signedOn: '2025-06-01',
    },
  })
  for (let step = 0; step < 40; step++) {
    const invoices = [...history.state.invoices].filter(([, it]) => it.reversed < it.share)
    const dice = chance.next()
    if (dice < 0.6 || invoices.length === 0) {
      const total = BigInt(1 + chance.below(70))
      const tax = (total * 13n + 56n) / 113n + BigInt(chance.below(10) === 0 ? chance.below(20) : 0)
      const invoice = { kind: 'digital' as const, number: String(step).padStart(20, '0') }
      const money = { share: formatAmount(total), total: formatAmount(total), tax: formatAmount(tax) }
      offer({ type: 'InvoiceIssued', data: { invoice, ...money, issuedOn: '2025-06-10' } })
    } else if (dice < 0.8) {
      const [key, { share, reversed }] = chance.pick(invoices)
      const amount = 1n + BigInt(chance.below(Number(share - reversed)))
      const invoice = { kind: 'digital' as const, number: key.slice(2) }
      offer({ type: 'InvoiceReversed', data: { invoice, amount: formatAmount(amount), on: '2025-06-11' } })
    } else if (dice < 0.97) {
      const [previous, delta] = [history.state.amount, BigInt(chance.below(7)) - 3n]
      const amounts = { previousAmount: formatAmount(previous), newAmount: formatAmount(previous + delta) }
      const amendmentNo = String(step)
      offer({
        type: 'ContractAmended',
        data: { amendmentNo, ...amounts, delta: formatAmount(delta), amendedOn: '2025-06-12', reason: '变更' },
      })
    } else {
      const settlementAmount = formatAmount(history.state.netInvoicedWithoutTax)
      offer({ type: 'ContractTerminated', data: { on: '2025-06-13', settlementAmount, reason: '取消' } })
    }
  }
  return log
}

describe('given what the recording side tells of an entry, then it is what the lists show of it afterwards', () => {
  it('on random histories of two platforms', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        await compare(randomHistory(seed, 60).log)
      }),
      { numRuns: 30 },
    )
  })

  /** The same histories every time: one that nobody's luck decides must bring each of these. */
  it('on enough histories that each of them is told', async () => {
    const missing = new Set(['W1', 'W2', 'W3', 'W4', 'W10', 'W12', 'W13', 'W15'])
    for (let seed = 1; missing.size > 0 && seed <= 400; seed++)
      for (const code of await compare(randomHistory(seed, 60).log)) missing.delete(code)
    expect([...missing]).toEqual([])
  })

  it('where rounding matters, of whatever is invoiced, taken back, amended and settled', async () => {
    const reported: string[] = []
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        reported.push(...(await compare(tightHistory(seed))))
      }),
      { numRuns: 120 },
    )
    for (const code of ['W17', 'W18']) expect(reported.filter((it) => it === code).length).toBeGreaterThan(20)
  })
})
