import { BankFixture, CLIENT, PLATFORM } from './bank-fixture.spec-support'

const OTHER = { id: { scheme: 'uscc', value: '913502000728319549' }, name: '示例仪器有限公司' } as const

let fixture: BankFixture
beforeEach(async () => {
  fixture = await (await BankFixture.open({ days: 30, proposalDays: 30 })).withAccount()
})
afterEach(() => fixture.close())

/** A statement of what came; answers the line. */
async function came(amount: string, payer: string, reference: string, day = '2025-09-10'): Promise<string> {
  const { body } = await fixture.bring([`${day},${amount},,${amount},${payer},${reference},货款`], {
    from: day,
    to: day,
  })
  return `${body.statement}.1`
}
const signed = (no: string, client: object = CLIENT) =>
  fixture.contract(no, '9000.00', client as typeof CLIENT, '2025-09-01')
const invoiced = (contract: string, number: number, share: string, issuedOn = '2025-09-02') =>
  fixture.invoice(contract, number, share, { issuedOn })
/** What the list of lines offers of one. */
async function offered(line: string) {
  const { lines } = await fixture.get('lines?state=open')
  const its = lines.find((it: { line: string }) => it.line === line).receipt
  return its && [its.contractNo, its.amount, its.invoice.slice(-2)]
}
const record = async (line: string, shares: readonly object[], query = '', headers: Record<string, string> = {}) => {
  const at = `/api/platforms/${PLATFORM}/reconciliation/lines/${line}/receipt?waitFor=${await fixture.log.head()}`
  return fixture.send('POST', `${at}${query}`, { shares }, headers)
}

describe('given a line of which its payer says whose money it is', () => {
  it('when all that he has open is of one contract and takes the line, then that is offered, by its oldest invoice', async () => {
    const one = await signed('A-1')
    await invoiced(one, 11, '400.00', '2025-09-05')
    await invoiced(one, 12, '300.00', '2025-09-03')
    expect(await offered(await came('500.00', CLIENT.name, 'R-1'))).toEqual(['A-1', '500.00', '12'])
  })

  it('when he has several contracts, then the one invoice of exactly that money is offered', async () => {
    await invoiced(await signed('A-1'), 11, '400.00', '2025-09-03')
    await invoiced(await signed('A-2'), 12, '300.00', '2025-09-05')
    expect(await offered(await came('300.00', CLIENT.name, 'R-1'))).toEqual(['A-2', '300.00', '12'])
  })
})

describe('given a line about which something is left to choose or to say', () => {
  it.each<[string, () => Promise<string>]>([
    [
      'several contracts, and no invoice of just that money',
      async () => {
        await invoiced(await signed('A-1'), 11, '400.00')
        await invoiced(await signed('A-2'), 12, '300.00')
        return came('350.00', CLIENT.name, 'R-1')
      },
    ],
    [
      'two invoices of just that money',
      async () => {
        await invoiced(await signed('A-1'), 11, '300.00')
        await invoiced(await signed('A-2'), 12, '300.00')
        return came('300.00', CLIENT.name, 'R-1')
      },
    ],
    [
      'an invoice of just that money, and two of another contract that come to it',
      async () => {
        await invoiced(await signed('A-1'), 11, '300.00')
        const other = await signed('A-2')
        for (const [number, share] of [
          [12, '180.00'],
          [13, '120.00'],
        ] as const)
          await invoiced(other, number, share)
        return came('300.00', CLIENT.name, 'R-1')
      },
    ],
    [
      'more money than is open: what is the rest?',
      async () => {
        await invoiced(await signed('A-1'), 11, '300.00')
        return came('300.01', CLIENT.name, 'R-1')
      },
    ],
    [
      'another’s money',
      async () => {
        await invoiced(await signed('A-1', OTHER), 11, '300.00')
        return came('300.00', CLIENT.name, 'R-1')
      },
    ],
    [
      'nothing open any more',
      async () => {
        const one = await signed('A-1')
        await invoiced(one, 11, '300.00')
        await fixture.pay(one, 'R-0', '300.00', { receivedOn: '2025-09-08' })
        return came('300.00', CLIENT.name, 'R-1')
      },
    ],
    [
      'a line without the bank’s number',
      async () => {
        await invoiced(await signed('A-1'), 11, '300.00')
        return came('300.00', CLIENT.name, '')
      },
    ],
    [
      'the ledger has a receipt under its number',
      async () => {
        const one = await signed('A-1')
        await invoiced(one, 11, '600.00')
        await fixture.pay(one, 'R-1', '300.00', { receivedOn: '2025-09-10' })
        return came('300.00', CLIENT.name, 'R-1')
      },
    ],
  ])('when it is %s, then nothing is offered', async (_, given) => {
    expect(await offered(await given())).toBeUndefined()
  })

  it('when two like lines came for one invoice, then neither is offered: one may be the other, sent again', async () => {
    const one = await signed('A-1')
    await invoiced(one, 11, '300.00')
    const [first, again] = [
      await came('300.00', CLIENT.name, 'R-1'),
      await came('300.00', CLIENT.name, 'R-2', '2025-09-11'),
    ]
    expect([await offered(first), await offered(again)]).toEqual([undefined, undefined])
    // With two invoices of the one contract both are money that is due.
    await invoiced(one, 12, '300.00')
    expect([await offered(first), await offered(again)]).toEqual([
      ['A-1', '300.00', '11'],
      ['A-1', '300.00', '11'],
    ])
  })
})

