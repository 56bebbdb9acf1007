import { atOnce, fenOf, formatAmount, isRefusal } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import type { ReconciliationContent } from '../definitions/reconciliation'
import { type Book, bookOf, type LiveReconciliation, openOf } from './book'
import { decideConfirmation, decideLineAdjustment, decideMatch, decideUndoing, matchedBy } from './match-commands'
import { openSides, propose } from './matching'
import { DEFAULT_SETTINGS } from './matching-terms'
import type { StatementDraft } from './statement'
import { decideAccount, decideSetAside, decideStatement } from './statement-commands'
import type { Target } from './targets'

const ACCOUNT = { account: '4400-1', bank: '银行', holder: '研究院', currency: 'CNY' } as const
const PAYERS = ['甲公司', '乙公司']
const party = (name: string) => ({ id: { scheme: 'person', value: name } as const, name })

/** A statement of signed fen, whose lines have few references and payers, so that they meet. */
function draftOf(amounts: readonly number[]): StatementDraft {
  const total = amounts.reduce((sum, it) => sum + it, 0)
  const lines = amounts.map((fen, i) => ({
    ordinal: i + 1,
    day: `2025-06-0${(i % 3) + 1}`,
    amount: formatAmount(BigInt(fen)),
    reference: `R-${i % 4}`,
    counterparty: PAYERS[i % 2],
  }))
  const span = { from: '2025-06-01', to: '2025-06-30' }
  const closing = formatAmount(BigInt(total))
  const file = { account: ACCOUNT.account, sha256: 'a'.repeat(64), fileName: 'f', format: 'csv' } as const
  return { ...file, ...span, opening: '0.00', closing, lines, rows: [] }
}

const targetOf = (fen: number, i: number): Target => ({
  id: `t${i}`,
  entry: `t${i}`,
  sequence: i,
  kind: fen < 0 ? 'refund' : i % 3 === 0 ? 'invoice' : 'payment',
  direction: fen < 0 ? 'debit' : 'credit',
  contract: `C${i % 2}`,
  contractNo: `C-${i % 2}`,
  client: party('甲公司'),
  payer: party(PAYERS[i % 2]),
  reference: `R-${i % 4}`,
  document: `payment:R-${i % 4}:${i % 5}`,
  day: '2025-06-02',
  amount: BigInt(Math.abs(fen)),
})

const fen = fc.integer({ min: -300, max: 300 }).filter((it) => it !== 0)
const step = fc.record({
  kind: fc.constantFrom('run', 'match', 'confirm', 'undo', 'adjust', 'aside'),
  a: fc.nat(20),
  b: fc.nat(20),
  amount: fc.integer({ min: 1, max: 400 }),
  other: fc.integer({ min: 1, max: 400 }),
  explain: fc.boolean(),
  tolerance: fc.nat(3),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function decided(book: Book, targets: readonly Target[], it: Step, at: number) {
  const lines = [...book.lines.keys()]
  const line = lines[it.a % lines.length]
  const match = [...book.matches.keys()][it.a % Math.max(1, book.matches.size)] ?? 'none'
  const adjustment = it.explain ? ({ kind: '尾差', reason: '尾差' } as const) : undefined
  const known = new Map(targets.map((target) => [target.id, target]))
  switch (it.kind) {
    case 'run': {
      const sides = atOnce(openSides(book, targets))
      const tolerance = BigInt(it.tolerance)
      const { proposals } = propose(sides.lines, sides.targets, { ...DEFAULT_SETTINGS, tolerance })
      return proposals.flatMap((proposal, i) => matchedBy(proposal, `m${at}.${i}`, tolerance))
    }
    case 'match':
      return decideMatch(book, known, {
        match: `m${at}`,
        lines: [{ line, amount: formatAmount(BigInt(it.amount)) }],
        targets: [{ target: `t${it.b % targets.length}`, amount: formatAmount(BigInt(it.other)) }],
        adjustment,
      })
    case 'confirm':
      return decideConfirmation(book, known, match, adjustment)
    case 'undo':
      return decideUndoing(book, match, '误配')
    case 'adjust':
      return decideLineAdjustment(book, line, formatAmount(BigInt(it.amount)), { kind: '手续费', reason: '费' })
    case 'aside':
      return decideSetAside(book, line, '工资')
  }
}

it('whatever is matched, undone, adjusted and set aside: no fen vanishes and none is used twice', () => {
  fc.assert(
    fc.property(
      fc.array(fen, { minLength: 1, maxLength: 8 }),
      fc.array(fen, { minLength: 1, maxLength: 8 }),
      fc.array(step, { maxLength: 25 }),
      (amounts, wanted, steps) => {
        const live: LiveReconciliation[] = []
        const add = (contents: readonly ReconciliationContent[]) => {
          for (const content of contents) live.push({ id: `e${live.length}`, recordedAt: 0, content })
        }
        const accept = (it: ReturnType<typeof decided>) => {
          if (!isRefusal(it)) add(it)
        }
        accept(decideAccount(atOnce(bookOf(live)), ACCOUNT))
        const draft = draftOf(amounts)
        accept(decideStatement(atOnce(bookOf(live)), draft, { statement: 's', linesHash: 'h' }, '2025-09-15'))
        const kept = new Map([['h', draft.lines]])
        const targets = wanted.map(targetOf)
        for (const [at, it] of steps.entries()) {
          accept(decided(atOnce(bookOf(live, kept)), targets, it, at))
          holds(atOnce(bookOf(live, kept)), amounts, targets)
        }
      },
    ),
    { numRuns: Number(process.env.HISTORIES ?? 100) },
  )
})

function holds(book: Book, amounts: readonly number[], targets: readonly Target[]) {
  const lines = [...book.lines.values()]
  const sum = (of: (it: (typeof lines)[number]) => bigint) => lines.reduce((total, it) => total + of(it), 0n)
  const brought = amounts.reduce((total, it) => total + BigInt(Math.abs(it)), 0n)
  expect(sum((it) => it.matched + it.adjusted + it.setAside + openOf(it))).toBe(brought)
  for (const it of lines) {
    expect(openOf(it) >= 0n && it.matched >= 0n && it.adjusted >= 0n && it.setAside >= 0n).toBe(true)
  }
  for (const it of targets) expect((book.allocated.get(it.id) ?? 0n) <= it.amount).toBe(true)
  // Σ matched lines = Σ matched entries + Σ differences, each of which an adjustment explains.
  const confirmed = [...book.matches.values()].filter((it) => it.state === 'confirmed')
  const entries = [...book.allocated.values()].reduce((total, it) => total + it, 0n)
  const explained = book.adjustments
    .filter((it) => it.match !== undefined)
    .reduce((total, it) => total + fenOf(it.amount), 0n)
  expect(sum((it) => it.matched)).toBe(entries + explained)
  expect(confirmed.reduce((total, it) => total + it.difference, 0n)).toBe(explained)
}
