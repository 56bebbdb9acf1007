import { type Fen, numberKey } from '@pilot-ledger/kernel'
import { BUYER, HOST, invoiceNo } from '../given.spec-support'
import { type InvoiceRead, isRed } from '../reading/invoice-read'
import { type Choices, NO_CHOICES } from './choices'
import type { KnownContract, KnownInvoice } from './known-contracts'
import { Matcher } from './matcher'
import { numbersIn } from './numbers-in'

const client = { id: { scheme: 'uscc', value: BUYER.taxId }, name: BUYER.name } as const
const other = { id: { scheme: 'uscc', value: '91350200776049653A' }, name: '另一有限公司' } as const
const known = (contractNo: string, left: Fen | undefined, more: Partial<KnownContract> = {}): KnownContract => ({
  contractNo,
  client,
  taxBasis: 'inclusive',
  ...(left !== undefined && { left }),
  framework: false,
  issued: new Map(),
  papers: new Set(),
  reversed: new Map(),
  ...more,
})
const blue = (total: Fen, more: Partial<InvoiceRead> = {}): InvoiceRead => ({
  number: invoiceNo(1),
  seller: HOST,
  buyer: BUYER,
  lines: [],
  withoutTax: total,
  tax: 0n,
  total,
  issuedOn: '2025-04-20',
  remark: '',
  ...more,
})
const red = (total: Fen, reverses: string | undefined, more: Partial<InvoiceRead> = {}) =>
  blue(-total, { number: invoiceNo(900), ...(reverses !== undefined && { reverses }), ...more })
const issued = (no: number, share: string, reversed = 0n, total = share): readonly [string, KnownInvoice] => [
  invoiceNo(no),
  {
    data: { invoice: { kind: 'digital', number: invoiceNo(no) }, share, total, tax: '0.00', issuedOn: '2025-04-01' },
    reversed,
  },
]

function matcherOf(
  contracts: readonly KnownContract[],
  choices: Choices = NO_CHOICES,
  branchOf: Readonly<Record<string, string>> = {},
) {
  const byNo = new Map(contracts.map((it) => [numberKey(it.contractNo), it]))
  return new Matcher(
    {
      host: { id: { scheme: 'uscc', value: HOST.taxId }, name: HOST.name },
      listed: contracts.map((it) => ({
        contractNo: it.contractNo,
        client: `${it.client.id.scheme}:${it.client.id.value}`,
        clientName: it.client.name,
      })),
      named: (remark) =>
        numbersIn(
          remark,
          contracts.map((it) => it.contractNo),
        ),
      legalPerson: (key) => branchOf[key] ?? key,
      known: (no) => byNo.get(numberKey(no)),
      holding: (figures) => contracts.filter((it) => it.issued.has(figures) || it.reversed.has(figures)),
    },
    choices,
  )
}

/** Each invoice as `contract=fen …` or the codes of what is said. */
function laid(reads: readonly InvoiceRead[], matcher: Matcher): string[] {
  return reads.map((read) => {
    const { shares, findings } = matcher.match(read)
    const said = findings.map((it) => it.code)
    return [...shares.map((it) => `${it.contractNo}=${it.share}`), ...said].join(' ')
  })
}
const choose = (byInvoice: Record<string, { contractNo: string; share?: string }[]>, contract?: string): Choices => ({
  byInvoice: new Map(Object.entries(byInvoice)),
  ...(contract !== undefined && { contract }),
})

