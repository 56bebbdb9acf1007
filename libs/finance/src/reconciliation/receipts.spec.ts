import { RecordingService } from '@pilot-ledger/recording'
import { BankFixture, CLIENT, PLATFORM } from './bank-fixture.spec-support'
import { PlatformTurns } from './platform-turns'
import { ReconciliationReader } from './reconciliation-reader'

const OTHER = { id: { scheme: 'uscc', value: '913502000728319549' }, name: '示例仪器有限公司' } as const

let fixture: BankFixture
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
})
afterEach(() => fixture.close())

/** A statement of one movement; answers the line. */
async function line(yuan: number, payer: string, reference: string, day = '2025-09-10'): Promise<string> {
  const [came, went] = yuan > 0 ? [yuan.toFixed(2), ''] : ['', (-yuan).toFixed(2)]
  const { body } = await fixture.bring(
    [`${day},${came},${went},${yuan.toFixed(2)},${payer},${reference},货款`],
    yuan > 0 ? {} : { opening: '0.00' },
  )
  return `${body.statement}.1`
}
const at = async (of: string) =>
  `/api/platforms/${PLATFORM}/reconciliation/lines/${of}/receipt?waitFor=${await fixture.log.head()}`
const proposed = async (of: string) => (await fixture.send('GET', await at(of))).body
const record = async (of: string, shares: readonly object[], headers: Record<string, string> = {}) =>
  fixture.send('POST', await at(of), { shares }, headers)
const share = (contract: string, amount: string) => ({ contract, amount })

describe('given open invoices of a client and a line by which he paid', () => {
  it('when it is asked, then the oldest are offered first and take of it what they have open', async () => {
    const [one, other] = [await fixture.contract('A-1', '900.00'), await fixture.contract('A-2', '900.00')]
    await fixture.invoice(one, 1, '300.00', { issuedOn: '2025-07-02' })
    await fixture.invoice(other, 2, '200.00', { issuedOn: '2025-06-01' })
    await fixture.invoice(one, 3, '400.00', { issuedOn: '2025-08-01' })
    const strange = await fixture.contract('B-1', '900.00', OTHER as never)
    await fixture.invoice(strange, 4, '50.00', { issuedOn: '2025-05-02' })
    const its = await proposed(await line(600, CLIENT.name, 'R-1'))
    expect(its).toMatchObject({ day: '2025-09-10', reference: 'R-1', payer: CLIENT.name, open: '600.00', rest: '0.00' })
    expect(
      its.invoices.map((it: { contractNo: string; open: string; share: string }) => [it.contractNo, it.open, it.share]),
    ).toEqual([
      ['A-2', '200.00', '200.00'],
      ['A-1', '300.00', '300.00'],
      ['A-1', '400.00', '100.00'],
    ])
    expect((await proposed(await line(60, '某个人', 'R-2', '2025-09-11'))).invoices).toEqual([])
  })

  it('when it is recorded, then each contract has its share of one slip and the line is matched to all', async () => {
    const [one, other] = [await fixture.contract('A-1', '900.00'), await fixture.contract('A-2', '900.00')]
    await fixture.invoice(one, 1, '300.00')
    await fixture.invoice(other, 2, '200.00')
    const its = await line(500, CLIENT.name, 'R-1')
    const answer = await record(its, [share(one, '300.00'), share(other, '200.00')], { 'idempotency-key': 'k-1' })
    expect([answer.status, answer.body.waits, answer.body.entries.length]).toEqual([201, false, 2])
    const entries = (await fixture.send('GET', `/api/engagements/${one}/entries?waitFor=${answer.body.position}`)).body
    expect(JSON.stringify(entries)).toContain('R-1')
    const { matches } = await fixture.get('matches?state=confirmed')
    expect(matches).toMatchObject([
      { match: answer.body.match, difference: '0.00', targets: [{ amount: '300.00' }, { amount: '200.00' }] },
    ])
    expect(await fixture.openKinds()).toEqual([])
    // Sent again it is the first answer; under another key there is nothing left to record.
    const again = await record(its, [share(one, '300.00'), share(other, '200.00')], { 'idempotency-key': 'k-1' })
    expect(again.body).toMatchObject({ match: answer.body.match, entries: answer.body.entries })
    expect((await record(its, [share(one, '1.00')])).body.code).toBe('line-nothing-open')
  })

  it('when less than all is recorded, then the rest of the line stays open', async () => {
    const one = await fixture.contract('A-1', '900.00')
    await fixture.invoice(one, 1, '300.00')
    const its = await line(500, CLIENT.name, 'R-1')
    await record(its, [share(one, '300.00')])
    expect((await fixture.get('lines?state=open')).lines).toMatchObject([{ line: its, open: '200.00' }])
  })
})

