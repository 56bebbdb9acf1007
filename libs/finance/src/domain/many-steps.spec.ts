import { atOnce, type Steps } from '@pilot-ledger/kernel'
import { type Book, type BookStatement, bookOf, linesOf } from './book'
import { bearersOf } from './certain-match'
import { proposed } from './matching'
import { DEFAULT_SETTINGS, type OpenLine, type OpenTarget } from './matching-terms'
import { queueItems } from './queues'
import { partsOf, type StatementDraft, type StatementLine } from './statement'
import { neighbourNotices } from './statement-neighbours'

const MANY = 1_000
/** Of so many others, whoever waits waits for a few at most. */
const FEW = 20

let looks = 0
/** Each look at the property counts. */
const watched = <T extends object>(it: T, name: string, value: unknown): T =>
  Object.defineProperty({ ...it }, name, {
    enumerable: true,
    get() {
      looks++
      return value
    },
  })

function mostLooksAStep(steps: Steps<unknown>): number {
  looks = 0
  let most = 0
  for (const _ of steps) {
    most = Math.max(most, looks)
    looks = 0
  }
  return Math.max(most, looks)
}

const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' } as const
const many = <T>(of: (i: number) => T) => Array.from({ length: MANY }, (_, i) => of(i))
const statementLine = (i: number): StatementLine =>
  watched({ ordinal: i + 1, day: '2025-06-10', amount: '600.00', counterparty: CLIENT.name }, 'reference', `R-${i}`)
const statement = { statement: 'S', account: '6222-1', entry: 'E', parts: 1, partsBrought: 1 } as BookStatement
const draft = {
  account: '6222-1',
  sha256: 'a',
  from: '2025-06-01',
  to: '2025-06-30',
  opening: '0.00',
} as StatementDraft
const target = (i: number): OpenTarget => ({
  ...{ id: `T${i}`, entry: `T${i}`, sequence: i, contract: `C${i}`, contractNo: `C${i}`, document: `payment:${i}` },
  ...{ kind: i % 2 ? 'payment' : 'invoice', direction: 'credit', client: CLIENT, payer: CLIENT, day: '2025-06-10' },
  ...{ reference: `R-${i}`, amount: 60_000n, open: 60_000n },
})
const openLine = (i: number): OpenLine => ({ id: `L${i}`, direction: 'credit', day: '2025-06-10', open: 6n, text: '' })
const book = (): Book => atOnce(bookOf([]))

// Most that is done at a stretch is what another waits: so much may be seen of it without a clock.
test.each<[string, () => Steps<unknown>]>([
  ['a statement is folded', () => linesOf(new Map([['S', { ...statement, lines: many(statementLine) }]]))],
  [
    'it is compared with its neighbours',
    () => neighbourNotices(book(), { ...draft, lines: many(statementLine), rows: [] }),
  ],
  ['it is split into parts', () => partsOf(many(statementLine))],
  [
    'it is looked who bears a reference',
    () =>
      bearersOf(
        [],
        many((i) => watched(target(i), 'reference', `R-${i}`)),
      ),
  ],
  ...(['reference', 'document', 'contract', 'payer', 'day'] as const).map((name): [string, () => Steps<unknown>] => [
    `rules look at each ${name}`,
    () => {
      const targets = many((i) => watched(target(i), name, target(i)[name]))
      return proposed(many(openLine), targets, DEFAULT_SETTINGS)
    },
  ]),
  [
    'queues are made',
    () => {
      const targets = many((i) => watched(target(i), 'id', `T${i}`))
      return queueItems({ book: book(), targets, matching: { proposals: [], ambiguous: [] } })
    },
  ],
])('given very many of everything, when %s, then never many of them at a stretch', (_, steps) => {
  expect(mostLooksAStep(steps())).toBeLessThanOrEqual(FEW)
})
