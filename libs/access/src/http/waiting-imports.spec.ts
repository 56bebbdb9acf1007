import { type EventLog, Unavailable } from '@pilot-ledger/event-log'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { AccessFixture, OURS } from './access-fixture.spec-support'

/** The fixture's clock stands on 1 September 2025: these are years before it. */
const contract = (contractNo: string, more: object = {}) => ({
  kind: 'contract',
  contractNo,
  title: '镜头装调中试服务',
  clientName: '示例光电科技有限公司',
  clientId: '91440101MA5CJQ4N59',
  serviceCategories: ['产品试制'],
  products: ['内窥镜物镜组'],
  amount: '1000.00',
  taxBasis: 'inclusive',
  pricing: 'fixed',
  signedOn: '2023-03-01',
  ...more,
})
const invoice = (contractNo: string, n: number, share: string, on = '2023-04-01') => ({
  kind: 'invoice',
  contractNo,
  invoiceNo: String(n).padStart(20, '0'),
  share,
  total: share,
  tax: '0.00',
  on,
})
const ndjson = (...lines: object[]) => lines.map((it) => `${JSON.stringify(it)}\n`).join('')
/** Call-offs stand before their framework, an invoice before its contract, and one row is dated yesterday. */
const FILE = ndjson(
  contract('R-1', { contractKind: 'callOff', parent: 'R-9', signedOn: '2023-05-01', amount: '400.00' }),
  invoice('A-1', 2, '100.00', '2025-08-31'),
  invoice('A-1', 1, '300.00'),
  contract('A-1'),
  contract('R-9', { contractKind: 'framework', amount: '5000.00' }),
  contract('N-1', { signedOn: '2025-08-20', amount: '70.00' }),
)

let fixture: AccessFixture
const opened = async (recordedOn?: (log: EventLog) => EventLog) => {
  const rule = { days: 30, proposalDays: 30, datedDays: 10_000 }
  fixture = await AccessFixture.open({}, rule, recordedOn)
  await fixture.settle()
  Object.assign(rule, { datedDays: 30 })
}
afterEach(() => fixture.close())

const importing = async (mode: string, payload = FILE) => {
  const token = await fixture.office.logIn('clerk')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' }
  const url = `/api/platforms/${OURS}/imports?mode=${mode}`
  return (await fixture.app.inject({ method: 'POST', url, payload, headers })).json()
}
const WAITING = `/api/platforms/${OURS}/waiting-imports`
const waiting = async (who = 'evaluator') => {
  const head = await fixture.log.head()
  return (await fixture.ask(who, 'GET', `${WAITING}?waitFor=${head}`)).body.imports
}
const figureOf = async (code: string) => {
  const url = `/api/platforms/${OURS}/figures?from=2020-01-01&to=2025-09-01&codes=${code}&waitFor=${await fixture.log.head()}`
  return (await fixture.ask('evaluator', 'GET', url)).body.figures[0].value
}

