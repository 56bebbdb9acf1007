import { type Entry, emptyHistory, extend, isRefusal, refuseNext } from '@pilot-ledger/kernel'
import type { ClosingContent } from '../definitions/closing'
import { parsePeriod } from './closing-period'
import { closingRules } from './closing-rules'

const TODAY = '2025-10-14'

/** Contents recorded one after the other, then one more: `ok`, or the code of its refusal. */
function given(...contents: ClosingContent[]) {
  let history = emptyHistory(closingRules)
  const judged = (content: ClosingContent) => refuseNext(closingRules, history, content, TODAY)?.code ?? 'ok'
  for (const [i, event] of contents.entries()) {
    expect([event.type, judged(event)]).toEqual([event.type, 'ok'])
    const entry = { id: `entry-${i}`, revision: i, recordedAt: 0, actor: 'test', event } as Entry<ClosingContent>
    history = extend(closingRules, history, entry)
  }
  return { when: judged }
}

const terms = (name: string) => {
  const period = parsePeriod(name)
  if (isRefusal(period)) throw new Error(name)
  return { ...period, sequence: 1, definition: 1, totals: [], contractCount: 0, totalsHash: 'a'.repeat(64) } as const
}
const proposed = (period: string, proposedBy = 'jia'): ClosingContent => ({
  type: 'CloseProposed',
  data: { ...terms(period), checklist: [], proposedBy },
})
const closed = (period: string, approvedBy = 'yi'): ClosingContent => ({
  type: 'PeriodClosed',
  data: { ...terms(period), proposedBy: 'jia', approvedBy },
})
const rejected = (period: string, rejectedBy = 'yi'): ClosingContent => ({
  type: 'CloseRejected',
  data: { period, reason: '漏票', rejectedBy },
})
const reopening = (period: string): ClosingContent => ({
  type: 'ReopeningProposed',
  data: { period, reason: '漏票', proposedBy: 'jia' },
})
const reopened = (period: string, approvedBy = 'yi'): ClosingContent => ({
  type: 'PeriodReopened',
  data: { period, reason: '漏票', proposedBy: 'jia', approvedBy },
})
const notReopened = (period: string, rejectedBy = 'yi'): ClosingContent => ({
  type: 'ReopeningRejected',
  data: { period, reason: '不必', rejectedBy },
})
const AUGUST = [proposed('2025-08'), closed('2025-08')]

describe('A close', () => {
  it('has two persons, whether it is approved or rejected', () => {
    const waiting = given(proposed('2025-08'))
    expect([waiting.when(closed('2025-08', 'jia')), waiting.when(rejected('2025-08', 'jia'))]).toEqual(
      Array(2).fill('second-person-is-first'),
    )
    expect([waiting.when(closed('2025-08')), waiting.when(rejected('2025-08'))]).toEqual(['ok', 'ok'])
  })

  it('is answered once, and only where one was proposed', () => {
    expect(given().when(closed('2025-08'))).toBe('unknown-close')
    expect(given(...AUGUST).when(closed('2025-08'))).toBe('nothing-to-answer')
    expect(given(...AUGUST).when(rejected('2025-08'))).toBe('nothing-to-answer')
    expect(given(proposed('2025-08'), rejected('2025-08')).when(closed('2025-08'))).toBe('nothing-to-answer')
    expect(given(proposed('2025-08'), rejected('2025-08')).when(proposed('2025-08'))).toBe('ok')
  })

  it('waits alone, is over, and follows the last one day by day', () => {
    expect(given(proposed('2025-08')).when(proposed('2025-09'))).toBe('close-proposal-exists')
    expect(given().when(proposed('2025-10'))).toBe('period-not-over')
    expect(given().when(proposed('2025-10-01_2025-10-13'))).toBe('ok')
    expect(given().when(proposed('2025-10-01_2025-10-14'))).toBe('period-not-over')
    const after = given(...AUGUST)
    for (const it of ['2025-07', '2025-08', '2025-Q3', '2025-08-31_2025-09-30', '2025-09-02_2025-09-30'])
      expect([it, after.when(proposed(it))]).toEqual([it, 'period-does-not-follow'])
    expect(after.when(proposed('2025-09'))).toBe('ok')
    expect(after.when(proposed('2025-09-01_2025-10-13'))).toBe('ok')
  })
})

describe('A closed period', () => {
  it('is opened again by two persons', () => {
    const requested = given(...AUGUST, reopening('2025-08'))
    expect(requested.when(reopened('2025-08', 'jia'))).toBe('second-person-is-first')
    expect(requested.when(notReopened('2025-08', 'jia'))).toBe('second-person-is-first')
    expect(requested.when(reopening('2025-08'))).toBe('reopening-proposal-exists')
    expect(requested.when(proposed('2025-09'))).toBe('reopening-proposal-exists')
    expect(requested.when(reopened('2025-08'))).toBe('ok')
    expect(given(...AUGUST).when(reopened('2025-08'))).toBe('nothing-to-answer')
    expect(given().when(reopening('2025-08'))).toBe('unknown-close')
    expect(given(proposed('2025-08')).when(reopening('2025-08'))).toBe('period-not-closed')
  })

  it('stays closed where the re-opening is rejected, and may be asked for again', () => {
    const kept = given(...AUGUST, reopening('2025-08'), notReopened('2025-08'))
    expect(kept.when(proposed('2025-08'))).toBe('period-does-not-follow')
    expect(kept.when(reopening('2025-08'))).toBe('ok')
  })

  it('is opened only when no later one is closed or waits', () => {
    expect(given(...AUGUST, proposed('2025-09')).when(reopening('2025-08'))).toBe('close-proposal-exists')
    const both = given(...AUGUST, proposed('2025-09'), closed('2025-09'))
    expect(both.when(reopening('2025-08'))).toBe('later-period-closed')
    expect(both.when(reopening('2025-09'))).toBe('ok')
  })

  it('opened, is closed anew, the same days or others that follow', () => {
    const open = given(...AUGUST, proposed('2025-09'), closed('2025-09'), reopening('2025-09'), reopened('2025-09'))
    expect(open.when(proposed('2025-09'))).toBe('ok')
    expect(open.when(proposed('2025-09-01_2025-09-20'))).toBe('ok')
    expect(open.when(proposed('2025-08'))).toBe('period-does-not-follow')
  })

  it('keeps its approval while its re-opening waits: a later entry is still approved by somebody else, once', () => {
    const approval = (approvedBy: string): ClosingContent => ({
      type: 'RestatementApproved',
      data: { entry: 'late', sequence: 9, recordedBy: 'clerk', approvedBy },
    })
    expect(given(...AUGUST).when(approval('clerk'))).toBe('second-person-is-first')
    expect(given(...AUGUST, reopening('2025-08')).when(approval('yi'))).toBe('ok')
    expect(given(...AUGUST, approval('yi')).when(approval('jia'))).toBe('approval-exists')
  })
})