describe('An invoice finds its contract', () => {
  test.each([
    ['the only one of the buyer', [known('A-100', 500n)], blue(100n), 'A-100=100 contract-by-client'],
    [
      'the only one with enough left',
      [known('A-100', 99n), known('B-100', 100n)],
      blue(100n),
      'B-100=100 contract-by-client',
    ],
    [
      'the only one of which exactly this is left',
      [known('A-100', 500n), known('B-100', 100n)],
      blue(100n),
      'B-100=100 contract-by-amount-left',
    ],
    [
      'the one that the remark names',
      [known('A-100', 500n), known('B-100', 500n)],
      blue(100n, { remark: '合同号：B－100，中试' }),
      'B-100=100 contract-by-remark',
    ],
    ['nothing where two would do', [known('A-100', 500n), known('B-100', 500n)], blue(100n), 'contract-not-certain'],
    [
      'nothing where the remark names two',
      [known('A-100', 500n), known('B-100', 500n)],
      blue(100n, { remark: 'A-100 B-100' }),
      'contract-not-certain',
    ],
    ['nothing of another client', [known('A-100', 500n, { client: other })], blue(100n), 'contract-not-found'],
    [
      'not the one of another client that the remark names',
      [known('A-100', 500n, { client: other }), known('B-100', 500n)],
      blue(100n, { remark: 'A-100' }),
      'remark-of-another-client',
    ],
    [
      'never a framework',
      [known('F-100', undefined, { framework: true }), known('B-100', 500n)],
      blue(100n),
      'B-100=100 contract-by-client',
    ],
    [
      'one whose price is that of what is done',
      [known('A-100', undefined)],
      blue(100n),
      'A-100=100 contract-by-client',
    ],
    [
      'the only one though too little is left: the rules say so',
      [known('A-100', 50n)],
      blue(100n),
      'A-100=100 contract-by-client',
    ],
    [
      'by what is left without tax',
      [known('A-100', 94n, { taxBasis: 'exclusive' }), known('B-100', 94n)],
      blue(100n, { withoutTax: 94n, tax: 6n }),
      'A-100=100 contract-by-client',
    ],
    [
      'by the buyer’s name where no number is stated',
      [known('A-100', 500n)],
      blue(100n, { buyer: { name: BUYER.name } }),
      'A-100=100 contract-by-client',
    ],
    [
      'nothing where another seller sold',
      [known('A-100', 500n)],
      blue(100n, { seller: { taxId: other.id.value, name: other.name } }),
      'seller-not-host',
    ],
    [
      'nothing where the seller has the name and another number',
      [known('A-100', 500n)],
      blue(100n, { seller: { taxId: other.id.value, name: HOST.name } }),
      'seller-not-host',
    ],
  ])('%s', (_, contracts, read, expected) => expect(laid([read], matcherOf(contracts))).toEqual([expected]))

  test('of a branch under its head office’s number', () => {
    const branch = { 'uscc:91350200776049653A': `uscc:${BUYER.taxId}` }
    const read = blue(100n, { buyer: { taxId: '91350200776049653A', name: '分公司' } })
    expect(laid([read], matcherOf([known('A-100', 500n)], NO_CHOICES, branch))).toEqual([
      'A-100=100 contract-by-client',
    ])
  })

  test('with what earlier ones of the same file have taken', () => {
    const reads = [1, 2, 3].map((n) => blue(100n, { number: invoiceNo(n) }))
    const contracts = [known('A-100', 100n), known('B-100', 250n)]
    expect(laid(reads, matcherOf(contracts))).toEqual([
      'A-100=100 contract-by-amount-left',
      'B-100=100 contract-by-client',
      'B-100=100 contract-by-client',
    ])
  })

  test('where it stands already, whatever is left, with the share it has there', () => {
    const contracts = [known('A-100', 0n, { issued: new Map([issued(1, '1.00')]) }), known('B-100', 500n)]
    expect(laid([blue(100n)], matcherOf(contracts))).toEqual(['A-100=100'])
    const shared = ['A-100', 'B-100'].map((no, i) =>
      known(no, 0n, { issued: new Map([issued(1, i ? '0.40' : '0.60', 0n, '1.00')]) }),
    )
    expect(laid([blue(100n)], matcherOf(shared))).toEqual(['A-100=60 B-100=40'])
  })

  test('and where the remark names another client’s contract, the buyer’s own are offered before it', () => {
    const contracts = [known('A-100', 500n, { client: other }), known('B-100', 500n), known('C-100', 500n)]
    expect(matcherOf(contracts).match(blue(100n, { remark: 'A-100' })).candidates).toEqual(['B-100', 'C-100', 'A-100'])
  })

  test('as a person says, for all or one by one, whole or in shares', () => {
    const contracts = [known('A-100', 500n), known('B-100', 500n, { client: other })]
    const one = { [invoiceNo(1)]: [{ contractNo: 'B-100' }] }
    expect(laid([blue(100n)], matcherOf(contracts, choose(one)))).toEqual(['B-100=100 buyer-not-client'])
    expect(laid([blue(100n)], matcherOf(contracts, choose({}, 'A-100')))).toEqual(['A-100=100'])
    const two = {
      [invoiceNo(1)]: [
        { contractNo: 'A-100', share: '0.60' },
        { contractNo: 'A-100', share: '0.41' },
      ],
    }
    expect(laid([blue(100n)], matcherOf(contracts, choose(two)))).toEqual(['shares-over-total'])
    const part = { [invoiceNo(1)]: [{ contractNo: 'A-100', share: '0.60' }] }
    const [{ shares, findings }] = [matcherOf(contracts, choose(part)).match(blue(100n))]
    expect([shares.map((it) => it.share), findings.map(({ is, code, facts }) => [is, code, facts?.left])]).toEqual([
      [60n],
      [['notice', 'shares-under-total', '0.40']],
    ])
    expect(laid([blue(100n)], matcherOf(contracts, choose({}, 'X-1')))).toEqual(['unknown-contract'])
  })
})