describe('given what is no receipt of the client', () => {
  it('then it is refused by name, and nothing is recorded', async () => {
    const [one, strange] = [
      await fixture.contract('A-1', '900.00'),
      await fixture.contract('B-1', '900.00', OTHER as never),
    ]
    await fixture.invoice(one, 1, '300.00')
    await fixture.invoice(strange, 2, '300.00')
    const empty = await fixture.contract('A-9', '900.00')
    const its = await line(500, CLIENT.name, 'R-1')
    const out = await line(-10, CLIENT.name, 'R-2', '2025-09-11')
    const before = await fixture.log.head()
    const code = async (of: string, ...shares: object[]) => (await record(of, shares)).body.code
    expect(await code(its, share(strange, '1.00'))).toBe('payer-not-client')
    expect(await code(its, share(one, '500.01'))).toBe('shares-over-line')
    expect(await code(its, share(empty, '1.00'))).toBe('unknown-target')
    expect(await code(its, share(one, '1.00'), share(one, '1.00'))).toBe('contract-named-twice')
    expect(await code(out, share(one, '1.00'))).toBe('line-is-no-receipt')
    expect(await code(its.replace(/1$/, '7'), share(one, '1.00'))).toBe('unknown-line')
    expect(await fixture.log.head()).toBe(before)
  })

  it('when the rules refuse one of several, then none is recorded', async () => {
    const [one, other] = [await fixture.contract('A-1', '900.00'), await fixture.contract('A-2', '900.00')]
    await fixture.invoice(one, 1, '300.00')
    await fixture.invoice(other, 2, '300.00')
    // The number of its slip is there already.
    await fixture.pay(other, 'R-1', '10.00')
    const its = await line(500, CLIENT.name, 'R-1')
    const before = await fixture.log.head()
    expect((await record(its, [share(one, '100.00'), share(other, '100.00')])).status).toBeGreaterThanOrEqual(400)
    expect(await fixture.log.head()).toBe(before)
  })

  it('when the line has no number of the bank, then it is said where to record it', async () => {
    const one = await fixture.contract('A-1', '900.00')
    await fixture.invoice(one, 1, '300.00')
    expect((await record(await line(500, CLIENT.name, ''), [share(one, '1.00')])).body.code).toBe(
      'line-without-reference',
    )
  })
})

describe('given a receipt under the line’s number that was recorded at its contract', () => {
  it('when the line is recorded as a receipt too, then only for what the ledger has not', async () => {
    const [one, other] = [await fixture.contract('A-1', '900.00'), await fixture.contract('A-2', '900.00')]
    await fixture.invoice(one, 1, '300.00')
    await fixture.invoice(other, 2, '500.00')
    await fixture.pay(one, 'R-1', '300.00', { total: '500.00', receivedOn: '2025-09-10' })
    const its = await line(500, CLIENT.name, 'R-1')
    expect((await proposed(its)).open).toBe('200.00')
    expect((await record(its, [share(other, '200.01')])).body.code).toBe('shares-over-line')
    expect((await record(its, [share(other, '200.00')])).status).toBe(201)
    await fixture.pay(one, 'R-2', '60.00', { receivedOn: '2025-09-11' })
    const all = await line(60, CLIENT.name, 'R-2', '2025-09-11')
    expect((await record(all, [share(other, '60.00')])).body.code).toBe('line-receipt-recorded')
  })
})

describe('given one clerk who matches a line and one who records it as a receipt', () => {
  it.each(['match', 'receipt'])(
    'when both come at once, %s first, then one does and the other is told',
    async (first) => {
      const [one, other] = [await fixture.contract('A-1', '900.00'), await fixture.contract('A-2', '900.00')]
      const invoice = await fixture.invoice(one, 1, '500.00')
      await fixture.invoice(other, 2, '500.00')
      const its = await line(500, CLIENT.name, 'R-1')
      const url = await at(its)
      const body = { lines: [{ line: its, amount: '500.00' }], targets: [{ target: invoice, amount: '500.00' }] }
      const ways = {
        match: () => fixture.post('matches', body),
        receipt: () => fixture.send('POST', url, { shares: [share(other, '500.00')] }),
      }
      const order = first === 'match' ? [ways.match, ways.receipt] : [ways.receipt, ways.match]
      const answers = await Promise.all(order.map((it) => it()))
      expect(answers.map((it) => it.status).sort()).toEqual([201, 422])
      expect(answers.find((it) => it.status === 422)?.body.code).toBe('line-nothing-open')
      // Nothing of who came second is on the ledger.
      const matches = (await fixture.get('matches?state=confirmed')).matches
      const recorded = JSON.stringify((await fixture.send('GET', `/api/engagements/${other}/entries`)).body).includes(
        'R-1',
      )
      expect([matches.length, recorded]).toEqual([1, matches[0].targets[0].target !== invoice])
    },
  )
})

