import { isRefusal } from '@pilot-ledger/kernel'
import { COMMON_ANNUAL } from '../schemes/common-annual'
import { QUANZHOU } from '../schemes/quanzhou'
import { grade, type Standing, scoresOf } from './grading'

/** 优秀: first and at least 90; 良好 70; 合格 60. */
const { content } = QUANZHOU
const given = (standing: Standing) => {
  const found = grade(content, standing)
  return isRefusal(found) ? found.code : found.zh
}

it.each([
  ['90.00', 1, '优秀'],
  ['99.99', 2, '良好'],
  ['89.99', 1, '良好'],
  ['70.00', 3, '良好'],
  ['69.99', 1, '合格'],
  ['60', 1, '合格'],
  ['59.99', 1, '不合格'],
  ['0', 1, '不合格'],
])('%s at place %s is %s', (total, place, zh) => {
  expect(given({ noShow: false, total, place })).toBe(zh)
})

it('Who does not show up fails', () => {
  expect(given({ noShow: true })).toBe('不合格')
})

it('A place that is not known holds up only the grade that asks for it', () => {
  expect(given({ noShow: false, total: '95' })).toBe('place-not-known')
  expect(given({ noShow: false, total: '75' })).toBe('良好')
})

describe('Scores of a round', () => {
  const values = (received: string, contracts: string) =>
    new Map([
      ['received', received],
      ['clients', '20'],
      ['library', '2'],
      ['contracts', contracts],
    ])

  it('rank when everybody is verified or has not shown up, and a no-show takes no place', () => {
    const { sheets, places } = scoresOf(
      content,
      new Map<string, ReturnType<typeof values> | 'noShow'>([
        ['a', values('3000000.00', '100.00')],
        ['b', values('1500000.00', '300.00')],
        ['c', 'noShow'],
      ]),
    )
    // a: 40 + 20 + 10 + 24 (second by contracts); b: 20 + 20 + 10 + 30.
    expect([sheets.get('a')?.total, sheets.get('b')?.total, sheets.get('c')]).toEqual(['94.00', '80.00', undefined])
    expect([...(places ?? [])]).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })

  it('leave ranks open while one is', () => {
    const { sheets, places } = scoresOf(
      content,
      new Map([
        ['a', values('3000000.00', '100.00')],
        ['b', undefined],
      ]),
    )
    expect(places).toBeUndefined()
    expect(sheets.get('a')).toMatchObject({ complete: false, total: '70.00' })
  })
})

it('A grade that is for everybody needs no place', () => {
  const found = grade(COMMON_ANNUAL.content, { noShow: false, total: '90.00' })
  expect(found).toMatchObject({ code: 'excellent' })
})
