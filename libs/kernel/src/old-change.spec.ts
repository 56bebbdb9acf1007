import * as fc from 'fast-check'
import type { Entry } from './entry'
import { emptyHistory, extend, foldHistory, type Recorded, type Rules, refuseNext } from './history'
import {
  approveChange,
  byOnePerson,
  type ChangeRequested,
  DEFAULT_OLD_CHANGE_RULE,
  proposeChange,
  rejectChange,
  withdrawChange,
} from './old-change'
import { proposalViews } from './proposal-view'
import { openProposals, type ProposedChange } from './proposals'
import { type Checked, isRefusal } from './refusal'

type Booked = { type: 'Booked'; data: { amount: number } }
const rules: Rules<number, Booked> = {
  initial: 0,
  evolve: (state, { data }) => state + data.amount,
  refuse: () => undefined,
}
const DAY = 86_400_000
const START = Date.parse('2025-06-01T10:00:00+08:00')
const on = (day: number) => START + day * DAY
const entry = (
  revision: number,
  event: Recorded<Booked>,
  { day = 0, actor = '王工' } = {},
): Entry<Recorded<Booked>> => ({ id: `e${revision}`, revision, recordedAt: on(day), actor, event })
const booked = (amount: number): Booked => ({ type: 'Booked', data: { amount } })
const to = (amount: number, corrects = 'e0'): ProposedChange<Booked> => ({
  kind: 'correction',
  corrects,
  content: booked(amount),
  reason: '录入有误',
})
const away = (voids = 'e0'): ProposedChange<Booked> => ({ kind: 'void', voids, reason: '重复' })
const eventOf = (change: ProposedChange<Booked>) =>
  change.kind === 'correction'
    ? { type: 'EntryCorrected' as const, data: { corrects: change.corrects, content: change.content, reason: '' } }
    : { type: 'EntryVoided' as const, data: { voids: change.voids, reason: '' } }
const proposed = (change = to(5)): Recorded<Booked> => ({ type: 'ChangeProposed', data: { change } })
const historyOf = (...entries: Entry<Recorded<Booked>>[]) => foldHistory(rules, entries)
const requested = (day: number, by = '王工'): ChangeRequested => ({ by, now: on(day), rule: DEFAULT_OLD_CHANGE_RULE })
const code = (answer: Checked<unknown>) => (isRefusal(answer) ? answer.code : 'ok')

describe('a change by one person', () => {
  const history = historyOf(entry(0, booked(100)))
  test('of an entry of 29 days goes through, of one of 30 days not', () => {
    expect(code(byOnePerson(history, [eventOf(to(5))], requested(29)))).toBe('ok')
    expect(byOnePerson(history, [eventOf(to(5))], requested(30))).toMatchObject({
      code: 'second-person-needed',
      facts: { days: '30', entry: 'e0' },
    })
    expect(code(byOnePerson(history, [eventOf(away())], requested(30)))).toBe('second-person-needed')
  })
  test('of an old entry that was corrected yesterday is still one of an old entry', () => {
    const again = historyOf(
      entry(0, booked(100)),
      entry(1, { type: 'EntryCorrected', data: { corrects: 'e0', content: booked(90), reason: '' } }, { day: 40 }),
    )
    expect(code(byOnePerson(again, [eventOf(to(5, 'e1'))], requested(41)))).toBe('second-person-needed')
  })
  test('that takes out a young entry and an old one with it needs two', () => {
    const two = historyOf(entry(0, booked(100)), entry(1, booked(20), { day: 35 }))
    expect(code(byOnePerson(two, [eventOf(away('e1'))], requested(36)))).toBe('ok')
    expect(code(byOnePerson(two, [eventOf(away('e1')), eventOf(away('e0'))], requested(36)))).toBe(
      'second-person-needed',
    )
  })
  test('needs nobody else where the app knows no identities, and always somebody with 0 days', () => {
    expect(code(byOnePerson(history, [eventOf(to(5))], { by: '本机', now: on(400) }))).toBe('ok')
    const every = { ...requested(0), rule: { days: 0, proposalDays: 30 } }
    expect(code(byOnePerson(history, [eventOf(to(5))], every))).toBe('second-person-needed')
  })
})

