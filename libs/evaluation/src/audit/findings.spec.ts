import { atOnce } from '@pilot-ledger/kernel'
import { findingCounts } from './findings'

type Row = Parameters<typeof findingCounts>[0][number]

const row = (codes: readonly string[], evidence: number, late = false) =>
  ({
    warnings: codes.map((code) => ({ code })),
    countedTwice: [],
    window: { inside: true, notes: [] },
    recorded: { late, evidence: Array(evidence).fill({}) },
  }) as unknown as Row

describe('given five rows of an indicator, four of them without evidence and one of a related client', () => {
  const counts = atOnce(
    findingCounts([row(['W14'], 0), row(['W14'], 0), row(['W14'], 0), row(['W14', 'W6'], 0, true), row([], 1)]),
  )
  const usual = (finding: string) => counts.find((it) => it.finding === finding)

  it('then what most of them lack is told of the whole, and tells no row apart', () => {
    expect(usual('W14')).toEqual({ finding: 'W14', rows: 4, usual: true })
    expect(usual('noEvidence')).toEqual({ finding: 'noEvidence', rows: 4, usual: true })
  })

  it('then what one of them alone has is unusual', () => {
    expect(usual('W6')).toEqual({ finding: 'W6', rows: 1, usual: false })
    expect(usual('late')).toEqual({ finding: 'late', rows: 1, usual: false })
  })

  it('then what none of them has is not told', () => {
    expect(usual('related')).toBeUndefined()
  })
})

it('given two rows, when one of them is late, then half is not most', () => {
  expect(atOnce(findingCounts([row([], 1, true), row([], 1)]))).toEqual([{ finding: 'late', rows: 1, usual: false }])
})
