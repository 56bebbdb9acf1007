import { daysBetween, nameKey, numberKey } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { propose } from './matching'
import { DEFAULT_SETTINGS, type OpenLine, type OpenTarget } from './matching-terms'

const party = (name: string) => ({
  id: { scheme: 'person', value: name } as const,
  name,
})
const line = (more: Partial<OpenLine> = {}): OpenLine => ({
  id: 'line',
  direction: 'credit',
  day: '2025-09-10',
  open: 5_000_000n,
  reference: numberKey('2025091000012345'),
  payer: nameKey('乙公司'),
  text: '',
  ...more,
})
const receipt = (more: Partial<OpenTarget> = {}): OpenTarget => ({
  id: 'receipt',
  entry: 'receipt',
  sequence: 1,
  kind: 'payment',
  direction: 'credit',
  contract: 'C1',
  contractNo: 'C-1',
  client: party('乙公司'),
  payer: party('乙公司'),
  reference: numberKey('2025091000012345'),
  document: 'payment:2025091000012345',
  day: '2025-09-10',
  amount: 5_000_000n,
  open: 5_000_000n,
  total: 5_000_000n,
  ...more,
})
const short = { reference: '0012' }
/** What the first rule finds: `!` where it stands alone, else why not. */
const found = (lines: OpenLine[], targets: OpenTarget[], others: string[] = []) => {
  const bearers = new Map<string, number>()
  for (const it of [...lines, ...targets].flatMap((one) => one.reference ?? []).concat(others))
    bearers.set(it, (bearers.get(it) ?? 0) + 1)
  return propose(lines, targets, DEFAULT_SETTINGS, bearers).proposals.map((it) => (it.certain ? '!' : it.doubts.join()))
}

describe('given a line and a receipt of one number and amount', () => {
  it.each<[string, Partial<OpenLine>, Partial<OpenTarget>, string]>([
    ['payer and day agree', {}, {}, '!'],
    ['the line tells no payer, and the number is long', { payer: undefined }, {}, '!'],
    ['the number is short, and payer and day agree', short, short, '!'],
    ['the number is short, and the line tells no payer', { ...short, payer: undefined }, short, 'payerUnknown'],
    ['another payer', {}, { payer: party('甲公司') }, 'otherPayer'],
    ['ten days apart', {}, { day: '2025-08-31' }, '!'],
    ['eleven days apart', {}, { day: '2025-08-30' }, 'farDay'],
    [
      'another year and another payer',
      short,
      { ...short, day: '2024-03-05', payer: party('甲公司') },
      'otherPayer,farDay',
    ],
    ['the slip is more than the line', {}, { total: 6_000_000n }, 'otherTotal'],
    [
      'the number is the payer’s own',
      { reference: undefined, payersOwn: '2025091000012345' },
      {},
      'payersOwn,usedAgain',
    ],
  ])('when %s, then %#', (_, ofLine, ofReceipt, reported) => {
    expect(found([line(ofLine)], [receipt(ofReceipt)])).toEqual([reported])
  })

  it('when anything else of any year bears the number, then a person confirms', () => {
    expect(found([line()], [receipt()], ['2025091000012345'])).toEqual(['usedAgain'])
    const went = line({
      id: 'returned',
      direction: 'debit',
      day: '2025-09-12',
    })
    expect(found([line(), went], [receipt()])).toEqual(['usedAgain'])
  })

  it('when its two contracts differ in day or payer, then a person confirms', () => {
    const half = { amount: 2_500_000n, open: 2_500_000n }
    const other = receipt({
      ...half,
      id: 'other',
      contract: 'C2',
      day: '2025-09-09',
    })
    expect(found([line()], [receipt(half), other])).toEqual(['severalReceipts'])
    expect(found([line()], [receipt(half), { ...other, day: '2025-09-10' }])).toEqual(['!'])
  })
})

/** Few numbers, payers and days, so that they meet; many years of them. */
const number = fc.constantFrom('0012', '20250910000123', 'A-1')
const name = fc.constantFrom('甲公司', '乙公司')
const day = fc.constantFrom('2024-03-05', '2025-09-01', '2025-09-10', '2025-09-25')
const amount = fc.constantFrom(100n, 200n)
const lines = fc.array(fc.record({ number, name: fc.option(name, { nil: undefined }), day, amount }), { maxLength: 6 })
const receipts = fc.array(fc.record({ number, name, day, amount }), {
  maxLength: 6,
})

it('whatever the books, what stands alone is all that bears its number, of one payer, in the same days', () => {
  let alone = 0
  fc.assert(
    fc.property(lines, receipts, (ours, theirs) => {
      const { proposals } = propose(
        ours.map((it, i) =>
          line({
            id: `l${i}`,
            reference: numberKey(it.number),
            payer: it.name === undefined ? undefined : nameKey(it.name),
            day: it.day,
            open: it.amount,
          }),
        ),
        theirs.map((it, i) =>
          receipt({
            id: `r${i}`,
            reference: numberKey(it.number),
            payer: party(it.name),
            day: it.day,
            open: it.amount,
            amount: it.amount,
            total: it.amount,
          }),
        ),
        DEFAULT_SETTINGS,
      )
      for (const it of proposals.filter(({ certain }) => certain)) {
        alone++
        const number = it.targets[0].target.reference
        // All that bears the number, and nothing else does: lines that the bank split, or shares of one slip, are one money.
        expect(ours.filter((one) => numberKey(one.number) === number)).toHaveLength(it.lines.length)
        expect(theirs.filter((one) => numberKey(one.number) === number)).toHaveLength(it.targets.length)
        const total = (them: readonly { amount: bigint }[]) => them.reduce((sum, { amount }) => sum + amount, 0n)
        expect(total(it.lines)).toBe(total(it.targets))
        for (const { line: own } of it.lines)
          for (const { target } of it.targets) {
            expect(own.payer ?? nameKey(target.payer.name)).toBe(nameKey(target.payer.name))
            expect(Math.abs(daysBetween(own.day, target.day))).toBeLessThanOrEqual(10)
          }
      }
    }),
    { numRuns: 2000 },
  )
  expect(alone).toBeGreaterThan(20)
})
