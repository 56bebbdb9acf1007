import * as fc from 'fast-check'
import { withEntry, withMember } from './grown'

const KEYS = Array.from({ length: 41 }, (_, i) => i)
const write = fc.record({ key: fc.nat(40), value: fc.nat(), from: fc.nat() })

describe('a map that grows', () => {
  it('is the plain map written to in the same order, and so is every one before it', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 120 }), (writes) => {
        const maps: (readonly [ReadonlyMap<number, number>, Map<number, number>])[] = [[new Map(), new Map()]]
        for (const { key, value, from } of writes) {
          // Mostly from the last one, sometimes from one of before: histories branch where something is only tried.
          const [grown, plain] = maps[from % 4 === 0 ? from % maps.length : maps.length - 1]
          maps.push([withEntry(grown, key, value), new Map(plain).set(key, value)])
        }
        for (const [grown, plain] of maps) {
          expect([...grown]).toEqual([...plain])
          expect([...grown.keys()]).toEqual([...plain.keys()])
          expect([...grown.values()]).toEqual([...plain.values()])
          expect(grown.size).toBe(plain.size)
          const found = (map: ReadonlyMap<number, number>) => KEYS.map((key) => [map.has(key), map.get(key)].join())
          expect(found(grown)).toEqual(found(plain))
          const reported: [number, number][] = []
          grown.forEach((value, key) => {
            reported.push([key, value])
          })
          expect(reported).toEqual([...plain])
        }
      }),
    )
  })

  it('is gone through as it was when that began, whatever grows out of it meanwhile', () => {
    const before = withEntry(withEntry(new Map<string, number>(), 'a', 1), 'b', 2)
    let after: ReadonlyMap<string, number> = before
    for (const [key, value] of before) after = withEntry(after, `${key}${key}`, value)
    expect([[...before.keys()], [...after.keys()]]).toEqual([
      ['a', 'b'],
      ['a', 'b', 'aa', 'bb'],
    ])
  })

  it('holds a key whose value is undefined, as a plain one does', () => {
    const grown = withEntry(withEntry(new Map<string, number | undefined>(), 'a', 1), 'a', undefined)
    expect([grown.has('a'), grown.get('a'), grown.size]).toEqual([true, undefined, 1])
  })
})

describe('a set that grows', () => {
  it('is the plain set with the same members in the same order, and so is every one before it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 80 }), (members) => {
        const sets: (readonly [ReadonlySet<number>, Set<number>])[] = [[new Set([7, 3]), new Set([7, 3])]]
        for (const it of members) {
          const [grown, plain] = sets[sets.length - 1]
          sets.push([withMember(grown, it), new Set(plain).add(it)])
        }
        for (const [grown, plain] of sets) {
          expect([...grown]).toEqual([...plain])
          expect([...grown.entries()]).toEqual([...plain.entries()])
          expect(grown.size).toBe(plain.size)
          expect(Array.from({ length: 41 }, (_, it) => grown.has(it))).toEqual(
            Array.from({ length: 41 }, (_, it) => plain.has(it)),
          )
        }
      }),
    )
  })
})
