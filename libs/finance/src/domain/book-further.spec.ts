import fc from 'fast-check'
import { type Book, bookOf, type LiveReconciliation } from './book'
import { bookAfter, type FoldedBook } from './book-further'
import type { ReconciliationContent } from './reconciliation-events'

const ACCOUNT = { account: '4400-1', bank: '银行', holder: '研究院', currency: 'CNY' } as const
const line = (ordinal: number, amount = '5.00') => ({ ordinal, day: '2025-06-02', amount, reference: `R-${ordinal}` })
const statement = (name: string, parts: number, ...ordinals: number[]): ReconciliationContent => ({
  type: 'StatementBrought',
  data: {
    statement: name,
    account: ACCOUNT.account,
    sha256: name.padEnd(64, '0'),
    fileName: name,
    format: 'csv',
    from: '2025-06-01',
    to: '2025-06-30',
    opening: '0.00',
    closing: '0.00',
    credits: '0.00',
    debits: '0.00',
    lineCount: 2,
    parts,
    lines: ordinals.map((it) => line(it)),
  },
})
const matched = (
  match: string,
  at: string,
  state: 'suggested' | 'confirmed',
  amount = '2.00',
): ReconciliationContent => ({
  type: 'LinesMatched',
  data: {
    match,
    lines: [{ line: at, amount }],
    targets: [{ target: 't', entry: 't', kind: 'payment', contract: 'c', amount }],
    rule: 'manual',
    difference: '0.00',
    tolerance: '0.00',
    state,
  },
})
const MATCHES = ['m1', 'm2', 'm3']
const LINES = ['a.1', 'a.2', 'b.1', 'b.2']
/** What may stand in the stream, the unlikely too: what decides refuses some of it, an older ledger may hold it. */
const contents: ReconciliationContent[] = [
  { type: 'ColumnMapSet', data: { account: ACCOUNT.account, columnMap: { day: '日期' } } },
  statement('a', 1, 1, 2),
  statement('b', 2, 1),
  { type: 'StatementLinesBrought', data: { statement: 'b', part: 2, lines: [line(2)] } },
  { type: 'StatementVoided', data: { statement: 'b', reason: '误' } },
  ...MATCHES.flatMap((match): ReconciliationContent[] => [
    ...LINES.flatMap((at) => [matched(match, at, 'suggested'), matched(match, at, 'confirmed')]),
    { type: 'MatchConfirmed', data: { match } },
    { type: 'MatchUndone', data: { match, reason: '误配' } },
    { type: 'AdjustmentRecorded', data: { match, amount: '0.01', kind: '尾差', reason: '尾差' } },
  ]),
  ...LINES.flatMap((at): ReconciliationContent[] => [
    { type: 'AdjustmentRecorded', data: { line: at, amount: '0.10', kind: '手续费', reason: '费' } },
    { type: 'LineSetAside', data: { line: at, amount: '0.20', reason: '工资' } },
  ]),
  { type: 'QueueItemsWaived', data: { items: ['x', 'y'], reason: '无' } },
  { type: 'QueueItemsWaived', data: { items: ['y'], reason: '另因' } },
]
const OPENED: LiveReconciliation = { id: 'e0', recordedAt: 0, content: { type: 'BankAccountOpened', data: ACCOUNT } }
const entries = (them: readonly ReconciliationContent[]): LiveReconciliation[] => [
  OPENED,
  ...them.map((content, i) => ({ id: `e${i + 1}`, recordedAt: i, content })),
]

/** A book as it can be compared: which adjustments stand idle has no order. */
const told = (book: Book) => ({ ...book, idleAdjustments: new Set(book.idleAdjustments.map((it) => it.entry)) })
const walk = (live: readonly LiveReconciliation[], steps: readonly number[]): FoldedBook[] => {
  const books: FoldedBook[] = []
  for (const length of steps) books.push(bookAfter(books[books.length - 1], live.slice(0, length)))
  return books
}

it('a book gone on with, entry by entry or many at once, is the book made anew; and the earlier ones stay what they were', () => {
  const some = fc.array(fc.constantFrom(...contents), { maxLength: 25 })
  fc.assert(
    fc.property(
      some,
      some,
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 }),
      (one, two, by) => {
        // Lines stand on the ledger in the first half, so that what follows finds some.
        const live = entries([...one, contents[1], ...two])
        const steps = by.map((_, i) => by.slice(0, i + 1).reduce((a, b) => a + b)).filter((it) => it < live.length)
        for (const [i, { book }] of walk(live, [...steps, live.length]).entries())
          expect(told(book)).toEqual(told(bookOf(live.slice(0, [...steps, live.length][i]))))
      },
    ),
    { numRuns: 400 },
  )
})

describe('given a book with two lines', () => {
  const live = entries([contents[1]])
  const first = bookAfter(undefined, live)
  const then = (...more: ReconciliationContent[]) => {
    const all = [
      ...live,
      ...entries(more)
        .slice(1)
        .map((it, i) => ({ ...it, id: `n${i}` })),
    ]
    return { all, found: bookAfter(first, all) }
  }

  it.each([
    ['a match', [matched('m', 'a.1', 'confirmed')]],
    [
      'a suggestion that is confirmed',
      [matched('m', 'a.1', 'suggested'), { type: 'MatchConfirmed', data: { match: 'm' } }],
    ],
    ['a match undone', [matched('m', 'a.1', 'confirmed'), { type: 'MatchUndone', data: { match: 'm', reason: '误' } }]],
    ['a line set aside', [{ type: 'LineSetAside', data: { line: 'a.1', amount: '1.00', reason: '工资' } }]],
    ['a waiver', [{ type: 'QueueItemsWaived', data: { items: ['x'], reason: '无' } }]],
    ['the beginning of a long statement', [statement('b', 2, 1)]],
  ] as [string, ReconciliationContent[]][])(
    'then %s is gone on with, and its other lines are the very same',
    (_, more) => {
      const { all, found } = then(...more)
      expect(found.further).toBe(more.length)
      expect(found.book.lines.get('a.2')).toBe(first.book.lines.get('a.2'))
      expect(told(found.book)).toEqual(told(bookOf(all)))
    },
  )

  it('when an entry in it is corrected or voided, then all of it is made anew', () => {
    const { all, found } = then({ type: 'LineSetAside', data: { line: 'a.1', amount: '1.00', reason: '工资' } })
    const voided = bookAfter(found, all.slice(0, -1))
    expect([voided.further, voided.book.lines.get('a.1')?.setAside]).toEqual([undefined, 0n])
    const content: ReconciliationContent = {
      type: 'LineSetAside',
      data: { line: 'a.1', amount: '2.00', reason: '工资' },
    }
    const corrected = bookAfter(found, [...all.slice(0, -1), { id: 'correction', recordedAt: 1, content }])
    expect([corrected.further, corrected.book.lines.get('a.1')?.setAside]).toEqual([undefined, 200n])
    expect(found.book.lines.get('a.1')?.setAside).toBe(100n)
  })

  it('when another statement becomes whole, then it is seen which of its lines repeat others', () => {
    const { found } = then(statement('b', 1, 1))
    expect([found.further, found.book.lines.get('b.1')?.repeats]).toEqual([undefined, 'a.1'])
  })
})
