import { nameKey, numberKey } from '@pilot-ledger/kernel'
import { propose } from './matching'
import { DEFAULT_SETTINGS, type MatchingSettings, type OpenLine, type OpenTarget } from './matching-terms'

const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' } as const
const line = (id: string, yuan: number, more: Partial<OpenLine> & { name?: string; no?: string } = {}): OpenLine => {
  const { name, no, ...rest } = more
  return {
    id,
    direction: 'credit',
    day: '2025-06-10',
    open: BigInt(yuan * 100),
    text: '',
    ...(name === undefined ? {} : { payer: nameKey(name) }),
    ...(no === undefined ? {} : { reference: numberKey(no) }),
    ...rest,
  }
}
const target = (id: string, yuan: number, more: Partial<OpenTarget> & { no?: string } = {}): OpenTarget => {
  const { no, ...rest } = more
  const reference = no === undefined ? {} : { reference: numberKey(no) }
  return {
    id,
    entry: id,
    sequence: 1,
    kind: 'payment',
    direction: 'credit',
    contract: 'C1',
    contractNo: 'C-1',
    client: CLIENT,
    payer: CLIENT,
    document: `payment:${no ?? id}`,
    day: '2025-06-10',
    amount: BigInt(yuan * 100),
    open: BigInt(yuan * 100),
    ...reference,
    ...rest,
  }
}
const invoice = (id: string, yuan: number, number: string, more: Partial<OpenTarget> = {}) =>
  target(id, yuan, { kind: 'invoice', document: `D:${number}`, ...more })
const named = { name: CLIENT.name }
const INVOICE_1 = '25442000000000000001'
const INVOICE_2 = '25442000000000000002'

/** What was found, as `rule lines→targets`, a `!` where it may stand without a person. */
const found = (lines: OpenLine[], targets: OpenTarget[], settings: MatchingSettings = DEFAULT_SETTINGS) => {
  const { proposals, ambiguous } = propose(lines, targets, settings)
  return {
    proposals: proposals.map(
      (it) =>
        `${it.rule} ${it.lines.map((l) => l.line.id).join('+')}→${it.targets.map((t) => t.target.id).join('+')}${it.certain ? '!' : ''}`,
    ),
    ambiguous: ambiguous.map(
      (it) =>
        `${it.rule} ${it.line.id}: ${it.options.map((o) => o.targets.map((t) => t.target.id).join('+')).join(' | ')}`,
    ),
  }
}

describe('Rule 1, the bank’s reference', () => {
  it('one to one, however the number is typed: it may stand without a person', () => {
    expect(found([line('l', 5, { no: 'ab－１', ...named })], [target('p', 5, { no: 'AB-1' })])).toEqual({
      proposals: ['reference l→p!'],
      ambiguous: [],
    })
  })
  it('one receipt over two contracts', () => {
    const shares = [target('p1', 3, { no: 'A' }), target('p2', 2, { no: 'A', contract: 'C2' })]
    expect(found([line('l', 5, { no: 'A', ...named })], shares).proposals).toEqual(['reference l→p1+p2!'])
  })
  it('several lines for one entry', () => {
    const two = [line('l1', 3, { no: 'A', ...named }), line('l2', 2, { no: 'A', ...named })]
    expect(found(two, [target('p', 5, { no: 'A' })]).proposals).toEqual(['reference l1+l2→p!'])
  })
  it('two entries under one reference that both fit: ambiguous, and no weaker rule decides', () => {
    const both = [target('p1', 5, { no: 'A' }), target('p2', 5, { no: 'A', payer: { ...CLIENT, name: '别家' } })]
    expect(found([line('l', 5, { no: 'A', name: CLIENT.name })], both)).toEqual({
      proposals: [],
      ambiguous: ['reference l: p1 | p2'],
    })
  })
  it('one entry that fits where two others together fit as well: suggested, never confirmed', () => {
    const three = [
      target('p1', 3, { no: 'A' }),
      target('p2', 3, { no: 'A', contract: 'C2' }),
      target('p3', 6, { no: 'A', contract: 'C3' }),
    ]
    expect(found([line('l', 6, { no: 'A' })], three).proposals).toEqual(['reference l→p3'])
  })
  it('money that went is no receipt', () => {
    expect(found([line('l', 5, { no: 'A', direction: 'debit' })], [target('p', 5, { no: 'A' })]).proposals).toEqual([])
  })
  it('within a tolerance it is suggested, never confirmed; without one it is nothing', () => {
    const [lines, targets] = [[line('l', 4.99, { no: 'A' })], [target('p', 5, { no: 'A' })]]
    expect(found(lines, targets).proposals).toEqual([])
    const settings = { ...DEFAULT_SETTINGS, tolerance: 1n }
    expect(found(lines, targets, settings).proposals).toEqual(['reference l→p'])
    expect(propose(lines, targets, settings).proposals[0].difference).toBe(-1n)
  })
})

