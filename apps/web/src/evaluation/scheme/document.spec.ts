import { asTable, EMPTY, freeCode, moved, newIndicator, nextOf, put, scoredBy, stillStanding } from './document'

describe('given the document of a scheme', () => {
  const document = { code: 'a', content: { groups: [{ code: 'x' }, { code: 'y' }, { code: 'z' }] } }

  it('when a cell is filled, then it alone is another one', () => {
    const filled = put(document, '/content/groups/1/weight', '40')
    expect(filled).toEqual({
      code: 'a',
      content: { groups: [{ code: 'x' }, { code: 'y', weight: '40' }, { code: 'z' }] },
    })
    expect(filled.content.groups[0]).toBe(document.content.groups[0])
    expect(put(document, '/titles/zh', '方案')).toEqual({ ...document, titles: { zh: '方案' } })
  })

  it('when something is taken out, then lists close their gap and objects lose the name', () => {
    expect(put(document, '/content/groups/1', undefined).content.groups).toEqual([{ code: 'x' }, { code: 'z' }])
    expect(Object.keys(put(document, '/code', undefined))).toEqual(['content'])
  })

  it('when a row is moved, then it changes places with its neighbour, and at the end it stays', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
    expect([moved(['a', 'b'], 0, -1), moved(['a', 'b'], 1, 1)]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
  })
})

describe('given a text somebody wrote', () => {
  it('when parts are missing, then the table has them empty and keeps what it does not know', () => {
    const table = asTable({ code: 'a', remark: [1], content: { groups: [{ zh: '甲' }] } })
    expect(table).toMatchObject({
      code: 'a',
      remark: [1],
      titles: {},
      content: { filters: [], grades: { levels: [] } },
    })
    expect(table?.content.groups).toEqual([{ zh: '甲', indicators: [] }])
    expect(asTable(EMPTY)).toEqual(EMPTY)
    expect(table).not.toHaveProperty('content.subsidy')
  })

  it.each([
    ['a list for the whole', []],
    ['nothing', null],
    ['a text', 'scheme'],
    ['a text for the groups', { content: { groups: 'many' } }],
    ['a number among the groups', { content: { groups: [1] } }],
    ['a list for the scoring', { content: { groups: [{ indicators: [{ scoring: [] }] }] } }],
    ['a text for tiers', { content: { groups: [{ indicators: [{ scoring: { tiers: '1' } }] }] } }],
    ['objects among the filters', { content: { filters: [{}] } }],
    ['null for the grades', { content: { grades: null } }],
  ])('when there is %s, then no table can show it', (_, document) => {
    expect(asTable(document)).toBeUndefined()
  })
})

describe('given a published scheme', () => {
  it('when it is taken, then it is its next version, without what the ledger adds', () => {
    const published = { ...EMPTY, code: 'annual', version: 2, newest: 3, contentHash: 'ab', actor: '评价员' }
    expect(nextOf(published)).toEqual({ ...EMPTY, code: 'annual', version: 4 })
  })
})

describe('given an indicator', () => {
  it('when it is scored in another way, then a target stands where the way needs one, and what is not scored weighs nothing', () => {
    const share = { ...newIndicator('i1'), weight: '20', target: '15' }
    const tiers = scoredBy(share, 'tiers')
    expect([tiers.scoring, 'target' in tiers, tiers.weight]).toEqual([
      { method: 'tiers', tiers: [{ from: '', points: '' }] },
      false,
      '20',
    ])
    expect(scoredBy(share, 'threshold').target).toBe('15')
    expect(scoredBy(tiers, 'share').target).toBe('')
    expect(scoredBy(share, 'none')).toMatchObject({ weight: '0', scoring: { method: 'none' } })
  })

  it('then a code that is free is found, whatever its case', () => {
    expect(freeCode('i', ['I1', 'i3', undefined])).toBe('i2')
  })

  it('when an indicator is gone that a condition still names, then no new one is given its code', () => {
    const asked = { kind: 'all', of: [{ kind: 'atLeast', indicator: 'i2', value: '5' }] } as const
    const content = { ...EMPTY.content, eligibility: { requires: asked, grade: 'failed' } }
    expect(freeCode('i', content)).toBe('i3')
  })
})

describe('given what was refused', () => {
  const faults = ['/content/groups', '/content/groups/0/weight', '/content/groups/1/zh', '/titles/zh'].map(
    (pointer) => ({
      pointer,
    }),
  )
  const left = (pointer: string, value: unknown) => stillStanding(faults, pointer, value).map((it) => it.pointer)

  it('when a cell is changed, then what was said of it and of what it is a part of goes', () => {
    expect(left('/content/groups/0/weight', '40')).toEqual(['/content/groups/1/zh', '/titles/zh'])
    expect(left('/content/groups/0/weightless', '40')).toEqual(
      faults.map((it) => it.pointer).filter((it) => it !== '/content/groups'),
    )
    expect(left('/titles', {})).toEqual(['/content/groups', '/content/groups/0/weight', '/content/groups/1/zh'])
  })

  it('when a row is taken out, then what was said of its neighbours goes too', () => {
    expect(left('/content/groups/0', undefined)).toEqual(['/titles/zh'])
  })
})
