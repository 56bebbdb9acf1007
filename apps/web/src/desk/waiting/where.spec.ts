import { countsByPath, placeOf } from './where'

describe('what waits, and where it is done', () => {
  test('each leads to its place, with the filter that shows these rows', () => {
    const place = (kind: Parameters<typeof placeOf>[0]['kind'], approves = false) =>
      placeOf({ kind, count: 3, platform: 'P', period: '2025-09', round: 'R' }, approves)
    expect(place('proposals')).toBe('/proposals?platform=P')
    expect(place('proposals', true)).toBe('/proposals?whose=others&platform=P')
    expect(place('restatements')).toBe('/closing?period=2025-09&platform=P')
    expect(place('openLines')).toBe('/reconciliation?view=lines&platform=P')
    expect(place('notUploaded')).toBe('/contracts?warning=W19&platform=P')
    expect(place('selfAssessments')).toBe('/rounds/R/platforms/P')
    expect(place('subsidies')).toBe('/rounds/R/subsidy')
    expect(placeOf({ kind: 'proposals', count: 1 }, false)).toBe('/proposals')
  })
  test('the menu adds up what is done at one place, and leaves out what need not be done today', () => {
    const waiting = [
      { kind: 'closes', count: 1 },
      { kind: 'restatements', count: 2 },
      { kind: 'openLines', count: 8 },
      { kind: 'withoutEvidence', count: 13 },
    ] as const
    expect(countsByPath(waiting)).toEqual({ '/closing': 3, '/reconciliation': 8 })
  })
})
