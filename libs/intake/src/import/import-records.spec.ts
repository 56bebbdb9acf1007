import {
  amendment,
  Bureau,
  batch,
  contract,
  hasFault,
  invoice,
  payment,
  reported,
  reversal,
} from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
})
afterEach(() => bureau.close())

const STORY = [
  payment('C-1', 'R1', '300.00'),
  invoice('C-1', 1, '1200.00', { on: '2025-05-01' }),
  amendment('C-1', '1000.00', '200.00', '1200.00'),
  batch('C-1', 'Z1', { completedOn: '2025-04-03', releasedOn: '2025-04-05', releasedBy: '质量部' }),
  contract('C-1', {
    registrationNo: '2025442000001234',
    registrationRegime: '现行办法',
    registrationDealAmount: '1000.00',
    registrationTechnologyAmount: '0.00',
    registeredOn: '2025-03-20',
  }),
  reversal('C-1', 1, '100.00', { on: '2025-06-01' }),
]

describe('given a file that tells a contract in any order of rows', () => {
  test('when it is previewed, then it says each entry and the log is untouched', async () => {
    const before = await bureau.size()
    const report = await bureau.import('preview', STORY)
    expect(await bureau.size()).toBe(before)
    expect(report).toMatchObject({ verdict: 'previewed', counts: { rows: 6, new: 6, faults: 0 } })
    expect(report.rows[3].entries).toEqual([
      { type: 'BatchRun', day: '2025-04-01' },
      { type: 'BatchReleased', day: '2025-04-05' },
    ])
    expect(report.rows[1].entries).toEqual([{ type: 'InvoiceIssued', day: '2025-05-01', amount: '1200.00' }])
  })

  test('then what is new is told by kind; bases and frameworks are not added together, what is known is left out', async () => {
    await bureau.import('all', [contract('C-1'), batch('C-1', 'Z1', { completedOn: '2025-04-03' })])
    const report = await bureau.import('preview', [
      ...STORY.slice(0, 4),
      contract('C-1'),
      contract('C-2'),
      contract('C-3', { amount: '0.10', taxBasis: 'inclusive' }),
      contract('C-4', { amount: '5.00', taxBasis: 'exclusive' }),
      contract('F-1', { amount: '9000.00', contractKind: 'framework' }),
      contract('C-5', { amount: '0.00' }),
      invoice('C-2', 7, '0.20'),
    ])
    // C-1 and its batch are known, C-5 is refused; of the batch's row only the release is new.
    expect(
      Object.fromEntries(
        report.totals.map(({ entries, amount, ...about }) => [Object.values(about).join(' '), [entries, amount]]),
      ),
    ).toEqual({
      PaymentReceived: [1, '300.00'],
      InvoiceIssued: [2, '1200.20'],
      ContractAmended: [1, undefined],
      BatchReleased: [1, undefined],
      'ContractSigned inclusive': [2, '1000.10'],
      'ContractSigned exclusive': [1, '5.00'],
      'ContractSigned inclusive true': [1, '9000.00'],
    })
  })

  test('when it is imported, then the entries stand in the order in which they happened, in one append', async () => {
    const report = await bureau.import('all', STORY)
    expect(report).toMatchObject({ verdict: 'recorded', counts: { rows: 6, recorded: 6, new: 0 }, position: '9' })
    expect(await bureau.types('C-1')).toBe(
      'ContractSigned TechContractRegistered BatchRun BatchReleased ContractAmended InvoiceIssued PaymentReceived InvoiceReversed',
    )
    const entries = await bureau.entries('C-1')
    expect(new Set(entries.map((it) => it.metadata.idempotencyKey)).size).toBe(1)
    expect(entries[0].metadata).toMatchObject({
      actor: '王工',
      correlationId: 'import-1',
      idempotencyKey: `import-${report.import}-5-0`,
    })
    // The payer had the client's name and no code: it is the client.
    expect(entries[6].data.payer).toEqual({
      id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' },
      name: '示例光电科技有限公司',
    })
  })

  test('when it is imported again, also one row at a time or in part, then nothing is recorded twice', async () => {
    await bureau.import('all', STORY)
    const size = await bureau.size()
    const again = await bureau.import('all', STORY)
    expect(again).toMatchObject({ verdict: 'recorded', counts: { known: 6, recorded: 0, faults: 0 } })
    const overlap = await bureau.import('good', [...STORY.slice(2, 4), payment('C-1', 'R2', '1.00')])
    expect(reported(overlap).rows).toEqual(['2 known recorded', '3 known recorded', '4 recorded'])
    expect(await bureau.size()).toBe(size + 1)
  })
})

