import { hash } from 'node:crypto'
import { canonicalJson } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { digestIn, objectIn, type Part, Pieces } from './pieces'

const bytesOf = (parts: readonly Part[]) => Buffer.concat(parts.flatMap((it) => it.pieces))

describe('a long text in pieces', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '中试平台', '😂'),
    // About as long as a piece, and longer.
    fc.integer({ min: 40_000, max: 140_000 }).map((length) => '账'.repeat(length)),
    fc.integer({ min: 40_000, max: 140_000 }).map((length) => 'a'.repeat(length)),
  )

  test('is what was written, whatever was, none of its pieces empty', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const pieces = new Pieces()
        for (const it of texts) pieces.write(it)
        expect(Buffer.concat(pieces.bytes).equals(Buffer.from(texts.join('')))).toBe(true)
        expect(pieces.bytes.every((it) => it.length > 0)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

describe('an object out of the texts of its members', () => {
  const members = fc.dictionary(fc.constantFrom('streams', 'proof', 'cut', 'signature', 'value'), fc.string(), {
    minKeys: 1,
  })

  test('is canonical, is digested whole, and hashes stand in parts of their own', async () => {
    await fc.assert(
      fc.asyncProperty(members, async (values) => {
        const parts = objectIn(
          new Map(
            Object.entries(values).map(([name, value]) => [
              name,
              { pieces: [Buffer.from(canonicalJson(value))], areHashes: name === 'proof' },
            ]),
          ),
        )
        expect(bytesOf(parts).toString()).toBe(canonicalJson(values))
        expect(await digestIn(parts)).toEqual(hash('sha256', canonicalJson(values), 'buffer'))
        const hashes = parts.filter((it) => it.areHashes)
        expect(hashes.map((it) => bytesOf([it]).toString())).toEqual(
          values.proof === undefined ? [] : [canonicalJson(values.proof)],
        )
      }),
    )
  })
})
