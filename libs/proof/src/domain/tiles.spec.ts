import { isRefusal } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { entryBundle, parseTilePath, tilePath, widthOf } from './tiles'

describe('tiles (C2SP tlog-tiles)', () => {
  test('the path of the specification’s example', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067')
    expect(tilePath({ level: 1, index: 0, width: 17 })).toBe('tile/1/000.p/17')
  })

  test('a tree of 70,000 has the tiles that the specification counts', () => {
    const tilesOf = (level: number) => {
      let full = 0
      while (widthOf(level, full, 70_000) === 256) full++
      return [full, widthOf(level, full, 70_000), widthOf(level, full + 1, 70_000)]
    }
    expect([0, 1, 2, 3].map(tilesOf)).toEqual([
      [273, 112, 0],
      [1, 17, 0],
      [0, 1, 0],
      [0, 0, 0],
    ])
    expect([widthOf(0, 0, 256), widthOf(0, 1, 256), widthOf(1, 0, 256), widthOf('entries', 0, 256)]).toEqual([
      256, 0, 1, 256,
    ])
  })

  const tile = fc.record({
    level: fc.oneof(fc.nat(63), fc.constant('entries' as const)),
    index: fc.oneof(fc.nat(2_000), fc.maxSafeInteger().map(Math.abs)),
    width: fc.integer({ min: 1, max: 256 }),
  })

  test('every tile is found by its path', () => {
    fc.assert(fc.property(tile, (it) => expect(parseTilePath(tilePath(it))).toEqual(it)))
  })

  test('a tile has no second path', () => {
    const other = fc.tuple(fc.nat(), fc.constantFrom('0', '1', 'x', '/', '.', 'p', '9'))
    fc.assert(
      fc.property(tile, other, (it, [at, by]) => {
        const path = tilePath(it)
        const longer = path.slice(0, at % path.length) + by + path.slice(at % path.length)
        const parsed = parseTilePath(longer)
        if (!isRefusal(parsed)) expect(tilePath(parsed)).toBe(longer)
      }),
    )
  })

  test.each([
    'tile/0/1',
    'tile/00/001',
    'tile/64/001',
    'tile/0/x000/001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/05',
    'tile/0/001/',
    'tile/-1/001',
    '/tile/0/001',
    'tile/0/x999/x999/x999/x999/x999/999',
  ])('%s is none', (path) => {
    expect(parseTilePath(path)).toMatchObject({ code: 'tile-path-malformed' })
  })

  test('a bundle of entries, each behind its length', () => {
    expect(entryBundle([Buffer.from('ab'), Buffer.alloc(0), Buffer.alloc(258, 7)])).toEqual(
      Buffer.concat([
        Buffer.from('00026162', 'hex'),
        Buffer.from('0000', 'hex'),
        Buffer.from('0102', 'hex'),
        Buffer.alloc(258, 7),
      ]),
    )
    expect(isRefusal(entryBundle([Buffer.alloc(65_535)]))).toBe(false)
    expect(entryBundle([Buffer.from('ab'), Buffer.alloc(65_536, 7)], 4)).toEqual(
      Buffer.concat([Buffer.from('00000002616200010000', 'hex'), Buffer.alloc(65_536, 7)]),
    )
    expect(entryBundle([Buffer.alloc(1), Buffer.alloc(65_536)])).toMatchObject({
      code: 'entry-too-long',
      facts: { at: '1' },
    })
  })
})
