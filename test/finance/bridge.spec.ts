import { ageing, answer, type FigureDefinition, figureOf, Question, type Tables } from '@pilot-ledger/figures'
import { agedRemainders, type Bridge, behind, bridgeOf, CELLS, cellAt, NOTHING, plus } from '@pilot-ledger/finance'
import { movementsOf } from '@pilot-ledger/finance/closing'
import { atOnce, dayNumber, dayOfNumber, fenOf } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { projected, randomWindow } from './ledgers.spec-support'

const RUNS = Number(process.env.HISTORIES ?? 15)
const cell = (bridge: Bridge, id: string) => {
  expect(cellAt(id)).not.toBe(-1)
  return bridge[cellAt(id)]
}
const spanOf = ({ from, to }: { from: string; to: string }) => ({ from: dayNumber(from), to: dayNumber(to) })
const platformOf = (tables: Tables, id: string) => tables.platformIds.find(id) as number

function bridgeAt(tables: Tables, platform: number, window: { from: string; to: string }, cut: number): Bridge {
  const span = spanOf(window)
  let total = NOTHING
  for (const { movements } of atOnce(movementsOf(new Question(tables, window, cut, platform))).values())
    total = plus(total, bridgeOf(movements, span))
  return total
}

/** The value of a figure on each tax basis, as the figures tell it. */
function figures(question: Question, code: string): { inclusive: bigint; exclusive: bigint } {
  const [it] = answer(question, [figureOf(code) as FigureDefinition])
  const parts = it.refused?.parts ?? [{ taxBasis: it.taxBasis ?? 'inclusive', value: it.value as string }]
  const of = (basis: string) => fenOf(parts.find((part) => part.taxBasis === basis)?.value ?? '0.00')
  return { inclusive: of('inclusive'), exclusive: of('exclusive') }
}

const everyLedger = (run: (tables: Tables, platform: number, chance: Chance, entries: number) => void) =>
  fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { log, platforms } = randomHistory(seed)
      const tables = await projected(log)
      const chance = new Chance(seed ^ 0x2b1d6e)
      for (const id of platforms) run(tables, platformOf(tables, id), chance, log.length)
    }),
    { numRuns: RUNS },
  )

describe('given random ledgers with late entries, corrections, voids and frameworks', () => {
  test('then the bridge ties to the figures of the same window and cut, to the fen', async () => {
    await everyLedger((tables, platform, chance, entries) => {
      const window = randomWindow(chance)
      const cut = chance.below(entries + 1)
      const bridge = bridgeAt(tables, platform, window, cut)
      const question = new Question(tables, window, cut, platform)
      for (const basis of ['inclusive', 'exclusive'] as const) {
        expect(cell(bridge, `currentAmount.${basis}.closing`)).toBe(figures(question, 'contractAmount')[basis])
        const original = figures(question, 'contractAmount.original')[basis]
        expect(cell(bridge, `currentAmount.${basis}.signed`)).toBe(original)
        expect(cell(bridge, `contractAmount.${basis}.signed`)).toBe(original)
      }
      const invoiced = cell(bridge, 'invoiced.invoiced') + cell(bridge, 'invoiced.reversed')
      expect(invoiced).toBe(figures(question, 'invoicedAmount').inclusive)
      const received = cell(bridge, 'received.received') + cell(bridge, 'received.refunded')
      expect(received).toBe(figures(question, 'receivedAmount').inclusive)
      const net = cell(bridge, 'outstanding.closing') - cell(bridge, 'advances.closing')
      expect(net).toBe(figures(question, 'outstanding').inclusive)
      expect(net).toBe(cell(bridge, 'invoiced.closing') - cell(bridge, 'received.closing'))
    })
  }, 120_000)

  test('then opening + movements = closing in every column, and one closing is the next opening', async () => {
    await everyLedger((tables, platform, chance, entries) => {
      const cut = chance.below(entries + 1)
      const first = dayNumber('2024-09-01') + chance.below(200)
      const days = [first, first + chance.below(60), first + 61 + chance.below(60)]
      const bridges = [0, 1].map((i) =>
        bridgeAt(
          tables,
          platform,
          { from: dayOfNumber(days[i] + (i === 0 ? 0 : 1)), to: dayOfNumber(days[i + 1]) },
          cut,
        ),
      )
      for (const bridge of bridges) {
        let sum = 0n
        CELLS.forEach(({ part, id }, at) => {
          if (part === 'closing') expect({ id, sum }).toEqual({ id, sum: bridge[at] })
          sum = part === 'closing' ? 0n : sum + bridge[at]
        })
      }
      CELLS.forEach(({ column, part, id }, at) => {
        if (part !== 'closing' || column === 'currentAmount') return
        const opening = CELLS.findIndex((it) => it.id === id.replace(/closing$/, 'opening'))
        expect({ id, value: bridges[1][opening] }).toEqual({ id, value: bridges[0][at] })
      })
    })
  }, 120_000)

  test('then every cell is the sum of the entries behind it, and ageing adds up to what is outstanding', async () => {
    await everyLedger((tables, platform, chance, entries) => {
      const window = randomWindow(chance)
      const cut = chance.below(entries + 1)
      const question = new Question(tables, window, cut, platform)
      const span = spanOf(window)
      const buckets = new Map<string, bigint>()
      for (const { movements } of atOnce(movementsOf(question)).values()) {
        const bridge = bridgeOf(movements, span)
        CELLS.forEach(({ id }, at) => {
          const sum = behind(movements, span, at).reduce((total, it) => total + it.fen, 0n)
          expect({ id, sum }).toEqual({ id, sum: bridge[at] })
        })
        let aged = 0n
        for (const { bucket, fen } of agedRemainders(movements, span.to)) {
          aged += fen
          buckets.set(bucket, (buckets.get(bucket) ?? 0n) + fen)
        }
        expect(aged).toBe(cell(bridge, 'outstanding.closing'))
      }
      for (const { bucket, value } of ageing(question))
        if (bucket !== 'advance')
          expect({ bucket, value: buckets.get(bucket) ?? 0n }).toEqual({ bucket, value: fenOf(value) })
    })
  }, 120_000)
})
