import { chosenAfter, withChosen } from './chosen'

const YEAR = { from: '2025-01-01', to: '2025-12-31' }

describe('what one chose', () => {
  it('is kept by a link of another place that says nothing of it', () => {
    expect(chosenAfter({ ...YEAR, platform: 'p-1' }, { search: '?entry=e-1', here: false })).toEqual({
      ...YEAR,
      platform: 'p-1',
    })
  })

  it('is changed by what a link says, and the rest stays', () => {
    expect(chosenAfter({ ...YEAR, platform: 'p-1' }, { search: '?platform=p-2', here: false })).toEqual({
      ...YEAR,
      platform: 'p-2',
    })
  })

  it('is what the address says where it is chosen and where one goes back to: what is gone from it is gone', () => {
    expect(chosenAfter({ ...YEAR, asOf: '2025-09-15' }, { search: '?from=2025-01-01&by=month', here: true })).toEqual({
      from: '2025-01-01',
    })
  })

  it('is a platform too where the address itself leads to one', () => {
    expect(chosenAfter({}, { search: '', platform: 'p-1', here: false })).toEqual({ platform: 'p-1' })
  })

  it('stands in the address of the next place', () => {
    expect(withChosen('/finance', { ...YEAR, platform: 'p-1' })).toBe(
      '/finance?from=2025-01-01&to=2025-12-31&platform=p-1',
    )
    expect(withChosen('/finance', {})).toBe('/finance')
  })
})
