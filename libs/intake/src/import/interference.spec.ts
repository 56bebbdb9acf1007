import { type ContractSigned, engagementStream } from '@pilot-ledger/engagements'
import {
  type EventLog,
  OutcomeUnknown,
  type SqliteEventLog,
  type StreamAppend,
  Unavailable,
} from '@pilot-ledger/event-log'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { Bureau, contract, invoice, type Line, PLATFORM, payment, reported } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
})
afterEach(() => bureau.close())

const NUMBERS = Array.from({ length: 150 }, (_, i) => `C-${i}`)
const FILE = NUMBERS.flatMap((no, i): Line[] => [contract(no), invoice(no, i, '10.00'), payment(no, `R-${i}`, '10.00')])

/** A log that stores one stream at a time, with something done before an append; an error instead of the append where it throws. */
const troubled = (
  log: EventLog,
  act: (stream: string, nth: number, store: () => Promise<unknown>) => Promise<void>,
): EventLog => {
  let nth = 0
  return Object.assign(Object.create(log) as EventLog, {
    appendTogether: undefined,
    append: async (...args: Parameters<EventLog['append']>) => {
      const store = () => log.append(...args)
      await act(args[0], ++nth, store)
      return store()
    },
  })
}
/** A log that stores all together, with something done before the nth of the appends is handed over. */
const troubledTogether = (log: SqliteEventLog, act: (nth: number) => void, first?: () => Promise<void>): EventLog =>
  Object.assign(Object.create(log) as EventLog, {
    appendTogether: async (appends: Iterable<StreamAppend>) => {
      await first?.()
      return log.appendTogether(
        (function* () {
          let nth = 0
          for (const it of appends) {
            act(++nth)
            yield it
          }
        })(),
      )
    },
  })
/** Resolves when the end of a plan is in the log. */
const endOfPlan = (log: EventLog) =>
  new Promise<void>((found) => {
    log.follow({ after: 'start' }, (events) => {
      if (events.some((it) => it.type === 'PlanEnded')) found()
    })
  })
const signedBy = async (no: string) => (await bureau.entries(no))[0]?.metadata.actor

describe('given a log that stores all of a file or nothing', () => {
  const nothing = async () => expect(await bureau.size()).toBe(1)

  test('when it fails at any place of the file, then nothing is recorded, and the file again records it', async () => {
    for (const mode of ['all', 'good'] as const) {
      for (const at of [1, 2, 77, NUMBERS.length]) {
        const log = troubledTogether(bureau.log, (nth) => {
          if (nth === at) throw new Unavailable('disk-full', 'full')
        })
        await expect(bureau.import(mode, FILE, { log })).rejects.toMatchObject({ reason: 'disk-full' })
        await nothing()
      }
    }
    expect(await bureau.import('all', FILE)).toMatchObject({ verdict: 'recorded', counts: { recorded: FILE.length } })
  })

  test('when another signs one of its contracts otherwise, then the row is refused and nothing is recorded', async () => {
    const theirs = async () => {
      if ((await bureau.entries('C-77')).length === 0)
        await bureau.append('C-77', { type: 'ContractSigned', data: RIVAL })
    }
    const log = troubledTogether(bureau.log, () => undefined, theirs)
    const report = await bureau.import('all', FILE, { log })
    expect(report).toMatchObject({ verdict: 'refused', counts: { recorded: 0 } })
    expect(report.faults[0].code).toBe('recorded-otherwise')
    expect(await bureau.size()).toBe(2)
    // In mode good the others are recorded all the same.
    const good = await bureau.import('good', FILE, { log })
    expect(good).toMatchObject({ verdict: 'recorded', counts: { refused: 1, recorded: FILE.length - 1 } })
  })

  test('when others never leave it alone, then it gives up and nothing is recorded', async () => {
    let day = 0
    const log = troubledTogether(
      bureau.log,
      () => undefined,
      () => bureau.append('C-1', { type: 'EvidenceAttached', data: { ...EVIDENCE, fileName: `${++day}.pdf` } }),
    )
    await bureau.import('all', [contract('C-1')])
    const tried = bureau.import('all', [contract('C-1'), payment('C-1', 'R', '1.00'), contract('C-2')], { log })
    await expect(tried).rejects.toMatchObject({ code: 'version-conflict' })
    expect(await bureau.types('C-2')).toBe('')
    expect(day).toBe(16)
  })

  test('when it is sent twice at once by two persons, then every entry stands once', async () => {
    const other = { identity: { actor: '赵工', correlationId: 'import-2' } }
    const reports = await Promise.all([bureau.import('all', FILE), bureau.import('good', FILE, other)])
    for (const no of NUMBERS) expect(await bureau.types(no)).toBe('ContractSigned InvoiceIssued PaymentReceived')
    expect(reports.map((it) => it.counts.recorded).sort((a, b) => a - b)).toEqual([0, FILE.length])
  })
})