describe('A red letter', () => {
  const contracts = [known('A-100', 0n, { issued: new Map([issued(1, '1.00')]) }), known('B-100', 500n)]
  test('goes where the invoice stands that it names', () =>
    expect(laid([red(40n, invoiceNo(1))], matcherOf(contracts))).toEqual(['A-100=40']))
  test('goes where this file has put it', () =>
    expect(laid([blue(100n, { number: invoiceNo(5) }), red(100n, invoiceNo(5))], matcherOf(contracts))).toEqual([
      'B-100=100 contract-by-client',
      'B-100=100',
    ]))
  test('that names none, or one that nobody knows, is said', () => {
    expect(laid([red(40n, undefined), red(40n, invoiceNo(8))], matcherOf(contracts))).toEqual([
      'red-without-blue',
      'blue-not-known',
    ])
  })
  test('of a shared invoice goes to each share where it takes all of it, and else is asked', () => {
    const shared = ['A-100', 'B-100'].map((no, i) =>
      known(no, 0n, { issued: new Map([issued(1, i ? '0.40' : '0.60', 0n, '1.00')]) }),
    )
    expect(laid([red(100n, invoiceNo(1))], matcherOf(shared))).toEqual(['A-100=60 B-100=40'])
    expect(laid([red(50n, invoiceNo(1))], matcherOf(shared))).toEqual(['contract-not-certain'])
  })
  test('is one by its sign', () => expect([isRed(red(1n, undefined)), isRed(blue(1n))]).toEqual([true, false]))
})

test.each([
  ['合同编号：JM-2025-10，款项', ['JM-2025-10']],
  ['JM-2025-101', ['JM-2025-101']],
  ['ＪＭ－２０２５－１０', ['JM-2025-10']],
  ['JM-2025-10-1', []],
  ['中试〔2025〕12号合同', ['中试〔2025〕12号']],
  ['10', []],
])('a remark %s names %s', (remark, expected) => {
  expect(numbersIn(remark, ['JM-2025-10', 'JM-2025-101', '中试〔2025〕12号', '10'])).toEqual(expected)
})

describe('An invoice that is on the ledger', () => {
  const onAnothers = known('Z-900', 900n, { client: other, issued: new Map([issued(1, '1.00')]) })
  const own = known('A-100', 500n)

  test.each([
    ['is that one, though its client is another', blue(100n), 'Z-900=100 recorded-for-another-client'],
    [
      'is that one, though its remark names another',
      blue(100n, { remark: 'A-100' }),
      'Z-900=100 recorded-for-another-client',
    ],
    ['with another total is that one too', blue(200n), 'Z-900=200 recorded-for-another-client'],
  ])('on anybody’s contract %s', (_, read, expected) =>
    expect(laid([read], matcherOf([own, onAnothers]))).toEqual([expected]),
  )

  test('is reversed there', () => {
    expect(laid([red(40n, invoiceNo(1))], matcherOf([own, onAnothers]))).toEqual(['Z-900=40'])
  })

  test('is not recorded once more on the contract that is chosen, but for what is left of it', () => {
    const inPart = known('A-200', 900n, { issued: new Map([issued(1, '0.60', 0n, '1.00')]) })
    const chosen = (share?: string) => choose({ [invoiceNo(1)]: [{ contractNo: 'A-100', ...(share && { share }) }] })
    expect(laid([blue(100n)], matcherOf([own, onAnothers], chosen()))).toEqual(['recorded-elsewhere'])
    expect(laid([blue(100n)], matcherOf([own, inPart], chosen('0.41')))).toEqual(['recorded-elsewhere'])
    expect(laid([blue(100n)], matcherOf([own, inPart], chosen('0.40')))).toEqual(['A-100=40'])
  })
})
