import fc from 'fast-check'
import { atOnce, inTurns, mapInTurns, nextTurn, type Steps, sortedInSteps, turnIsOver } from './turn'

describe('given several who are at long work at once', () => {
  test('then others have their turn between any two pieces of one of them', async () => {
    const stated: string[] = []
    let working = true
    const others = () => {
      stated.push('others')
      if (working) setImmediate(others)
    }
    const work = async (name: string) => {
      for (let piece = 0; piece < 4; piece++) {
        await nextTurn()
        stated.push(name)
      }
    }
    setImmediate(others)
    const names = Array.from({ length: 40 }, (_, i) => `${i}`)
    await Promise.all(names.map(work))
    working = false
    for (const name of names) {
      const pieces = stated.flatMap((it, i) => (it === name ? [i] : []))
      expect(pieces).toHaveLength(4)
      for (const [i, at] of pieces.entries()) if (i > 0) expect(stated.slice(pieces[i - 1], at)).toContain('others')
    }
  })

  test('when one has used the turn up, then it is over for all of them, until the next', async () => {
    await nextTurn()
    expect(turnIsOver()).toBe(false)
    const began = performance.now()
    while (performance.now() - began < 20);
    expect(turnIsOver()).toBe(true)
    await nextTurn()
    expect(turnIsOver()).toBe(false)
  })
})

describe('given work in steps', () => {
  function* sum(to: number): Steps<number> {
    let total = 0
    for (let n = 1; n <= to; n++) {
      total += n
      yield
    }
    return total
  }

  test('then at once and in turns it comes to the same', async () => {
    expect(atOnce(sum(1_000))).toBe(500_500)
    expect(await inTurns(sum(1_000))).toBe(500_500)
  })

  test('then a list is sorted as at once, equals in the order in which they came', () => {
    const items = fc.array(fc.record({ key: fc.nat(40), n: fc.nat() }), { maxLength: 4_000, size: 'max' })
    const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key
    fc.assert(
      fc.property(items, (it) => {
        expect(atOnce(sortedInSteps(it, byKey))).toEqual([...it].sort(byKey))
      }),
      { numRuns: 30 },
    )
  })

  test('then a list is made in its order', async () => {
    expect(await mapInTurns([3, 1, 2], async (it) => it * 2)).toEqual([6, 2, 4])
  })

  test('when it fails on the way, then whoever waits is told', async () => {
    function* failing(): Steps<number> {
      yield
      throw new Error('a mistake of ours')
    }
    await expect(inTurns(failing())).rejects.toThrow('a mistake of ours')
  })
})
