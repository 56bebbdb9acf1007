import { atOnce, numberKey } from '@pilot-ledger/kernel'
import type { Book, BookLine, BookMatch } from './book'
import { propose, proposing } from './matching'
import { DEFAULT_SETTINGS, type OpenLine, type OpenTarget } from './matching-terms'

const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' } as const
const target = (id: string, more: Partial<OpenTarget> = {}): OpenTarget => ({
  id,
  entry: id,
  sequence: 1,
  kind: 'payment',
  direction: 'credit',
  contract: `C-${id}`,
  contractNo: `C-${id}`,
  client: CLIENT,
  payer: CLIENT,
  document: `payment:${id}`,
  day: '2025-06-10',
  amount: 60_000n,
  open: 60_000n,
  ...more,
})
const openLine = (id: string, more: Partial<OpenLine> = {}): OpenLine => ({
  id,
  direction: 'credit',
  day: '2025-06-10',
  open: 60_000n,
  text: '',
  ...more,
})
const many = <T>(count: number, of: (i: number) => T) => Array.from({ length: count }, (_, i) => of(i))

/** 20,000 lines × 5,000 receipts would be a hundred million possibilities. */
test.each([
  ['nothing but amount and day', {}],
  ['amount and payer', { payer: CLIENT.name }],
  ['one reference for all', { reference: 'X' }],
])('given a year of equal amounts that only %s could tell apart, then all wait for a person, and soon', (_, more) => {
  const lines = many(20_000, (i) => openLine(`L${i}`, more))
  let looks = 0
  const targets = many(5_000, (i) => ({
    ...target(`T${i}`, 'reference' in more ? { reference: 'X' } : {}),
    get open() {
      looks++
      return 60_000n
    },
  }))
  const { proposals, ambiguous } = propose(lines, targets, DEFAULT_SETTINGS)
  expect(looks).toBeLessThan(200 * (lines.length + targets.length))
  expect(proposals).toEqual([])
  expect(ambiguous).toHaveLength(20_000)
  expect(ambiguous.every((it) => it.options.length > 1 && it.options.length < 50)).toBe(true)
})

test('given two shares of one slip, one of them held by a suggestion, then the slip makes nothing certain', () => {
  const reference = numberKey('R-9')
  const line = { id: 'S.1', statement: 'S', account: 'A', direction: 'credit', amount: 60_000n, day: '2025-06-10' }
  const compared = { reference, payer: CLIENT.name, text: '' }
  const at = { ordinal: 1, reference: 'R-9', compared, matched: 0n, adjusted: 0n, setAside: 0n }
  const held = { match: 'M', state: 'suggested', lines: [], targets: [{ target: 'T1' }] } as unknown as BookMatch
  const book = {
    lines: new Map([['S.1', { ...line, ...at } as BookLine]]),
    matches: new Map([['M', held]]),
    allocated: new Map(),
  } as unknown as Book
  const targets = [target('T1', { reference }), target('T2', { reference })]
  const { proposals } = atOnce(proposing(book, targets, DEFAULT_SETTINGS))
  expect(proposals.filter((it) => it.certain)).toEqual([])
  // Nothing held, the same would be ambiguous; with the other share gone, it is certain.
  const free = { ...book, matches: new Map() } as Book
  expect(atOnce(proposing(free, targets, DEFAULT_SETTINGS)).proposals).toEqual([])
  expect(atOnce(proposing(free, targets.slice(0, 1), DEFAULT_SETTINGS)).proposals).toMatchObject([{ certain: true }])
})
