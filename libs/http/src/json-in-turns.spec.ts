import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { jsonOf } from './json-in-turns'

const read = (written: string | Readable) => (typeof written === 'string' ? written : text(written))

describe('given an answer', () => {
  test('then its text is that of JSON.stringify, however long its lists are', async () => {
    const item = fc.oneof(
      fc.jsonValue(),
      fc.constant(undefined),
      fc.record({ at: fc.date(), not: fc.constant(undefined) }),
    )
    const list = fc.array(item, { minLength: 200, maxLength: 260 })
    const answer = fc.record({
      plain: fc.jsonValue(),
      absent: fc.constant(undefined),
      list: fc.oneof(list, fc.array(item)),
      '引"号': fc.record({ inside: fc.oneof(list, fc.constant({})) }),
      few: fc.array(fc.oneof(fc.record({ code: fc.string(), list }), fc.jsonValue(), list), { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(answer, async (it) => {
        expect(await read(jsonOf(it))).toBe(JSON.stringify(it))
      }),
      { numRuns: 60 },
    )
  })

  test('when its lists are short, then it is one text', () => {
    expect(jsonOf({ list: [1, 2, 3] })).toBe('{"list":[1,2,3]}')
  })

  test.each([
    ['a list', (list: object[]) => ({ platforms: list })],
    [
      'one of a short list',
      (list: object[]) => ({ figures: [{ code: 'projects' }, { code: 'clients', entries: list }] }),
    ],
  ])('when %s is long, then others have their turn while it is written', async (_, answer) => {
    const list = Array.from({ length: 20_000 }, (_, i) => ({ code: 'contractAmount', value: `${i}.00`, unit: 'CNY' }))
    let turns = 0
    const turning = setInterval(() => turns++, 1)
    const written = await read(jsonOf(answer(list)))
    clearInterval(turning)
    expect(written.length).toBeGreaterThan(1_000_000)
    expect(turns).toBeGreaterThan(1)
  })
})
