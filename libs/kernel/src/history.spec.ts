import * as fc from 'fast-check'
import type { Entry } from './entry'
import { emptyHistory, extend, foldHistory, type Recorded, type Rules, refuseNext } from './history'
import { refuse } from './refusal'

/** The smallest ledger with a rule: a balance that never goes below zero. */
type Booked = { type: 'Booked'; data: { amount: number } }
const rules: Rules<number, Booked> = {
  initial: 0,
  evolve: (state, { data }) => state + data.amount,
  refuse: (state, { data }) =>
    state + data.amount < 0 ? refuse('below-zero', { pointer: '/amount', zh: '', en: '' }) : undefined,
}
const entry = (revision: number, event: Recorded<Booked>): Entry<Recorded<Booked>> => ({
  id: `e${revision}`,
  revision,
  recordedAt: 0,
  actor: 'x',
  event,
})
const booked = (amount: number): Booked => ({ type: 'Booked', data: { amount } })
const corrected = (corrects: string, amount: number): Recorded<Booked> => ({
  type: 'EntryCorrected',
  data: { corrects, content: booked(amount), reason: 'x' },
})
const voided = (voids: string): Recorded<Booked> => ({ type: 'EntryVoided', data: { voids, reason: 'x' } })
const historyOf = (...events: Recorded<Booked>[]) =>
  foldHistory(
    rules,
    events.map((it, i) => entry(i, it)),
  )

describe('given corrections and voids (H13)', () => {
  test('then the state is that of the corrected history, in its first order', () => {
    const history = historyOf(booked(10), booked(5), corrected('e0', 20), corrected('e2', 30), voided('e1'))
    expect(history.state).toBe(30)
    expect(history.live).toMatchObject([{ id: 'e3', origin: 'e0', content: { data: { amount: 30 } } }])
    expect([...history.superseded]).toEqual([
      ['e0', 'e2'],
      ['e2', 'e3'],
      ['e1', 'e4'],
    ])
  })

  test('then a long history with many corrections and voids is folded once, each entry that stands once', () => {
    let evolved = 0
    const evolve = (state: number, it: Booked) => {
      evolved++
      return rules.evolve(state, it)
    }
    const counting = { ...rules, evolve }
    const events = [
      ...Array.from({ length: 300 }, () => booked(1)),
      ...Array.from({ length: 299 }, (_, i) => voided(`e${299 - i}`)),
    ]
    expect(
      foldHistory(
        counting,
        events.map((it, i) => entry(i, it)),
      ).state,
    ).toBe(1)
    expect(evolved).toBe(1)
  })

  test('when an entry is named that was superseded or never was, then it is refused', () => {
    const history = historyOf(booked(10), corrected('e0', 20))
    expect(refuseNext(rules, history, corrected('e0', 5), '2025-01-01')).toMatchObject({
      code: 'entry-not-live',
      facts: { supersededBy: 'e1' },
    })
    expect(refuseNext(rules, history, voided('nothing'), '2025-01-01')).toMatchObject({ code: 'unknown-entry' })
  })

  test('when the corrected history breaks a rule further on, then it is refused and the entry named', () => {
    const history = historyOf(booked(10), booked(-8))
    expect(refuseNext(rules, history, corrected('e0', 7), '2025-01-01')).toMatchObject({
      code: 'below-zero',
      facts: { entry: 'e1' },
    })
    expect(refuseNext(rules, history, voided('e0'), '2025-01-01')).toMatchObject({ code: 'below-zero' })
    expect(refuseNext(rules, history, corrected('e0', 8), '2025-01-01')).toBeUndefined()
  })

  test('when the new content itself is at fault, then the pointer leads into it', () => {
    expect(refuseNext(rules, historyOf(booked(10)), corrected('e0', -1), '2025-01-01')).toMatchObject({
      pointer: '/content/data/amount',
    })
  })

  test('when what was judged is recorded, then the state is that of the corrected history, also where another came between', () => {
    const [first, second] = [corrected('e0', 20), voided('e1')]
    const events = [booked(10), booked(5), booked(3)]
    const history = historyOf(...events)
    for (const it of [first, second]) expect(refuseNext(rules, history, it, '2025-01-01')).toBeUndefined()
    const after = extend(rules, history, entry(3, first))
    expect(after).toEqual(historyOf(...events, first))
    expect(extend(rules, after, entry(4, second))).toEqual(historyOf(...events, first, second))
  })

  test('then folding at once and step by step are the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.nat(9), fc.nat(50)), { maxLength: 25 }),
        (choices) => {
          let step = emptyHistory(rules)
          const entries: Entry<Recorded<Booked>>[] = []
          for (const [kind, at, amount] of choices) {
            const target = step.live[at % Math.max(1, step.live.length)]?.id
            const event =
              kind === 0 || target === undefined
                ? booked(amount)
                : kind === 1
                  ? corrected(target, amount)
                  : voided(target)
            entries.push(entry(entries.length, event))
            step = extend(rules, step, entries[entries.length - 1])
          }
          expect(foldHistory(rules, entries)).toEqual(step)
        },
      ),
    )
  })
})
