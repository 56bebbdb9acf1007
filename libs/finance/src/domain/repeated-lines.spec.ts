import { atOnce } from '@pilot-ledger/kernel'
import type { BookStatement } from './book'
import { linesOf } from './book'
import type { StatementLine } from './statement'

type Given = readonly [amount: string, balance?: string, reference?: string, counterparty?: string]
/** Statements of one account and one day, each with its lines. */
const statements = (...all: readonly (readonly Given[])[]) =>
  new Map(
    all.map((given, i): [string, BookStatement] => {
      const lines = given.map(
        ([amount, balance, reference, counterparty], at): StatementLine => ({
          ordinal: at + 1,
          day: '2025-08-15',
          amount,
          ...(balance === undefined ? {} : { balance }),
          ...(reference === undefined ? {} : { reference }),
          ...(counterparty === undefined ? {} : { counterparty }),
        }),
      )
      const frame = {
        from: '2025-08-15',
        to: '2025-08-15',
        opening: '0.00',
        closing: '0.00',
        credits: '0.00',
        debits: '0.00',
      }
      const file = { account: '6222-1', sha256: `${i}`, fileName: `${i}.csv`, format: 'csv' as const }
      const whole = { entry: `E${i}`, recordedAt: i, lineCount: lines.length, parts: 1, partsBrought: 1, lines }
      return [`S${i}`, { statement: `S${i}`, ...file, ...frame, ...whole }]
    }),
  )
const repeats = (...all: readonly (readonly Given[])[]) =>
  [...atOnce(linesOf(statements(...all))).values()]
    .filter((it) => it.repeats !== undefined)
    .map((it) => `${it.id} is ${it.repeats}`)

describe('given two exports that overlap', () => {
  it('when two lines are equal but for the balance after them, then the later one is new', () => {
    expect(
      repeats(
        [['1000.00', '1100.00', 'PZ', '丙']],
        [
          ['1000.00', '1100.00', 'PZ', '丙'],
          ['1000.00', '2100.00', 'PZ', '丁'],
        ],
      ),
    ).toEqual(['S1.1 is S0.1'])
  })

  it('when there is no balance, then as many are repeats as there were before: of three that follow two, one is new', () => {
    const equal: Given = ['50.00', undefined, 'B1']
    expect(repeats([equal, equal], [equal, equal, equal])).toEqual(['S1.1 is S0.1', 'S1.2 is S0.2'])
    expect(repeats([equal, equal, equal], [equal], [equal, equal, equal, equal])).toEqual([
      'S1.1 is S0.1',
      'S2.1 is S0.1',
      'S2.2 is S0.2',
      'S2.3 is S0.3',
    ])
  })

  it('when money came, went and came again, then each is known by its number or its payer', () => {
    const noon: Given[] = [['9.00', '9.00', undefined, '甲']]
    const evening: Given[] = [
      ['9.00', '9.00', undefined, '乙'],
      ['-9.00', '0.00'],
      ['9.00', '9.00', undefined, '甲'],
    ]
    expect(repeats(noon, evening)).toEqual(['S1.3 is S0.1'])
    expect(
      repeats(
        [['9.00', '9.00', 'K3']],
        [
          ['9.00', '9.00', 'K1'],
          ['-9.00', '0.00', 'K2'],
          ['9.00', '9.00', 'K3'],
        ],
      ),
    ).toEqual(['S1.3 is S0.1'])
  })

  it('when one of them has no balances, or no numbers, then the other of the two tells', () => {
    expect(repeats([['9.00', '9.00', 'K1', '甲']], [['9.00', undefined, 'K1']])).toEqual(['S1.1 is S0.1'])
    expect(repeats([['9.00', undefined, 'K1']], [['9.00', '9.00', 'K1']])).toEqual(['S1.1 is S0.1'])
    expect(repeats([['9.00', '9.00', undefined, '甲']], [['9.00', '9.00', 'K1', '甲']])).toEqual(['S1.1 is S0.1'])
    expect(repeats([['9.00', '9.00', 'K1']], [['9.00', '9.00', 'K2']])).toEqual([])
  })

  it('when nothing but day and amount is equal, or a word for nothing is the number, then two are two', () => {
    expect(repeats([['9.00']], [['9.00']])).toEqual([])
    expect(repeats([['9.00', undefined, 'NONREF']], [['9.00', undefined, 'NONREF']])).toEqual([])
  })

  it('when twenty thousand are equal, then each is compared once', () => {
    const many = Array.from({ length: 20_000 }, (): Given => ['1.00', undefined, 'B'])
    expect(repeats(many, many)).toHaveLength(20_000)
  })
})