describe('A file with years of history', () => {
  beforeEach(() => opened())

  it('tells before and after what of it waits, records what need not, and moves no figure by the rest', async () => {
    const preview = await importing('preview')
    const waits = { contracts: 3, rows: 5, because: [{ code: 'dated-long-ago', what: '30' }] }
    expect(preview).toMatchObject({ verdict: 'previewed', counts: { new: 6, faults: 0 }, waits })
    expect(await waiting()).toEqual([])
    const done = await importing('all')
    expect(done).toMatchObject({ verdict: 'recorded', counts: { recorded: 6 }, waits })
    for (const { totals, waits: waiting } of [preview, done]) {
      // N-1 alone is recorded.
      expect(totals).toEqual([{ type: 'ContractSigned', taxBasis: 'inclusive', entries: 1, amount: '70.00' }])
      expect(waiting.totals).toHaveLength(3)
      expect(waiting.totals).toEqual(
        expect.arrayContaining([
          { type: 'ContractSigned', taxBasis: 'inclusive', entries: 2, amount: '1400.00' },
          { type: 'ContractSigned', taxBasis: 'inclusive', framework: true, entries: 1, amount: '5000.00' },
          { type: 'InvoiceIssued', entries: 2, amount: '400.00' },
        ]),
      )
    }
    expect(done.rows.map((it: { contractNo: string; waits?: true }) => [it.contractNo, it.waits])).toEqual([
      ['R-1', true],
      ['A-1', true],
      ['A-1', true],
      ['A-1', true],
      ['R-9', true],
      ['N-1', undefined],
    ])
    expect(await figureOf('contractAmount')).toBe('380070.00')
    expect(await figureOf('invoicedAmount')).toBe('0.00')
    expect(await waiting()).toMatchObject([
      {
        import: done.import,
        contracts: 3,
        // What an evaluator opens before he answers.
        named: expect.arrayContaining(
          ['R-1', 'A-1', 'R-9'].map((contractNo) => ({ engagement: engagementIdOf(OURS, contractNo), contractNo })),
        ),
        entries: 5,
        proposedBy: 'clerk',
        // 400.00 of the call-off and 1,000.00; the framework by itself (H11).
        totals: expect.arrayContaining([
          { type: 'ContractSigned', taxBasis: 'inclusive', entries: 2, amount: '1400.00' },
          { type: 'ContractSigned', taxBasis: 'inclusive', framework: true, entries: 1, amount: '5000.00' },
          { type: 'InvoiceIssued', entries: 2, amount: '400.00' },
        ]),
      },
    ])
    // As one thing: not as three more in the list of single proposals.
    expect((await fixture.ask('evaluator', 'GET', '/api/proposals')).body.proposals).toEqual([])
  })

  it('sent again is known, also while it waits, and nothing waits twice', async () => {
    await importing('all')
    const before = await fixture.log.head()
    const again = await importing('all')
    expect(again).toMatchObject({ counts: { known: 6, recorded: 0 } })
    expect(again.waits).toBeUndefined()
    expect(again.rows[1].knownAs).toBe('waiting')
    expect(await fixture.log.head()).toBe(before)
  })

  it('is approved once, as a whole, by an evaluator; each entry then bears both names', async () => {
    const { import: id } = await importing('all')
    await waiting()
    for (const who of ['clerk', 'rival', 'finance', 'keeper'])
      expect((await fixture.ask(who, 'POST', `${WAITING}/${id}/approval`)).status).toBe(403)
    const { status, body } = await fixture.ask('evaluator', 'POST', `${WAITING}/${id}/approval`)
    expect([status, body]).toMatchObject([200, { contracts: 3, entries: 5, failed: [] }])
    // A framework with a call-off does not count beside it.
    expect(await figureOf('contractAmount')).toBe('381470.00')
    expect(await figureOf('invoicedAmount')).toBe('400.00')
    expect(await waiting()).toEqual([])
    const { entries } = (await fixture.ask('clerk', 'GET', `/api/engagements/${engagementIdOf(OURS, 'A-1')}/entries`))
      .body
    expect(
      entries.map((it: { type: string; actor: string; proposedBy?: string }) => [it.type, it.actor, it.proposedBy]),
    ).toEqual([
      ['ChangeProposed', 'clerk', undefined],
      ['ChangeApproved', 'evaluator', 'clerk'],
      ['ContractSigned', 'evaluator', 'clerk'],
      ['InvoiceIssued', 'evaluator', 'clerk'],
      ['InvoiceIssued', 'evaluator', 'clerk'],
    ])
    expect(await importing('all')).toMatchObject({ counts: { known: 6 } })
    expect((await fixture.ask('evaluator', 'POST', `${WAITING}/${id}/approval`)).status).toBe(404)
    expect((await fixture.ask('keeper', 'POST', '/api/read-model/rebuild')).body.differences).toEqual([])
  })

  it('is rejected or withdrawn as a whole, and the same file may be brought again', async () => {
    const { import: id } = await importing('all')
    await waiting()
    const reason = { reason: '与归档合同不符' }
    expect((await fixture.ask('evaluator', 'POST', `${WAITING}/${id}/rejection`, reason)).body).toMatchObject({
      contracts: 3,
    })
    expect(await waiting()).toEqual([])
    expect(await importing('all')).toMatchObject({ counts: { recorded: 5, known: 1 }, waits: { contracts: 3 } })
    expect((await waiting())[0].import).toBe(id)
    expect((await fixture.ask('clerk', 'POST', `${WAITING}/${id}/withdrawal`)).body).toMatchObject({
      contracts: 3,
      failed: [],
    })
    expect(await waiting()).toEqual([])
    expect(await figureOf('contractAmount')).toBe('380070.00')
  })

  it('of which something became impossible is approved but for that, which is told and goes on waiting', async () => {
    const { import: id } = await importing('all')
    await waiting()
    // The framework is rejected by itself: its call-off can no longer be recorded.
    const framework = engagementIdOf(OURS, 'R-9')
    const [{ proposal }] = (await fixture.ask('evaluator', 'GET', `/api/engagements/${framework}`)).body.proposals
    await fixture.ask('evaluator', 'POST', `/api/engagements/${framework}/proposals/${proposal}/rejection`, {
      reason: '未见原件',
    })
    await waiting()
    const { body } = await fixture.ask('evaluator', 'POST', `${WAITING}/${id}/approval`)
    expect(body).toMatchObject({
      contracts: 1,
      entries: 3,
      failed: [{ engagement: engagementIdOf(OURS, 'R-1'), code: 'unknown-parent' }],
    })
    expect(await waiting()).toMatchObject([{ contracts: 1, entries: 1 }])
    expect(await figureOf('contractAmount')).toBe('381070.00')
  })
})