describe('given two clerks at one line', () => {
  it('when both record it at once for different contracts, then the money is recorded once', async () => {
    const [one, other] = [await fixture.contract('A-1', '900.00'), await fixture.contract('A-2', '900.00')]
    await fixture.invoice(one, 1, '500.00')
    await fixture.invoice(other, 2, '500.00')
    const url = await at(await line(500, CLIENT.name, 'R-1'))
    const answers = await Promise.all(
      [one, other, one].map((it) => fixture.send('POST', url, { shares: [share(it, '500.00')] })),
    )
    expect(answers.filter((it) => it.status === 201)).toHaveLength(1)
    expect(answers.filter((it) => it.status !== 201).map((it) => it.body.code)).toEqual([
      'line-nothing-open',
      'line-nothing-open',
    ])
    const entries = await Promise.all([one, other].map((it) => fixture.send('GET', `/api/engagements/${it}/entries`)))
    expect(entries.map((it) => JSON.stringify(it.body).includes('R-1'))).toEqual([true, false])
  })

  it('when one double-clicks under one key, then both answers are the same', async () => {
    const one = await fixture.contract('A-1', '900.00')
    await fixture.invoice(one, 1, '500.00')
    const url = await at(await line(500, CLIENT.name, 'R-1'))
    const twice = await Promise.all(
      [1, 2].map(() => fixture.send('POST', url, { shares: [share(one, '500.00')] }, { 'idempotency-key': 'k-1' })),
    )
    expect(twice.map((it) => it.status < 300)).toEqual([true, true])
    expect(twice[0].body.entries).toEqual(twice[1].body.entries)
  })
})

describe('given two reporters, of which neither waits for the other’s turn', () => {
  /** Both have seen the line open before either records anything. */
  function apart() {
    jest.spyOn(PlatformTurns.prototype, 'take').mockImplementation((_, work) => work())
    const real = ReconciliationReader.prototype.bookAndTargets
    const seen: (() => void)[] = []
    jest.spyOn(ReconciliationReader.prototype, 'bookAndTargets').mockImplementation(async function (
      this: ReconciliationReader,
      ...of
    ) {
      const read = await real.apply(this, of)
      if (seen.length < 2)
        await new Promise<void>((go) => {
          seen.push(go)
          if (seen.length === 2) for (const it of seen) it()
        })
      return read
    })
  }
  afterEach(() => jest.restoreAllMocks())
  const liveReceipts = async (contract: string) => {
    const { body } = await fixture.send(
      'GET',
      `/api/engagements/${contract}/entries?waitFor=${await fixture.log.head()}`,
    )
    const all = body.entries as { entryId: string; type: string; data: { voids?: string } }[]
    const voided = new Set(all.map((it) => it.data.voids))
    return all.filter((it) => it.type === 'PaymentReceived' && !voided.has(it.entryId)).length
  }

  it.each([
    ['all of it', '500.00', 'line-nothing-open'],
    ['more than half of it each', '300.00', 'line-over-allocated'],
  ])(
    'when both record a line for different contracts, %s, then one does and nothing of the other stands',
    async (_, amount, code) => {
      const contracts = [await fixture.contract('A-1', '900.00'), await fixture.contract('A-2', '900.00')]
      for (const [i, it] of contracts.entries()) await fixture.invoice(it, i + 1, '500.00')
      const its = await line(500, CLIENT.name, 'R-1')
      const url = await at(its)
      apart()
      const answers = await Promise.all(
        contracts.map((it, i) =>
          fixture.send('POST', url, { shares: [share(it, amount)] }, { 'idempotency-key': `k-${i}` }),
        ),
      )
      jest.restoreAllMocks()
      const lost = answers.findIndex((it) => it.status !== 201)
      expect([answers.map((it) => it.status).sort(), answers[lost].body.code]).toEqual([[201, 422], code])
      const standing = await Promise.all(contracts.map(liveReceipts))
      expect([standing[1 - lost], standing[lost]]).toEqual([1, 0])
      expect(await fixture.get('matches?state=confirmed')).toMatchObject({ matches: [{ difference: '0.00' }] })
      // Sent again by who was too late, it is refused again, and nothing comes of it.
      const again = await fixture.send(
        'POST',
        url,
        { shares: [share(contracts[lost], amount)] },
        { 'idempotency-key': `k-${lost}` },
      )
      expect([again.status, await liveReceipts(contracts[lost])]).toEqual([422, 0])
    },
  )

  it('when another matches the line to the very receipt that was just recorded, then that stands', async () => {
    const contract = await fixture.contract('A-1', '900.00')
    await fixture.invoice(contract, 1, '500.00')
    const its = await line(500, CLIENT.name, 'R-1')
    jest.spyOn(PlatformTurns.prototype, 'take').mockImplementation((_, work) => work())
    const real = RecordingService.prototype.decide
    jest.spyOn(RecordingService.prototype, 'decide').mockImplementationOnce(async function (
      this: RecordingService,
      ...of: Parameters<typeof real>
    ) {
      const [, , , requested] = of as unknown as [unknown, unknown, unknown, { lines: object[]; targets: object[] }]
      await fixture.done('matches', { lines: requested.lines, targets: requested.targets })
      return real.apply(this, of)
    } as never)
    const answer = await record(its, [share(contract, '500.00')], { 'idempotency-key': 'k-1' })
    expect([answer.status, answer.body.code]).toEqual([422, 'line-nothing-open'])
    expect(await liveReceipts(contract)).toBe(1)
    expect(await fixture.get('matches?state=confirmed')).toMatchObject({ matches: [{ difference: '0.00' }] })
  })
})