describe('Rule 2, the invoice in the purpose', () => {
  it('is the invoice, suggested', () => {
    expect(found([line('l', 5, { text: `付${INVOICE_1}号票款` })], [invoice('i', 5, INVOICE_1)]).proposals).toEqual([
      'invoiceKey l→i',
    ])
  })
  it('is the receipt of that amount on the invoice’s contract, where the ledger has one', () => {
    const targets = [invoice('i', 5, INVOICE_1), target('p', 5, { no: 'X' })]
    expect(found([line('l', 5, { text: INVOICE_1 })], targets).proposals).toEqual(['invoiceKey l→p'])
  })
  it('names several: their sum', () => {
    const targets = [invoice('i1', 3, INVOICE_1), invoice('i2', 2, INVOICE_2)]
    expect(found([line('l', 5, { text: `${INVOICE_1}、${INVOICE_2}` })], targets).proposals).toEqual([
      'invoiceKey l→i1+i2',
    ])
  })
  it('less came than the invoice: a part of it, the rest stays open', () => {
    const [proposal] = propose(
      [line('l', 2, { text: INVOICE_1 })],
      [invoice('i', 5, INVOICE_1)],
      DEFAULT_SETTINGS,
    ).proposals
    expect(proposal.targets[0].amount).toBe(200n)
    expect(proposal.difference).toBe(0n)
  })
  it('more came: the invoice, and the rest of the line stays open', () => {
    const [proposal] = propose(
      [line('l', 7, { text: INVOICE_1 })],
      [invoice('i', 5, INVOICE_1)],
      DEFAULT_SETTINGS,
    ).proposals
    expect(proposal.lines[0].amount).toBe(500n)
    expect(proposal.difference).toBe(0n)
  })
  it('a traditional invoice is named by its number, or by code and number in one', () => {
    const traditional = target('i', 5, { kind: 'invoice', document: 'T:044002300111-87654321' })
    const far = { day: '2025-01-01' }
    for (const text of ['发票 87654321', '发票04400230011187654321'])
      expect(found([line('l', 5, { text, ...far })], [traditional]).proposals).toEqual(['invoiceKey l→i'])
    expect(found([line('l', 5, { text: '发票 876543210', ...far })], [traditional]).proposals).toEqual([])
  })
  it('digits inside a longer number name nothing', () => {
    const longer = line('l', 5, { text: `9${INVOICE_1}`, day: '2025-01-01' })
    expect(found([longer], [invoice('i', 5, INVOICE_1)]).proposals).toEqual([])
  })
})

describe('Rule 3, amount and payer', () => {
  it('suggests, and takes what was received before what was invoiced', () => {
    const targets = [invoice('i', 5, INVOICE_1), target('p', 5, { day: '2025-03-01' })]
    expect(found([line('l', 5, named)], targets).proposals).toEqual(['amountAndPayer l→p'])
  })
  it('two of the same amount: both lines and both entries are ambiguous, and the lines stay two', () => {
    const lines = [line('l1', 5, named), line('l2', 5, named)]
    expect(found(lines, [target('p1', 5), target('p2', 5)])).toEqual({
      proposals: [],
      ambiguous: ['amountAndPayer l1: p1 | p2', 'amountAndPayer l2: p1 | p2'],
    })
  })
  it('two lines of one amount and one entry: which of them, nobody knows', () => {
    const lines = [line('l1', 5, named), line('l2', 5, named)]
    expect(found(lines, [target('p', 5)])).toEqual({
      proposals: [],
      ambiguous: ['amountAndPayer l1: p', 'amountAndPayer l2: p'],
    })
  })
  it('one line for several invoices of the payer, when only one choice adds up', () => {
    const targets = [invoice('i1', 3, INVOICE_1), invoice('i2', 4, INVOICE_2), invoice('i3', 9, '3'.repeat(20))]
    expect(found([line('l', 7, named)], targets).proposals).toEqual(['amountAndPayer l→i1+i2'])
    const other = invoice('i4', 4, '4'.repeat(20))
    expect(found([line('l', 7, named)], [...targets, other]).ambiguous).toEqual(['amountAndPayer l: i1+i2 | i1+i4'])
  })
  it('several lines of one day for one entry', () => {
    const lines = [line('l1', 3, named), line('l2', 2, named)]
    expect(found(lines, [target('p', 5)]).proposals).toEqual(['amountAndPayer l1+l2→p'])
  })
})

describe('Rule 4, amount and day', () => {
  it('within so many days, the last included, and no further', () => {
    const at = (day: string) => found([line('l', 5)], [target('p', 5, { day })]).proposals
    expect(at('2025-06-13')).toEqual(['amountAndDay l→p'])
    expect(at('2025-06-07')).toEqual(['amountAndDay l→p'])
    expect(at('2025-06-14')).toEqual([])
    expect(
      found([line('l', 5)], [target('p', 5, { day: '2025-06-14' })], { ...DEFAULT_SETTINGS, days: 4 }).proposals,
    ).toHaveLength(1)
  })
  it('two that fit are ambiguous', () => {
    expect(
      found([line('l', 5)], [target('p1', 5), target('p2', 5, { payer: { ...CLIENT, name: '别家' } })]).ambiguous,
    ).toEqual(['amountAndDay l: p1 | p2'])
  })
})

describe('The order of the rules', () => {
  it('is theirs, not that of what is given', () => {
    const lines = [line('l2', 5, { name: CLIENT.name }), line('l1', 5, { no: 'A', name: CLIENT.name })]
    const targets = [target('p2', 5, { no: 'B' }), target('p1', 5, { no: 'A' })]
    // By reference l1 is p1; only then is one left for the other.
    expect(found(lines, targets).proposals).toEqual(['reference l1→p1!', 'amountAndPayer l2→p2'])
  })
})
