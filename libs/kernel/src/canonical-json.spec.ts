import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { canonicalJson } from './canonical-json'
import type { Json, JsonObject } from './entry'

describe('the one text of a JSON value (RFC 8785)', () => {
  test.each([
    // Section 3.2.3: by UTF-16 code units, so U+1F602 (D83D…) comes before U+FB33; by code points it would be the other way.
    ['keys are sorted by UTF-16 code units', '{"\\ufb33":1,"\\ud83d\\ude02":2}', '{"\u{1f602}":2,"\ufb33":1}'],
    [
      'Chinese keys follow Latin ones',
      '{"平台":"p","金额":"9116800.00","合同":"HT-1","Amount":1}',
      '{"Amount":1,"合同":"HT-1","平台":"p","金额":"9116800.00"}',
    ],
    ['keys that look like numbers are sorted as text', '{"10":"b","9":"a","1":"c"}', '{"1":"c","10":"b","9":"a"}'],
    [
      'the sort goes all the way down, lists keep their order',
      '{"z":{"b":{"d":1,"c":2},"a":3},"a":[{"y":1,"x":2}]}',
      '{"a":[{"x":2,"y":1}],"z":{"a":3,"b":{"c":2,"d":1}}}',
    ],
    ['empty stays empty', '{ "b": [ ], "a": { }, "c": [[], {}] }', '{"a":{},"b":[],"c":[[],{}]}'],
    [
      'control characters are escaped, short forms first',
      '{"s":"\\u0000\\u001f\\b\\f\\t\\u002f"}',
      '{"s":"\\u0000\\u001f\\b\\f\\t/"}',
    ],
    ['U+007F, U+2028 and U+2029 are not escaped', '["\\u007f\\u2028\\u2029"]', '["\u007f\u2028\u2029"]'],
    ['text is not normalised', '["\\u00e9","e\\u0301"]', '["é","e\u0301"]'],
    ['minus zero is zero', '[-0]', '[0]'],
    ['a key named __proto__ is a key', '{"__proto__":{"a":1},"b":2}', '{"__proto__":{"a":1},"b":2}'],
    [
      'the largest whole numbers are exact',
      '[9007199254740991,-9007199254740991]',
      '[9007199254740991,-9007199254740991]',
    ],
    ['words are words', '[true,false,null]', '[true,false,null]'],
  ])('%s', (_what, text, canonical) => {
    expect(canonicalJson(JSON.parse(text))).toBe(canonical)
  })

  test('the bytes are those that others compute: two keys, sorted, in UTF-8', () => {
    // Bytes written out by hand: {"金额":"1.00"} is 7b 22 e9 87 91 e9 a2 9d 22 3a 22 31 2e 30 30 22 7d.
    const bytes = Buffer.from('7b22e98791e9a29d223a22312e3030227d', 'hex')
    const digest = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
    expect(digest(canonicalJson({ 金额: '1.00' }))).toBe(digest(bytes))
  })

  test('an absent property is no property', () => {
    expect(canonicalJson({ endsOn: undefined, amount: '1.00' })).toBe('{"amount":"1.00"}')
  })

  test.each([
    ['a fraction', 0.1],
    ['a number that binary cannot count exactly', 2 ** 53],
    ['no number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['half a character', '\ud800'],
    ['half a character in a key', { '\udc00': 1 }],
    ['a fraction deep inside', { batches: [{ yield: 96.5 }] }],
  ])('%s has no canonical form', (_what, value) => {
    expect(() => canonicalJson(value as Json)).toThrow(TypeError)
  })

  const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value'), { maxKeys: 4 }),
    ),
  })).value

  test('reading the text back gives the same value, and the same text again', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  test('the order in which keys were written leaves no trace', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse()) as JsonObject
        expect(canonicalJson(reversed)).toBe(canonicalJson(object))
      }),
    )
  })
})