describe('given rows that say the same thing as the ledger', () => {
  beforeEach(() =>
    bureau.import('all', [contract('C-1'), invoice('C-1', 1, '100.00'), payment('C-1', 'HD-1', '10.00')]),
  )

  test('however it is typed, then it is known; with other content it is a fault at the field that differs', async () => {
    const report = await bureau.import('preview', [
      contract('Ｃ－１', { title: '镜头装调中试服务 ', endsOn: undefined }),
      payment('C-1', 'ＨＤ－１', '10.00'),
      invoice('C-1', 1, '101.00'),
      contract('C-1', { amount: '1001.00' }),
      contract('C-1', { endsOn: '2026-01-01' }),
    ])
    expect(reported(report)).toEqual({
      rows: ['2 known recorded', '3 known recorded', '4 refused', '5 refused', '6 refused'],
      faults: ['4 share:4 recorded-otherwise', '5 amount:9 recorded-otherwise', '6 endsOn:13 recorded-otherwise'],
    })
    expect(report.faults[0]).toMatchObject({ found: '101.00', facts: { recorded: '100.00', given: '101.00' } })
  })

  test('who does the work and what else pays: said, known again, and not denied in silence', async () => {
    const funded = contract('C-2', { subcontracted: 'yes', otherFunding: '市科技计划' })
    await bureau.import('all', [funded, contract('C-3', { subcontracted: 'no', otherFunding: '无' })])
    expect((await bureau.entries('C-2'))[0].data).toMatchObject({ subcontracted: true, otherFunding: '市科技计划' })
    const [{ data }] = await bureau.entries('C-3')
    expect([data.subcontracted, 'otherFunding' in data]).toEqual([false, false])
    const report = await bureau.import('preview', [
      funded,
      contract('C-2'),
      // Nothing was said of C-1: 否 says no more than that.
      contract('C-1', { subcontracted: 'no', otherFunding: '无' }),
      contract('C-2', { subcontracted: 'no' }),
      contract('C-1', { otherFunding: '市科技计划' }),
    ])
    expect(reported(report)).toEqual({
      rows: ['2 known recorded', '3 known recorded', '4 known recorded', '5 refused', '6 refused'],
      faults: ['5 subcontracted:13 recorded-otherwise', '6 otherFunding:13 recorded-otherwise'],
    })
  })

  test('when what was recorded is corrected or voided since, then the old row is known, and says so', async () => {
    const [, first, second] = await bureau.entries('C-1')
    await bureau.append(
      'C-1',
      {
        type: 'EntryCorrected',
        data: {
          corrects: first.id,
          content: { type: 'InvoiceIssued', data: { ...(first.data as object), share: '90.00' } },
          reason: '录入更正',
        },
      } as never,
      { type: 'EntryVoided', data: { voids: second.id, reason: '重复' } },
    )
    const report = await bureau.import('good', [
      invoice('C-1', 1, '100.00'),
      invoice('C-1', 1, '90.00', { total: '100.00' }),
      payment('C-1', 'HD-1', '10.00'),
      payment('C-1', 'HD-1', '11.00'),
    ])
    expect(reported(report)).toEqual({
      rows: ['2 known corrected', '3 known recorded', '4 known voided', '5 recorded'],
      faults: [],
    })
  })

  test('when the contract was voided and is signed anew with other terms, then what hung on it is recorded anew', async () => {
    const entries = await bureau.entries('C-1')
    const voids = [...entries]
      .reverse()
      .map(({ id }) => ({ type: 'EntryVoided', data: { voids: id, reason: '作废' } }) as const)
    await bureau.append('C-1', ...voids)
    const same = await bureau.import('all', [contract('C-1'), invoice('C-1', 1, '100.00')])
    expect(reported(same).rows).toEqual(['2 known voided', '3 known voided'])
    const anew = [invoice('C-1', 1, '100.00'), contract('C-1', { amount: '2000.00' })]
    expect(reported(await bureau.import('all', anew)).rows).toEqual(['2 recorded', '3 recorded'])
    expect(reported(await bureau.import('all', anew)).rows).toEqual(['2 known recorded', '3 known recorded'])
  })
})