describe('given one file, and a log that stores one stream at a time', () => {
  test('when it is sent twice at once to two services, then every entry stands once', async () => {
    const one = { log: troubled(bureau.log, async () => undefined) }
    const other = {
      log: troubled(bureau.log, async () => undefined),
      identity: { actor: '赵工', correlationId: 'import-2' },
    }
    const reports = await Promise.all([bureau.import('all', FILE, one), bureau.import('good', FILE, other)])
    for (const no of NUMBERS) expect(await bureau.types(no)).toBe('ContractSigned InvoiceIssued PaymentReceived')
    const recorded = reports.map((it) => it.counts.recorded)
    expect(recorded[0] + recorded[1]).toBe(FILE.length)
    expect(reports.map((it) => it.counts.faults)).toEqual([0, 0])
  })

  test('when the same person sends it twice at once through one service, then every entry stands once', async () => {
    const reports = await Promise.all([bureau.import('all', FILE), bureau.import('all', FILE)])
    for (const no of NUMBERS) expect(await bureau.types(no)).toBe('ContractSigned InvoiceIssued PaymentReceived')
    expect(reports.map((it) => it.verdict)).toEqual(['recorded', 'recorded'])
  })

  test('when the log fails after it is decided, then it says so, and whoever comes next completes it', async () => {
    const log = troubled(bureau.log, async (_, nth) => {
      if (nth > 100) throw new Unavailable('unreachable', 'gone')
    })
    const broken = await bureau.import('all', FILE, { log })
    const stop = { code: 'decided', facts: { because: 'log-unreachable' } }
    expect(broken).toMatchObject({ verdict: 'stopped', stop, counts: { new: FILE.length, recorded: 0 } })
    const again = await bureau.import('all', FILE)
    expect(again).toMatchObject({ verdict: 'recorded', counts: { known: FILE.length, recorded: 0 } })
    for (const no of NUMBERS) expect(await bureau.types(no)).toBe('ContractSigned InvoiceIssued PaymentReceived')
  })

  test('when the log fails before anything is recorded, then the error is the answer', async () => {
    const log = troubled(bureau.log, async () => {
      throw new Unavailable('disk-full', 'full')
    })
    await expect(bureau.import('all', FILE, { log })).rejects.toMatchObject({ reason: 'disk-full' })
  })

  // One part of a plan, its decision, five contracts, its end.
  describe.each(['fails', 'does not say that it stored'] as const)('when it %s', (how) => {
    test.each([1, 2, 3, 4, 5, 6, 7, 8])(
      'append %i, then nothing of the file stands, or all of it does without anybody’s doing',
      async (at) => {
        const few = FILE.slice(0, 15)
        const log = troubled(bureau.log, async (_, nth, store) => {
          if (nth !== at) return
          if (how === 'fails') throw new Unavailable('unreachable', 'gone')
          await store()
          throw new OutcomeUnknown('no answer')
        })
        const ended = endOfPlan(bureau.log)
        const tried = bureau.import('all', few, { log })
        if (at <= 2) {
          const code = how === 'fails' ? 'unavailable' : 'outcome-unknown'
          await expect(tried).rejects.toMatchObject({ code })
        } else expect(await tried).toMatchObject({ verdict: 'stopped', stop: { code: 'decided' } })
        const decided = at > 2 || (at === 2 && how !== 'fails')
        if (decided) await ended
        for (const no of NUMBERS.slice(0, 5))
          expect(await bureau.types(no)).toBe(decided ? 'ContractSigned InvoiceIssued PaymentReceived' : '')
        const known = decided ? few.length : 0
        const again = await bureau.import('all', few)
        expect(again).toMatchObject({ verdict: 'recorded', counts: { known, recorded: few.length - known } })
      },
    )
  })

  test('when another signs one of its contracts once all is decided, then the rest stands and it says what does not', async () => {
    const stream = engagementStream(engagementIdOf(PLATFORM, 'C-77'))
    let theirs = false
    const log = troubled(bureau.log, async (name) => {
      if (name !== stream || theirs) return
      theirs = true
      await bureau.append('C-77', { type: 'ContractSigned', data: RIVAL })
    })
    const report = await bureau.import('all', FILE, { log })
    expect(report).toMatchObject({
      verdict: 'stopped',
      stop: { code: 'overtaken', facts: { because: 'recorded-otherwise' } },
    })
    expect(await signedBy('C-77')).toBe('李工')
    expect(report.rows.length).toBe(FILE.length)
    for (const row of report.rows)
      if (row.contractNo !== 'C-77')
        expect((await bureau.entries(row.contractNo)).length).toBe(row.state === 'recorded' ? 3 : 0)
    expect(report.counts).toMatchObject({ recorded: FILE.length - 3, refused: 3 })
    // In mode good what the rival said otherwise is told.
    const good = await bureau.import('good', FILE)
    expect(good.verdict).toBe('recorded')
    expect(reported(good).faults.map((it) => it.split(' ')[2])).toEqual(['recorded-otherwise'])
    expect(good.counts.recorded + good.counts.known).toBe(FILE.length - 1)
  })

  test('when another writes to a contract in every try, then the import decides again and records once', async () => {
    let tries = 0
    const log = troubled(bureau.log, async (name) => {
      if (name !== engagementStream(engagementIdOf(PLATFORM, 'C-1')) || ++tries > 3) return
      await bureau.append('C-1', { type: 'ContractCompleted', data: { on: `2025-05-0${tries}` } })
    })
    await bureau.import('all', [contract('C-1')])
    await bureau.import('all', [payment('C-1', 'R', '1.00')], { log })
    expect((await bureau.entries('C-1')).filter((it) => it.type === 'PaymentReceived')).toHaveLength(1)
  })
})

