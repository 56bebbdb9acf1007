import { atOnce } from '@pilot-ledger/kernel'
import type { ReconciliationContent } from '../definitions/reconciliation'
import { bookOf, type LiveReconciliation } from './book'
import { type BankEntry, bankChanges } from './closing-bank-changes'

const account = '4400-1'
const statement = (name: string, from: string, to: string, day: string): ReconciliationContent => ({
  type: 'StatementBrought',
  data: {
    ...{
      statement: name,
      account,
      sha256: name,
      fileName: `${name}.csv`,
      format: 'csv',
      from,
      to,
      parts: 1,
      lineCount: 1,
    },
    ...{
      opening: '0.00',
      closing: '9.00',
      credits: '9.00',
      debits: '0.00',
      lines: [{ ordinal: 1, day, amount: '9.00' }],
    },
  },
})
const matched = (match: string, line: string, kind: 'payment' | 'invoice', target: string): ReconciliationContent => ({
  type: 'LinesMatched',
  data: {
    ...{ match, rule: 'manual', difference: '0.00', tolerance: '0.00', state: 'confirmed' },
    lines: [{ line, amount: '9.00' }],
    targets: [{ target, entry: target, kind, contract: 'c', amount: '9.00' }],
  },
})
const KNOWN = [
  statement('may', '2026-05-01', '2026-05-31', '2026-05-20'),
  statement('june', '2026-06-01', '2026-06-30', '2026-06-25'),
  statement('july', '2026-07-01', '2026-07-31', '2026-07-02'),
]
const JUNE = { from: '2026-06-01', to: '2026-06-30' }
const targets = new Map([
  ['june-receipt', '2026-06-29'],
  ['june-invoice', '2026-06-02'],
  ['july-receipt', '2026-07-09'],
])

/** Which of these, recorded one after the other after June was closed, are told beside it. */
function reported(since: BankEntry['content'][], period: Parameters<typeof bankChanges>[2] = JUNE) {
  const all = [...KNOWN, ...since.filter((it): it is ReconciliationContent => it.type !== 'EntryVoided')]
  const live = all.map((content, i): LiveReconciliation => ({ id: `e${i}`, recordedAt: 0, content }))
  const entries = since.map((content, i) => ({ id: `e${KNOWN.length + i}`, sequence: 100 + i, content }))
  const contents = new Map(live.map(({ id, content }) => [id, content]))
  return bankChanges(entries, { book: atOnce(bookOf(live)), targets, contents }, period).map((it) => [
    it.kind,
    it.from,
    it.to,
  ])
}

describe('given a closed June', () => {
  test('then bank work of its days is told, and what concerns July alone is not', () => {
    expect(
      reported([
        matched('a', 'june.1', 'payment', 'june-receipt'),
        matched('b', 'july.1', 'payment', 'july-receipt'),
        { type: 'LineSetAside', data: { line: 'june.1', amount: '1.00', reason: '利息' } },
        { type: 'LineSetAside', data: { line: 'july.1', amount: '1.00', reason: '利息' } },
        { type: 'AdjustmentRecorded', data: { match: 'a', amount: '0.01', kind: '尾差', reason: '抹零' } },
        { type: 'MatchUndone', data: { match: 'a', reason: '有误' } },
        { type: 'MatchUndone', data: { match: 'b', reason: '有误' } },
      ]),
    ).toEqual([
      ['LinesMatched', '2026-06-25', '2026-06-29'],
      ['LineSetAside', '2026-06-25', '2026-06-25'],
      ['AdjustmentRecorded', '2026-06-25', '2026-06-29'],
      ['MatchUndone', '2026-06-25', '2026-06-29'],
    ])
  })

  test('then a June receipt found in July’s statement is told, a June invoice paid in July is July’s business', () => {
    expect(reported([matched('a', 'july.1', 'payment', 'june-receipt')])).toEqual([
      ['LinesMatched', '2026-06-29', '2026-07-02'],
    ])
    expect(reported([matched('a', 'july.1', 'invoice', 'june-invoice')])).toEqual([])
  })

  test('then reasons given to leave items open are told by what they are about, and so is taking them back', () => {
    const waived = (...items: string[]): ReconciliationContent => ({
      type: 'QueueItemsWaived',
      data: { items, reason: '小额' },
    })
    expect(
      reported([
        waived('unmatchedLine:june.1'),
        waived('unmatchedLine:july.1'),
        waived('unmatchedInvoice:june-invoice:june-invoice'),
        waived('statementGap:may:june:balance'),
        waived('statementGap:4400-1:2026-06-30:2026-07-31'),
        { type: 'EntryVoided', data: { voids: 'e3', reason: '误记' } },
        { type: 'EntryVoided', data: { voids: 'e4', reason: '误记' } },
      ]),
    ).toEqual([
      ['QueueItemsWaived', '2026-06-25', '2026-06-25'],
      ['QueueItemsWaived', '2026-06-02', '2026-06-02'],
      ['QueueItemsWaived', '2026-05-01', '2026-06-30'],
      ['QueueItemsWaived', '2026-06-30', '2026-07-31'],
      ['EntryVoided', '2026-06-25', '2026-06-25'],
    ])
  })

  test('then May’s are told beside May, unless June is the first close of all', () => {
    const undone = [matched('a', 'may.1', 'invoice', 'june-invoice')]
    expect(reported(undone)).toEqual([])
    expect(reported(undone, { from: '', to: JUNE.to })).toEqual([['LinesMatched', '2026-05-20', '2026-05-20']])
  })
})