describe('given a file in which rows lean on others', () => {
  test('then what leans on a refused row is refused with that row named, the rest is recorded', async () => {
    const report = await bureau.import('good', [
      contract('C-1', { amount: '0.00' }),
      invoice('C-1', 1, '10.00'),
      payment('C-1', 'R1', '10.00'),
      contract('C-2'),
      invoice('C-2', 2, '1001.00'),
      reversal('C-2', 2, '1.00'),
      invoice('C-2', 3, '1000.00'),
      invoice('C-3', 4, '1.00'),
    ])
    expect(reported(report)).toEqual({
      rows: ['2 refused', '3 refused', '4 refused', '5 recorded', '6 refused', '7 refused', '8 recorded', '9 refused'],
      faults: [
        '2 amount:9 amount-not-positive',
        '3 –:– leans-on-refused-row',
        '4 –:– leans-on-refused-row',
        '6 share:4 invoiced-over-contract',
        '7 originalNo:3 leans-on-refused-row',
        '9 –:– unknown-contract',
      ],
    })
    expect(report.faults[4]).toMatchObject({ facts: { row: '6', because: 'unknown-invoice' } })
    expect(await bureau.types('C-2')).toBe('ContractSigned InvoiceIssued')
    expect(await bureau.types('C-1')).toBe('')
  })

  test('when a fault is anywhere in mode all, then nothing is recorded, and the answer is the preview’s', async () => {
    const lines = [contract('C-1'), hasFault, contract('C-2')]
    const [size, preview] = [await bureau.size(), await bureau.import('preview', lines)]
    const report = await bureau.import('all', lines)
    expect(report).toMatchObject({ verdict: 'refused', counts: { new: 2, recorded: 0, unread: 1, faults: 1 } })
    expect(report.rows).toEqual(preview.rows)
    expect(await bureau.size()).toBe(size)
    expect(await bureau.import('good', lines)).toMatchObject({ verdict: 'recorded', counts: { recorded: 2 } })
  })

  test('then a framework is signed before its call-offs, wherever they stand; one of a refused framework names it', async () => {
    const lines = [
      contract('A-1', { contractKind: 'callOff', parent: 'F-1' }),
      contract('F-1', { contractKind: 'framework' }),
      contract('A-2', { contractKind: 'callOff', parent: 'F-2' }),
      contract('F-2', { contractKind: 'framework', amount: '0.00' }),
      contract('A-3', { contractKind: 'callOff', parent: 'A-1' }),
    ]
    const expected = ['2 new', '3 new', '4 refused', '5 refused', '6 refused']
    const preview = reported(await bureau.import('preview', lines))
    expect(preview).toEqual({
      rows: expected,
      faults: ['4 parent:13 leans-on-refused-row', '5 amount:9 amount-not-positive', '6 parent:13 unknown-parent'],
    })
    const real = reported(await bureau.import('good', lines))
    expect(real).toEqual({ rows: expected.map((it) => it.replace('new', 'recorded')), faults: preview.faults })
  })

  test('then a call-off dated before its framework is refused, whether the file signs the framework or the ledger has it', async () => {
    const lines = [
      contract('F-1', { contractKind: 'framework', signedOn: '2025-04-02' }),
      contract('A-1', { contractKind: 'callOff', parent: 'F-1', signedOn: '2025-04-01' }),
      contract('A-2', { contractKind: 'callOff', parent: 'F-1', signedOn: '2025-04-02' }),
    ]
    const once = reported(await bureau.import('good', lines))
    expect(once.rows).toEqual(['2 recorded', '3 refused', '4 recorded'])
    expect(once.faults).toEqual([expect.stringMatching(/^3 signedOn:\d+ call-off-before-framework$/)])
    expect(reported(await bureau.import('preview', lines))).toEqual({
      rows: ['2 known recorded', '3 refused', '4 known recorded'],
      faults: once.faults,
    })
  })

  test('then one thing twice in the file is recorded once; twice with other words, no row of it is, and each names another', async () => {
    const lines = [
      contract('C-1'),
      invoice('C-1', 1, '10.00'),
      invoice('C-1', 1, '10.00'),
      invoice('C-1', 1, '20.00'),
      invoice('C-1', 2, '30.00'),
      invoice('C-1', 2, '30.00'),
      reversal('C-1', 1, '5.00'),
      payment('C-1', 'R1', '1.00'),
      payment('C-1', 'Ｒ１', '1.00', { on: '2025-05-09' }),
    ]
    const rows = '2 new|3 refused|4 refused|5 refused|6 new|7 known repeated|8 refused|9 refused|10 refused'.split('|')
    const preview = await bureau.import('preview', lines)
    expect(reported(preview)).toEqual({
      rows,
      faults: [
        '3 share:4 rows-disagree',
        '4 share:4 rows-disagree',
        '5 share:4 rows-disagree',
        '8 originalNo:3 leans-on-refused-row',
        '9 on:7 rows-disagree',
        '10 on:7 rows-disagree',
      ],
    })
    expect(preview.faults.map((it) => it.facts?.row)).toEqual(['5', '5', '3', '3', '10', '9'])
    expect(preview.faults[0]).toMatchObject({ found: '10.00', facts: { recorded: '20.00', given: '10.00' } })
    expect((await bureau.import('all', lines)).verdict).toBe('refused')
    const real = await bureau.import('good', lines)
    expect(reported(real)).toEqual({
      rows: rows.map((it) => it.replace('new', 'recorded')),
      faults: reported(preview).faults,
    })
    expect(await bureau.types('C-1')).toBe('ContractSigned InvoiceIssued')
  })

  test('when two rows sign one number differently, then neither does, and what hangs on the number leans on them', async () => {
    const report = await bureau.import('good', [
      contract('C-1'),
      contract('Ｃ－１', { amount: '1001.00' }),
      invoice('C-1', 1, '10.00'),
      contract('C-2'),
    ])
    expect(reported(report)).toEqual({
      rows: ['2 refused', '3 refused', '4 refused', '5 recorded'],
      faults: ['2 amount:9 rows-disagree', '3 amount:9 rows-disagree', '4 –:– leans-on-refused-row'],
    })
    expect(await bureau.types('C-1')).toBe('')
  })

  test('when a row leaves empty what its double says, then the fuller one is recorded, whichever stands first', async () => {
    const [full, less] = [contract('C-1', { endsOn: '2026-03-17' }), contract('C-1')]
    expect(reported(await bureau.import('preview', [full, less])).rows).toEqual(['2 new', '3 known repeated'])
    expect(reported(await bureau.import('good', [less, full])).rows).toEqual(['2 known repeated', '3 recorded'])
    expect((await bureau.entries('C-1'))[0].data).toMatchObject({ endsOn: '2026-03-17' })
  })

  test('when a row is refused until a later day’s row is recorded, then it is recorded after that', async () => {
    const report = await bureau.import('all', [
      contract('C-1'),
      invoice('C-1', 1, '1100.00', { on: '2025-04-01' }),
      amendment('C-1', '1000.00', '200.00', '1200.00', { amendedOn: '2025-04-30' }),
    ])
    expect(report.verdict).toBe('recorded')
    expect(await bureau.types('C-1')).toBe('ContractSigned ContractAmended InvoiceIssued')
  })

  test('when a part of a row is refused, then nothing of the row is recorded', async () => {
    const report = await bureau.import('good', [
      contract('C-1'),
      batch('C-1', 'Z1', { completedOn: '2025-04-09', releasedOn: '2025-04-05', releasedBy: '质量部' }),
    ])
    expect(reported(report).faults).toEqual(['3 releasedOn:9 batch-not-completed'])
    expect(await bureau.types('C-1')).toBe('ContractSigned')
  })

  test('when a part of a row is on the ledger already, then the rest of it is recorded, and only that is told', async () => {
    const run = batch('C-1', 'Z1', { completedOn: '2025-04-03' })
    await bureau.import('all', [contract('C-1'), run])
    const released = [batch('C-1', 'Z1', { completedOn: '2025-04-03', releasedOn: '2025-04-05', releasedBy: '质量部' })]
    const expected = [{ type: 'BatchReleased', day: '2025-04-05' }]
    expect((await bureau.import('preview', released)).rows[0].entries).toEqual(expected)
    const report = await bureau.import('all', released)
    expect(report.rows[0]).toMatchObject({ state: 'recorded', entries: expected })
    expect(await bureau.types('C-1')).toBe('ContractSigned BatchRun BatchReleased')
  })

  test('when a payer is not the client and has no code, then the row is refused at that field', async () => {
    const report = await bureau.import('preview', [
      contract('C-1'),
      payment('C-1', 'R1', '1.00', { payerName: '第三方', payerId: undefined }),
    ])
    expect(reported(report).faults).toEqual(['3 payerId:8 party-id-missing'])
  })
})
