import { type EngagementEvent, engagementStream } from '@pilot-ledger/engagements'
import type { EventLog, StreamAppend } from '@pilot-ledger/event-log'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { Bureau, batch, contract, invoice, type Line, PLATFORM, payment, reported } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
})
afterEach(() => bureau.close())

/**
 * The log of an import that has checked its file: before it stores anything of it others write; of a plan also once it is
 * decided, before the `nth` append to the contract, or to any.
 */
function rivalBefore(kind: Kind, contractNo: string, write: () => Promise<void>, nth = 1): EventLog {
  const stream = engagementStream(engagementIdOf(PLATFORM, contractNo))
  let seen = 0
  let written: Promise<void> | undefined
  return Object.assign(Object.create(bureau.log) as EventLog, {
    append: async (...args: Parameters<EventLog['append']>) => {
      if (args[0] === stream) seen++
      if (kind === 'by plan' || seen >= nth) written ??= write()
      await written
      return bureau.log.append(...args)
    },
    appendTogether:
      kind !== 'together'
        ? undefined
        : async (appends: Iterable<StreamAppend>) => {
            written ??= write()
            await written
            return bureau.log.appendTogether(appends)
          },
  })
}
const KINDS = ['together', 'by plan', 'by plan that is decided'] as const
type Kind = (typeof KINDS)[number]

/** What a row of the file says, as the entries an earlier import makes of it elsewhere. */
async function entriesOf(lines: readonly Line[], contractNo: string): Promise<EngagementEvent[]> {
  const other = await Bureau.open()
  try {
    await other.import('all', lines)
    return (await other.entries(contractNo)).map(({ type, data }) => ({ type, data }) as unknown as EngagementEvent)
  } finally {
    await other.close()
  }
}

describe.each(KINDS)('given a log that stores many streams %s, and a file that was checked and found good', (kind) => {
  const NUMBERS = Array.from({ length: 150 }, (_, i) => `C-${i}`)
  const FILE = NUMBERS.flatMap((no, i): Line[] => [contract(no), invoice(no, i, '10.00')])

  // The first is under way when the other writes, the last has not begun.
  test.each(['C-0', 'C-149'])(
    'when another signs %s before it is recorded, then it is not signed twice, and the rest of it is recorded',
    async (no) => {
      const [signed] = await entriesOf([contract(no)], no)
      const log = rivalBefore(kind, no, () => bureau.append(no, signed))
      const report = await bureau.import('all', FILE, { log })
      expect(report).toMatchObject({ verdict: 'recorded', counts: { known: 1, recorded: 299, faults: 0 } })
      expect((await bureau.entries(no)).map((it) => [it.type, it.metadata.actor])).toEqual([
        ['ContractSigned', '李工'],
        ['InvoiceIssued', '王工'],
      ])
      // 150 signings of 1000.00 without the one that was there; 150 invoices of 10.00.
      expect(Object.fromEntries(report.totals.map((it) => [it.type, [it.entries, it.amount]]))).toEqual({
        ContractSigned: [149, '149000.00'],
        InvoiceIssued: [150, '1500.00'],
      })
    },
  )

  test.each(['C-0', 'C-149'])(
    'when another invoices %s so that the file’s invoice is too much, then that is not recorded',
    async (no) => {
      await bureau.import(
        'all',
        NUMBERS.map((it) => contract(it)),
      )
      const theirs = invoice(no, 999, '995.00')
      const [, issued] = await entriesOf([contract(no), theirs], no)
      const log = rivalBefore(kind, no, () => bureau.append(no, issued))
      const invoices = FILE.filter(([kind]) => kind === 'invoice')
      const report = await bureau.import('all', invoices, { log })
      expect(report.faults.map((it) => it.code)).toEqual(['invoiced-over-contract'])
      // What was decided before the rival came stands but for that contract.
      if (kind === 'by plan that is decided')
        expect(report).toMatchObject({
          verdict: 'stopped',
          stop: { code: 'overtaken', facts: { because: 'invoiced-over-contract', contracts: '1' } },
          counts: { recorded: 149, refused: 1 },
        })
      else expect(report).toMatchObject({ verdict: 'refused', counts: { recorded: 0, refused: 1 } })
      expect((await bureau.entries(no)).map((it) => it.data.share)).toEqual([undefined, '995.00'])
      for (const row of report.rows) {
        const its = await bureau.entries(row.contractNo)
        const invoiced = its.filter((it) => it.type === 'InvoiceIssued' && it.metadata.actor === '王工')
        expect([row.contractNo, invoiced.length]).toEqual([row.contractNo, row.state === 'recorded' ? 1 : 0])
      }
    },
  )

  test('when another records what the second of two appends says, then each entry stands once', async () => {
    const lines = [contract('C-1'), ...Array.from({ length: 700 }, (_, i) => payment('C-1', `R-${i}`, '0.01'))]
    const theirs = payment('C-1', 'R-650', '0.01')
    const [, received] = await entriesOf([contract('C-1'), theirs], 'C-1')
    // Only in a plan that is decided another can come between two appends of one import.
    const signed = kind === 'by plan that is decided' ? 0 : 1
    if (signed) await bureau.import('all', [contract('C-1')])
    const log = rivalBefore(kind, 'C-1', () => bureau.append('C-1', received), 2)
    const report = await bureau.import('all', lines, { log })
    expect(report).toMatchObject({ verdict: 'recorded', counts: { known: 1 + signed, recorded: 700 - signed } })
    const references = (await bureau.entries('C-1')).slice(1).map((it) => it.data.bankReference)
    expect([references.length, new Set(references).size]).toEqual([700, 700])
  })
})

describe('given a contract of which the file says some things anew and some again', () => {
  test('then only what is new is recorded, of each row and of all of them', async () => {
    const run = batch('C-1', 'Z1', { completedOn: '2025-04-03' })
    await bureau.import('all', [contract('C-1'), run])
    const report = await bureau.import('all', [
      contract('C-1'),
      batch('C-1', 'Z1', { completedOn: '2025-04-03', releasedOn: '2025-04-05', releasedBy: '质量部' }),
      invoice('C-1', 1, '10.00'),
      invoice('C-1', 1, '10.00'),
    ])
    expect(reported(report).rows).toEqual(['2 known recorded', '3 recorded', '4 recorded', '5 known repeated'])
    expect(await bureau.types('C-1')).toBe('ContractSigned BatchRun BatchReleased InvoiceIssued')
  })

  test('then a row is recorded in the form in which it was judged: its payer is the client', async () => {
    await bureau.import('all', [contract('C-1'), payment('C-1', 'R-1', '10.00', { payerId: undefined })])
    const [, { data }] = await bureau.entries('C-1')
    expect(data).toMatchObject({ payer: { id: { value: '91440101MA5CJQ4N59' } }, bankReference: 'R-1' })
  })
})