describe('given a receipt that is tried', () => {
  it('when the trial is said to be none, then that is refused, and nothing is recorded', async () => {
    const one = await signed('A-1')
    await invoiced(one, 11, '300.00')
    const line = await came('300.00', CLIENT.name, 'R-1')
    const before = await fixture.log.head()
    const { status, body } = await record(line, [{ contract: one, amount: '300.00' }], '&trial=false')
    expect([status, body.errors[0].pointer]).toEqual([400, '/trial'])
    expect(await fixture.log.head()).toBe(before)
  })

  it('then nothing is recorded, and its warnings and reasons to wait are told; sent under the same key it is recorded', async () => {
    const one = await signed('A-1')
    await invoiced(one, 11, '300.00')
    const line = await came('300.00', CLIENT.name, 'R-1')
    const shares = [{ contract: one, amount: '300.00' }]
    const before = await fixture.log.head()
    const tried = await record(line, shares, '&trial=true', { 'idempotency-key': 'k-1' })
    expect([tried.status, tried.body]).toEqual([
      200,
      { id: PLATFORM, entries: [], trial: true, waits: false, warnings: [], because: [] },
    ])
    expect(await fixture.log.head()).toBe(before)
    expect((await record(line, shares, '', { 'idempotency-key': 'k-1' })).status).toBe(201)
  })

  it('when it would be more than is invoiced, then that is told before; when it lies far back, why it would wait', async () => {
    const one = await signed('A-1')
    await invoiced(one, 11, '300.00')
    const line = await came('500.00', CLIENT.name, 'R-1')
    const more = await record(line, [{ contract: one, amount: '500.00' }], '&trial=true')
    expect(more.body.warnings).toMatchObject([{ code: 'W3' }])
    const old = await came('200.00', CLIENT.name, 'R-2', '2025-08-01')
    const waits = await record(old, [{ contract: one, amount: '200.00' }], '&trial=true')
    expect([waits.status, waits.body.waits, waits.body.because.length]).toEqual([200, true, 1])
  })

  it('when it is refused, then in the words of its recording', async () => {
    const one = await signed('A-1')
    await invoiced(one, 11, '300.00')
    const shares = [{ contract: one, amount: '300.01' }]
    const line = await came('300.00', CLIENT.name, 'R-1')
    const [tried, sent] = [await record(line, shares, '&trial=true'), await record(line, shares)]
    expect([tried.status, tried.body.code]).toEqual([sent.status, 'shares-over-line'])
  })
})
