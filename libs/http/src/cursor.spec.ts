import type { JsonObject } from '@pilot-ledger/kernel'
import { makeCursor, readCursor } from './cursor'
import { RefusalException } from './problem'

const question = { list: 'engagements', platform: 'p-1', from: '2025-01-01' }
const place = { signedOn: '2025-03-18', after: 41 }
const cursor = makeCursor(question, place)
const refusalOf = (requested: JsonObject, text: string) => {
  try {
    return readCursor(requested, text) && 'accepted'
  } catch (error) {
    if (error instanceof RefusalException)
      return `${error.status} ${error.refusals[0].code} ${error.refusals[0].pointer}`
    throw error
  }
}
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString())

describe('A cursor', () => {
  it('leads back to its place when the question is the same, in whatever order it is asked', () => {
    expect(readCursor(question, cursor)).toEqual(place)
    expect(readCursor({ from: '2025-01-01', platform: 'p-1', list: 'engagements' }, cursor)).toEqual(place)
  })

  it('may be absent: the list starts at its start', () => {
    expect(readCursor(question, undefined)).toBeUndefined()
  })

  it('fits into an address as it is', () => {
    expect(cursor).toMatch(/^[\w-]+$/)
  })

  it.each([
    ['another list', { ...question, list: 'platforms' }],
    ['another platform', { ...question, platform: 'p-2' }],
    ['fewer filters', { list: 'engagements', platform: 'p-1' }],
  ])('belongs to no other question: %s', (_, requested) => {
    expect(refusalOf(requested, cursor)).toBe('400 cursor-from-elsewhere /cursor')
  })

  it.each([
    ['nothing', ''],
    ['no base64', '!!!'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no object', encoded(7)],
    ['null', encoded(null)],
    ['no place', encoded({ of: decoded.of })],
    ['a null place', encoded({ ...decoded, at: null })],
    ['another place', encoded({ ...decoded, at: { ...place, after: 42 } })],
    ['a place between numbers', encoded({ ...decoded, at: { after: 1.5 } })],
    [
      'the place twice',
      Buffer.from(`{"of":"${decoded.of}","at":{},"at":${JSON.stringify(place)}}`).toString('base64url'),
    ],
    ['half of one', cursor.slice(0, 20)],
  ])('is refused when it is %s', (_, text) => {
    expect(refusalOf(question, text)).toBe('400 cursor-from-elsewhere /cursor')
  })
})
