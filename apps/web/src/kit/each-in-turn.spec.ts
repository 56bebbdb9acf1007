import { Refused } from '../api/ask'
import { eachInTurn } from './each-in-turn'

const refused = (status: number) =>
  new Refused({ type: 't', code: 'c', status, instance: '', title: '不行', titleEn: 'no' })

describe('given an act on three rows', () => {
  test('when the service refuses one, then the others are done, and which failed is told with why', async () => {
    const told: number[] = []
    const act = async (row: string) => {
      if (row === 'b') throw refused(422)
    }
    const { done, failed, left } = await eachInTurn(['a', 'b', 'c'], act, (it) => told.push(it))
    expect([done, failed.map(({ row, problem }) => [row, problem.title]), left]).toEqual([
      ['a', 'c'],
      [['b', '不行']],
      [],
    ])
    expect(told).toEqual([0, 1, 2])
  })

  test.each([0, 401, 429, 503])('when it meets what would meet each (%i), then the rest is let be', async (status) => {
    const tried: string[] = []
    const act = async (row: string) => {
      tried.push(row)
      if (row === 'b') throw refused(status)
    }
    const { done, failed, left } = await eachInTurn(['a', 'b', 'c'], act)
    expect([tried, done, failed.map((it) => it.row), left]).toEqual([['a', 'b'], ['a'], ['b'], ['c']])
  })

  test('then one is done after the other, never two at once', async () => {
    let now = 0
    let most = 0
    await eachInTurn([1, 2, 3], async () => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      now--
    })
    expect(most).toBe(1)
  })

  test('a fault of our own is no refusal of a row', async () => {
    await expect(eachInTurn([1], () => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError)
  })
})
