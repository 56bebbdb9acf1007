import fc from 'fast-check'
import { Dictionary } from './dictionary'
import { HashIndex } from './hash-index'
import { PageRoom } from './pages'
import type { Stored } from './store'

/** What a store keeps, without a file. */
function stored(...parts: readonly Stored[]) {
  const kept = new Map<string, Buffer>()
  return {
    read: (name: string, page: number) => kept.get(`${name} ${page}`) as Buffer,
    save() {
      for (const part of parts)
        for (const page of [...part.changedPages]) {
          kept.set(`${part.name} ${page}`, Buffer.from(part.encodePage(page)))
          part.saved(page)
        }
    },
  }
}

/** Any UTF-16 at all, often repeated, often alike in all but a character. */
const anyText = fc.oneof(
  fc.integer({ min: 0, max: 400 }).map((n) => `合同 SYN-${n}`),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 })).map((units) => String.fromCharCode(...units)),
)

describe('given texts numbered as they come, in a room too small for their pages', () => {
  test('then each has one number, is found by it and by itself, saved or not, dropped or held, and after loading', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 900 }), fc.nat(500), (texts, saveEvery) => {
        const room = new PageRoom(3_000)
        const dictionary = new Dictionary('texts', room)
        const store = stored(dictionary.hashes, dictionary)
        room.read = store.read
        const numbers = new Map<string, number>()
        const given = texts.map((text, i) => {
          if (!numbers.has(text)) numbers.set(text, numbers.size)
          if (i % (saveEvery + 1) === saveEvery) store.save()
          return dictionary.numberOf(text)
        })
        expect(given).toEqual(texts.map((it) => numbers.get(it)))
        store.save()
        expect([...dictionary.changedPages, ...dictionary.hashes.changedPages]).toEqual([])
        const again = new Dictionary('texts', Object.assign(new PageRoom(3_000), { read: store.read }))
        again.hashes.load(numbers.size, store.read)
        again.load(numbers.size, store.read)
        const [known, others] = [[...numbers.keys()], [...numbers.keys()].map((it) => `${it}!`)]
        for (const it of [dictionary, again]) {
          expect(known.map((_, number) => it.text(number))).toEqual(known)
          expect(known.map((text) => it.find(text))).toEqual([...numbers.values()])
          expect(others.map((text) => it.find(text))).toEqual(others.map((text) => numbers.get(text)))
        }
        // What was loaded goes on where it stood, to the same pages.
        for (let i = 0; i < 300; i++) expect(again.numberOf(`more ${i}`)).toBe(dictionary.numberOf(`more ${i}`))
        for (let page = 0; page < dictionary.pageCount; page++)
          expect(again.encodePage(page).equals(dictionary.encodePage(page))).toBe(true)
      }),
      { numRuns: 15 },
    )
  })
})

test('given things of one hash, then each is found as itself: a hash only says where to look', () => {
  const things = Array.from({ length: 2000 }, (_, i) => `thing ${i}`)
  const hashOf = (number: number) => (number % 3 === 0 ? 0xffffffff : number % 7)
  const isAt = (number: number, thing: string) => things[number] === thing
  const grown = new HashIndex<string>(hashOf, isAt)
  for (const number of things.keys()) grown.add(hashOf(number), number)
  const filled = new HashIndex<string>(hashOf, isAt)
  filled.fill(things.length)
  for (const index of [grown, filled])
    for (const [number, thing] of things.entries()) {
      expect(index.find(hashOf(number), thing)).toBe(number)
      expect(index.find(hashOf(number), 'nothing')).toBeUndefined()
    }
})

test('given more texts than are remembered, when they are asked for in any order, then each has its own number', () => {
  const dictionary = new Dictionary('texts', new PageRoom(3_000_000))
  const numbers = Array.from({ length: 10_000 }, (_, i) => i)
  const text = (i: number) => `合同 SYN-${i}`
  expect(numbers.map((it) => dictionary.numberOf(text(it)))).toEqual(numbers)
  expect(numbers.toReversed().map((it) => dictionary.find(text(it)))).toEqual(numbers.toReversed())
  expect(numbers.map((it) => dictionary.find(`${text(it)}!`))).toEqual(numbers.map(() => undefined))
  expect(numbers.map((it) => dictionary.numberOf(text(it)))).toEqual(numbers)
})
