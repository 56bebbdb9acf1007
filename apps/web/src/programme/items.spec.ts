import { facetsOf, type Item, lastDay, matches, type Register, registerOf, standingOn, stepsToTake } from './registers'

const register = (kind: string) => registerOf(kind) as Register
const listing = (more: Partial<Item> = {}): Item => ({
  entry: 'e1',
  key: 'GX-0001',
  title: '透射电镜',
  from: '2024-06',
  until: '2025-05-31',
  steps: [],
  ...more,
})

describe('given an entry of shared equipment valid until 2025-05-31', () => {
  test('it stands from the first day of its month to its last day', () => {
    const on = (day: string) => standingOn(listing(), day)
    expect([on('2024-05-31'), on('2024-06-01'), on('2025-05-31'), on('2025-06-01')]).toEqual([
      'notYet',
      'inForce',
      'inForce',
      'ended',
    ])
  })

  test('a renewal moves the last day from its own day on', () => {
    const renewed = listing({
      steps: [{ entry: 'e2', type: 'ListingRenewed', on: '2025-04-01', until: '2026-05-31' }],
    })
    expect([lastDay(renewed, '2025-03-31'), lastDay(renewed, '2025-04-01')]).toEqual(['2025-05-31', '2026-05-31'])
    expect(standingOn(renewed, '2025-06-01')).toBe('inForce')
  })

  test('ended, it no longer stands on the first day out of force', () => {
    const ended = listing({ ended: '2025-02-01' })
    expect([standingOn(ended, '2025-01-31'), standingOn(ended, '2025-02-01')]).toEqual(['inForce', 'ended'])
    expect(stepsToTake(register('listing'), ended)).toEqual([])
  })
})

describe('given applications on their way', () => {
  const visited: Item = {
    entry: 'a1',
    key: '2025-01',
    on: '2025-07-01',
    party: { name: '小榄镇生产力促进中心' },
    steps: [
      { entry: 'a2', type: 'MaterialReviewed', on: '2025-09-01', passed: true },
      { entry: 'a3', type: 'SiteVisited', on: '2025-09-05' },
    ],
  }
  const decided: Item = {
    ...visited,
    entry: 'b1',
    key: '2025-02',
    steps: [...visited.steps, { entry: 'b4', type: 'ApplicationDecided', on: '2025-09-20', decision: 'cultivated' }],
  }

  test('each step counts who has come so far, a decision by what it says', () => {
    const counts = facetsOf(register('application'), [visited, decided]).map((it) => [it.name, it.items.length])
    expect(Object.fromEntries(counts)).toEqual({
      MaterialReviewed: 2,
      SiteVisited: 2,
      'ApplicationDecided.recognised': 0,
      'ApplicationDecided.cultivated': 1,
      'ApplicationDecided.refused': 0,
      CultivationEnded: 0,
    })
  })

  test('a site visit may be repeated, a review not', () => {
    expect(stepsToTake(register('application'), visited).map((it) => it.event)).toEqual([
      'SiteVisited',
      'ApplicationDecided',
      'CultivationEnded',
    ])
  })

  test('are found by number and by party, whatever the width of letters', () => {
    expect([matches(visited, '２０２５-01'), matches(visited, '小榄'), matches(visited, '火炬')]).toEqual([
      true,
      true,
      false,
    ])
  })
})