describe('On a log that stores one stream at a time, the answer to a file', () => {
  let before: (stream: string) => void | Promise<void> = () => undefined
  beforeEach(async () => {
    before = () => undefined
    await opened((log) =>
      Object.assign(Object.create(log) as EventLog, {
        appendTogether: undefined,
        append: async (...args: Parameters<EventLog['append']>) => {
          await before(args[0])
          return log.append(...args)
        },
      }),
    )
  })
  /** Resolves when so many plans have ended. */
  const ends = (count: number) =>
    new Promise<void>((found) => {
      let seen = 0
      fixture.log.follow({ after: 'start' }, (events) => {
        seen += events.filter((it) => it.type === 'PlanEnded').length
        if (seen >= count) found()
      })
    })
  const openOf = async () => (await waiting()).map((it: { contracts: number }) => it.contracts)

  // What call-offs lean on, they themselves, the decision, three contracts, the end; an eighth does not come.
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('stands in all its contracts or in none, when append %i fails', async (at) => {
    const { import: id } = await importing('all')
    expect(await openOf()).toEqual([3])
    let nth = 0
    before = () => {
      if (++nth === at) throw new Unavailable('unreachable', 'gone')
    }
    const ended = ends(2)
    const { status, body } = await fixture.ask('evaluator', 'POST', `${WAITING}/${id}/approval`)
    if (at <= 3) {
      expect([status, body.code]).toEqual([503, 'log-unreachable'])
      expect(await openOf()).toEqual([3])
      expect(await figureOf('contractAmount')).toBe('380070.00')
      const again = await fixture.ask('evaluator', 'POST', `${WAITING}/${id}/approval`)
      expect([again.status, again.body]).toMatchObject([200, { contracts: 3, entries: 5, failed: [] }])
    } else if (at <= 7) expect([status, body.code]).toEqual([503, 'answer-follows'])
    else expect([status, body]).toMatchObject([200, { contracts: 3, entries: 5, failed: [] }])
    await ended
    expect(await openOf()).toEqual([])
    // As on the embedded log: 380,070.00 and the two contracts, of which a framework is none.
    expect(await figureOf('contractAmount')).toBe('381470.00')
    expect(await figureOf('invoicedAmount')).toBe('400.00')
  })

  it('leaves out what another answers between its decision and its end, with what leans on that, and says so', async () => {
    const { import: id } = await importing('all')
    await waiting()
    const framework = engagementIdOf(OURS, 'R-9')
    const [{ proposal }] = (await fixture.ask('evaluator', 'GET', `/api/engagements/${framework}`)).body.proposals
    before = async (stream) => {
      if (!stream.endsWith(framework)) return
      before = () => undefined
      const rejection = `/api/engagements/${framework}/proposals/${proposal}/rejection`
      await fixture.ask('evaluator', 'POST', rejection, { reason: '未见原件' })
    }
    const { body } = await fixture.ask('evaluator', 'POST', `${WAITING}/${id}/approval`)
    expect(body).toMatchObject({ contracts: 1, entries: 3 })
    expect(body.failed.map((it: { engagement: string; code: string }) => [it.engagement, it.code])).toEqual([
      [framework, 'proposal-closed'],
      [engagementIdOf(OURS, 'R-1'), 'unknown-parent'],
    ])
    expect(await figureOf('contractAmount')).toBe('381070.00')
  })
})
