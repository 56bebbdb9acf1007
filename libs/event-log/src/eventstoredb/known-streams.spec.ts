import type { RecordedEvent } from '../port'
import { KnownStreams } from './known-streams'

const events = (...ids: string[]) => ids.map((id) => ({ id })) as RecordedEvent[]

describe('what is known of streams', () => {
  it('given a stream that was read whole, when more is stored right behind it, then both are known', () => {
    const known = new KnownStreams()
    known.seen('contract', 1, events('a', 'b'))
    known.appended('contract', 2, ['c'])

    expect(known.find('contract')).toEqual({ head: 2, ids: new Set(['a', 'b', 'c']) })
  })

  it('given a new stream, when its first events are stored, then it is known whole', () => {
    const known = new KnownStreams()
    known.appended('contract', 1, ['a', 'b'])

    expect(known.find('contract')).toEqual({ head: 1, ids: new Set(['a', 'b']) })
  })

  it('given a stream of which nothing is known, when something is stored at its end, then nothing is claimed of it', () => {
    const known = new KnownStreams()
    known.appended('contract', 5, ['f'])

    expect(known.find('contract')).toBeUndefined()
  })

  it('given a stream that others have appended to meanwhile, then what was stored behind the gap is not added', () => {
    const known = new KnownStreams()
    known.seen('contract', 0, events('a'))
    known.appended('contract', 3, ['d'])

    expect(known.find('contract')).toEqual({ head: 0, ids: new Set(['a']) })
  })

  it('given more than it may hold, then the stream least recently used is forgotten first', () => {
    const known = new KnownStreams(4, 100)
    known.seen('first', 1, events('a', 'b'))
    known.seen('second', 1, events('c', 'd'))
    known.appended('first', 2, ['e'])

    expect(known.find('second')).toBeUndefined()
    expect(known.find('first')?.ids.size).toBe(3)
    known.seen('large', 4, events('1', '2', '3', '4', '5'))
    expect(known.find('large')).toBeUndefined()
  })

  it('given many small streams, then no more than the most are kept', () => {
    const known = new KnownStreams(1_000, 2)
    for (const name of ['one', 'two', 'three']) known.seen(name, -1, [])

    expect(['one', 'two', 'three'].map((it) => known.find(it) !== undefined)).toEqual([false, true, true])
  })

  it('after a lost connection nothing is known, and room is free again', () => {
    const known = new KnownStreams(2, 100)
    known.seen('contract', 1, events('a', 'b'))
    known.forgetAll()
    expect(known.find('contract')).toBeUndefined()
    known.seen('other', 1, events('c', 'd'))
    expect(known.find('other')).toBeDefined()
  })
})
