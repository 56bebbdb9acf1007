import { type Visit, visitedAfter } from './visited'

const visit = (no: number, text = `JM-2025-${no}`): Visit => ({ to: `/contracts/c-${no}`, text })

describe('what was visited last', () => {
  it('comes first, once, under the name that it has now', () => {
    expect(visitedAfter([visit(2), visit(1)], visit(1, 'JM-2025-001 镜头装调'))).toEqual([
      visit(1, 'JM-2025-001 镜头装调'),
      visit(2),
    ])
  })

  it('is eight things, and the oldest goes', () => {
    const eight = [8, 7, 6, 5, 4, 3, 2, 1].map((it) => visit(it))
    expect(visitedAfter(eight, visit(9))).toEqual([9, 8, 7, 6, 5, 4, 3, 2].map((it) => visit(it)))
  })
})
