import { streamName } from '@pilot-ledger/kernel'
import { amendment, Bureau, batch, contract, invoice, PLATFORM, payment, reversal } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
})
afterEach(() => bureau.close())

const MAY = { period: '2025-05', from: '2025-05-01', to: '2025-05-31', sequence: 1, definition: 1, totals: [] }
let closings: number
const record = async (type: string, data: object) => {
  const metadata = { actor: '财务', correlationId: 'c' }
  const event = { id: crypto.randomUUID(), type, version: 1, data: data as never, metadata }
  await bureau.log.append(streamName('closing', PLATFORM), closings === 0 ? 'none' : closings - 1, [event])
  closings++
}
beforeEach(() => {
  closings = 0
})
const closeMay = async () => {
  const terms = { ...MAY, contractCount: 0, totalsHash: 'a'.repeat(64), proposedBy: '甲' }
  await record('CloseProposed', { ...terms, checklist: [] })
  await record('PeriodClosed', { ...terms, approvedBy: '乙' })
}
/** Of each notice of a closed month: row, column, day. */
const reported = async (mode: 'preview' | 'all' | 'good', lines: Parameters<Bureau['import']>[1]) => {
  const { notices, verdict, counts } = await bureau.import(mode, lines)
  const closed = notices.filter((it) => it.code === 'period-closed')
  // The reversal without a number of its own is told when it comes again; nothing else is told beside.
  const unnumbered = notices.filter((it) => it.code === 'recorded-without-number')
  expect(counts).toMatchObject({ faults: 0, notices: closed.length + unnumbered.length })
  return { verdict, closed: closed.map((it) => `${it.place.row} ${it.field} ${it.found}`) }
}
const FILE = [
  contract('C-1', { signedOn: '2025-05-02' }),
  amendment('C-1', '1000.00', '500.00', '1500.00', { amendedOn: '2025-05-31' }),
  batch('C-1', 'Z1', { startedOn: '2025-05-05' }),
  invoice('C-1', 1, '300.00', { on: '2025-05-30' }),
  invoice('C-1', 2, '300.00', { on: '2025-06-01' }),
  payment('C-1', 'R1', '300.00', { on: '2025-05-31' }),
  reversal('C-1', 1, '100.00', { on: '2025-06-02' }),
]
const IN_MAY = ['2 signedOn 2025-05-02', '3 amendedOn 2025-05-31', '5 on 2025-05-30', '7 on 2025-05-31']

describe('given May closed on the ledger', () => {
  beforeEach(closeMay)

  it('when a file is tried, then each row of money dated in it is told at its day, and none is a fault', async () => {
    expect(await reported('preview', FILE)).toEqual({ verdict: 'previewed', closed: IN_MAY })
    const { notices } = await bureau.import('preview', FILE)
    expect(notices[0]).toMatchObject({
      place: { sheet: '表', row: 2, column: 12 },
      zh: '2025-05 已结账：此笔将列为追溯，须经他人复核',
      facts: { period: '2025-05' },
    })
  })

  it.each(['all', 'good'] as const)(
    'when it is recorded (%s), then it says the same once, and again nothing',
    async (mode) => {
      expect(await reported(mode, FILE)).toEqual({ verdict: 'recorded', closed: IN_MAY })
      // What is on the ledger already restates nothing more.
      expect((await reported('preview', FILE)).closed).toEqual([])
    },
  )

  it('then a row from before the first close is told too: what is older stands in its openings', async () => {
    const { notices } = await bureau.import('preview', [contract('C-1', { signedOn: '2025-03-01' })])
    expect(notices).toMatchObject([{ code: 'period-closed', zh: expect.stringContaining('2025-05 已结账（含此前）') }])
  })

  it('when a row is refused, then only its fault is told', async () => {
    const { faults, notices } = await bureau.import('preview', [invoice('C-9', 1, '300.00', { on: '2025-05-30' })])
    expect([faults.length, notices]).toEqual([1, []])
  })

  it('when it is opened again, then nothing is told', async () => {
    const stated = { period: '2025-05', reason: '漏记', proposedBy: '甲' }
    await record('ReopeningProposed', stated)
    expect((await reported('preview', FILE)).closed).toEqual(IN_MAY)
    await record('PeriodReopened', { ...stated, approvedBy: '乙' })
    expect((await reported('preview', FILE)).closed).toEqual([])
  })
})

it('given nothing closed, or a close that only waits, then nothing is told', async () => {
  expect((await reported('preview', FILE)).closed).toEqual([])
  await record('CloseProposed', {
    ...MAY,
    contractCount: 0,
    totalsHash: 'a'.repeat(64),
    proposedBy: '甲',
    checklist: [],
  })
  expect((await reported('preview', FILE)).closed).toEqual([])
})
