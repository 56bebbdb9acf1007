import { type Group, groupsFor, type Page, trailOf } from './places'

const page = (path: string, right: string, within?: string): Page => ({
  path,
  right,
  within,
  word: 'ledger',
  shows: () => null,
})
const GROUPS: readonly Group[] = [
  {
    word: 'group.business',
    pages: [
      page('/contracts', 'listEngagements'),
      page('/contracts/new', 'signContract', '/contracts'),
      page('/contracts/:id', 'readEngagement', '/contracts'),
    ],
  },
  {
    word: 'group.evaluation',
    pages: [
      page('/rounds', 'listRounds'),
      page('/rounds/:round', 'listRounds', '/rounds'),
      page('/rounds/:round/platforms/:platform', 'readAssessment', '/rounds/:round'),
      page('/schemes', 'listRounds', '/rounds'),
    ],
  },
  { word: 'group.office', pages: [page('/own', 'useOwnSession', '')] },
]
const trail = (pathname: string) => {
  const { group, pages } = trailOf(GROUPS, pathname)
  return [group?.word, ...pages.map(({ to }) => to)]
}

describe('the trail of an address', () => {
  it('begins at its group and leads through every place above it, each with its own address', () => {
    expect(trail('/rounds/r-1/platforms/p%2F2')).toEqual([
      'group.evaluation',
      '/rounds',
      '/rounds/r-1',
      '/rounds/r-1/platforms/p%2F2',
    ])
  })

  it('follows what a place lies within, not what its address begins with', () => {
    expect(trail('/schemes')).toEqual(['group.evaluation', '/rounds', '/schemes'])
  })

  it('takes a name before a place for anything', () => {
    expect(trailOf(GROUPS, '/contracts/new').pages[1].page.path).toBe('/contracts/new')
    expect(trailOf(GROUPS, '/contracts/c-1').pages[1].page.path).toBe('/contracts/:id')
  })

  it('is that place alone where nothing in the outline leads to it, and empty where there is no such place', () => {
    expect(trail('/own')).toEqual(['group.office', '/own'])
    expect(trail('/nowhere')).toEqual([undefined])
  })
})

describe('the outline of a role', () => {
  it('has no place without its right, and no group of nothing', () => {
    const groups = groupsFor(GROUPS, (right) => right === 'listEngagements')
    expect(groups.map(({ word, pages }) => [word, pages.map((it) => it.path)])).toEqual([
      ['group.business', ['/contracts']],
    ])
  })
})