describe('a proposal', () => {
  const history = historyOf(entry(0, booked(100)))
  const waiting = historyOf(entry(0, booked(100)), entry(1, proposed(), { day: 40 }))

  test('is made for an old entry only, and once while it waits', () => {
    expect(code(proposeChange(history, to(5), [eventOf(to(5))], requested(10)))).toBe('second-person-not-needed')
    expect(proposeChange(history, to(5), [eventOf(to(5))], requested(40))).toEqual([proposed()])
    expect(code(proposeChange(waiting, away(), [eventOf(away())], requested(41)))).toBe('proposal-exists')
    // Nobody answered for thirty days: it no longer stands in the way.
    expect(code(proposeChange(waiting, away(), [eventOf(away())], requested(70)))).toBe('ok')
  })
  test('that could not be recorded is not made', () => {
    const refused = { kind: 'refusal', code: 'below-zero', pointer: '', zh: '', en: '' } as const
    expect(code(proposeChange(history, to(5), refused, requested(40)))).toBe('below-zero')
  })
  test('changes nothing while it waits', () => {
    expect(waiting.state).toBe(100)
    expect(waiting.live.map((it) => it.id)).toEqual(['e0'])
    expect(proposalViews(waiting)).toMatchObject([
      { proposal: 'e1', kind: 'correction', entry: 'e0', before: booked(100), content: booked(5), proposedBy: '王工' },
    ])
  })
  test('approved by another person becomes the change, with both names', () => {
    const approved = approveChange(waiting, 'e1', requested(41, '评价员'), (change) => [eventOf(change)])
    expect(approved).toEqual([
      { type: 'EntryCorrected', data: expect.objectContaining({ corrects: 'e0', approves: 'e1', proposedBy: '王工' }) },
    ])
    if (isRefusal(approved)) return
    const after = extend(rules, waiting, entry(2, approved[0], { day: 41, actor: '评价员' }))
    expect(after.state).toBe(5)
    expect(openProposals(after.proposals)).toEqual([])
    expect(code(approveChange(after, 'e1', requested(42, '评价员'), (change) => [eventOf(change)]))).toBe(
      'proposal-closed',
    )
  })
  test('is decided again when it is approved: what a rule forbids by then is not recorded', () => {
    const refused = { kind: 'refusal', code: 'below-zero', pointer: '', zh: '', en: '' } as const
    expect(code(approveChange(waiting, 'e1', requested(41, '评价员'), () => refused))).toBe('below-zero')
  })
  test('takes along nothing that was recorded after it was made', () => {
    const withLater = historyOf(
      entry(0, booked(100)),
      entry(
        1,
        { type: 'ChangeProposed', data: { change: { ...away(), includeLater: true } as ProposedChange<Booked> } },
        { day: 40 },
      ),
      entry(2, booked(7), { day: 41 }),
    )
    const all = () => [eventOf(away('e2')), eventOf(away('e0'))]
    expect(code(approveChange(withLater, 'e1', requested(42, '评价员'), all))).toBe('proposal-outdated')
    expect(code(approveChange(withLater, 'e1', requested(42, '评价员'), () => [eventOf(away('e0'))]))).toBe('ok')
  })
  test('is neither approved nor rejected by whoever made it, nor withdrawn by another', () => {
    const decide = (change: ProposedChange<Booked>) => [eventOf(change)]
    expect(code(approveChange(waiting, 'e1', requested(41), decide))).toBe('second-person-is-first')
    expect(code(rejectChange(waiting, 'e1', '佐证不足', requested(41)))).toBe('second-person-is-first')
    expect(code(withdrawChange(waiting, 'e1', requested(41, '李工')))).toBe('not-your-proposal')
    expect(code(withdrawChange(waiting, 'e1', requested(41)))).toBe('ok')
    expect(code(rejectChange(waiting, 'e1', '佐证不足', requested(41, '评价员')))).toBe('ok')
    expect(code(rejectChange(waiting, 'e9', '佐证不足', requested(41, '评价员')))).toBe('unknown-proposal')
  })
  test('is over after thirty days: to be rejected or withdrawn, no longer approved', () => {
    const decide = (change: ProposedChange<Booked>) => [eventOf(change)]
    expect(code(approveChange(waiting, 'e1', requested(69, '评价员'), decide))).toBe('ok')
    expect(code(approveChange(waiting, 'e1', requested(70, '评价员'), decide))).toBe('proposal-expired')
    expect(code(rejectChange(waiting, 'e1', '过期', requested(70, '评价员')))).toBe('ok')
  })
  test('rejected or withdrawn is closed', () => {
    const decide = (change: ProposedChange<Booked>) => [eventOf(change)]
    for (const answer of [
      { type: 'ChangeRejected', data: { proposal: 'e1', reason: '佐证不足' } },
      { type: 'ChangeWithdrawn', data: { proposal: 'e1' } },
    ] as const) {
      const closed = extend(rules, waiting, entry(2, answer, { day: 41 }))
      expect(code(approveChange(closed, 'e1', requested(42, '评价员'), decide))).toBe('proposal-closed')
      expect(closed.state).toBe(100)
    }
  })
})

test('any stream of entries, changes and proposals folds at once to what it grows to one by one, and proposals move nothing', () => {
  const step = fc.oneof(
    fc.integer({ min: -50, max: 50 }).map((it): Recorded<Booked> => booked(it)),
    fc
      .record({ at: fc.nat(12), amount: fc.integer() })
      .map(({ at, amount }): Recorded<Booked> => eventOf(to(amount, `e${at}`))),
    fc.nat(12).map((at): Recorded<Booked> => eventOf(away(`e${at}`))),
    fc.nat(12).map((at): Recorded<Booked> => proposed(to(1, `e${at}`))),
    fc.nat(12).map((at): Recorded<Booked> => ({ type: 'ChangeRejected', data: { proposal: `e${at}`, reason: 'x' } })),
    fc.nat(12).map(
      (at): Recorded<Booked> => ({
        type: 'EntryVoided',
        data: { voids: `e${at}`, reason: 'x', approves: `e${12 - at}` },
      }),
    ),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (events) => {
      // Only what a recorder would have let in: corrections and voids of live entries.
      let grown = emptyHistory(rules)
      const kept: Entry<Recorded<Booked>>[] = []
      for (const [i, event] of events.entries()) {
        if (refuseNext(rules, grown, event, '2025-06-01')) continue
        kept.push(entry(i, event))
        grown = extend(rules, grown, entry(i, event))
      }
      const folded = foldHistory(rules, kept)
      expect(folded).toEqual({ ...grown, revision: kept.at(-1)?.revision ?? -1 })
      const facts = kept.filter(({ event }) => !event.type.startsWith('Change'))
      expect(foldHistory(rules, facts).state).toBe(folded.state)
    }),
  )
})