describe('given very many rows of one contract', () => {
  test('then they are cut into appends the log takes, in order, and known when sent again', async () => {
    const lines = [contract('C-1'), ...Array.from({ length: 1_200 }, (_, i) => payment('C-1', `R-${i}`, '0.01'))]
    expect((await bureau.import('all', lines)).counts).toMatchObject({ recorded: 1_201, faults: 0 })
    const entries = await bureau.entries('C-1')
    expect(entries.slice(1).map((it) => it.data.bankReference)).toEqual(lines.slice(1).map((it) => it[1].bankReference))
    expect(new Set(entries.map((it) => it.metadata.idempotencyKey)).size).toBe(3)
    expect((await bureau.import('all', lines)).counts).toMatchObject({ known: 1_201, recorded: 0 })
  })

  test('then more than five thousand are refused, every one of them', async () => {
    const lines = Array.from({ length: 5_001 }, (_, i) => payment('C-1', `R-${i}`, '0.01'))
    const report = await bureau.import('good', [...lines, contract('C-2')])
    expect(report.counts).toMatchObject({ refused: 5_001, recorded: 1 })
    expect(report.faults[0].code).toBe('too-many-rows-of-contract')
  })
})

const EVIDENCE = { sha256: '0'.repeat(64), kind: '合同', fileName: '', pages: 1 } as const
const RIVAL: ContractSigned['data'] = {
  platform: PLATFORM,
  contractNo: 'C-77',
  client: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' },
  title: '另一合同',
  kind: 'single',
  serviceCategories: ['产品试制'],
  products: ['物镜组'],
  amount: '1000.00',
  taxBasis: 'inclusive',
  pricing: 'fixed',
  signedOn: '2025-03-01',
}
