import { isRefusal } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { parseStrictJson } from './strict-json'

const read = (text: string) => parseStrictJson(Buffer.from(text, 'utf8'))
const refusal = (text: string) => {
  const answer = read(text)
  return isRefusal(answer) ? [answer.code, answer.pointer] : 'accepted'
}

describe('The JSON of a request', () => {
  it('is read as written: a contract with its amount, products and spaces between', () => {
    const contract = {
      contractNo: 'HT-2024-001',
      client: { name: '中山“某”公司\\' },
      products: ['止咳糖浆', ''],
      pages: 12,
      open: null,
    }
    expect(read(JSON.stringify(contract, null, 2))).toEqual({ value: contract })
    expect(read(' [ ] ')).toEqual({ value: [] })
    expect(read('{"s":"\\"\\\\\\/\\ud83d\\ude02"}')).toEqual({ value: { s: '"\\/😂' } })
  })

  it.each([
    ['{"amount":"1.00","amount":"2.00"}', '/amount'],
    ['{"amount":"1.00","\\u0061mount":"2.00"}', '/amount'],
    ['{"client":{"id":{"value":"a","scheme":"uscc","value":"b"}}}', '/client/id/value'],
    ['[0,{"a/b~c":1,"a/b~c":1}]', '/1/a~1b~0c'],
  ])('says each thing once: %s', (text, pointer) => {
    expect(refusal(text)).toEqual(['duplicate-key', pointer])
  })

  it('may repeat a key in another object, and a value under another key', () => {
    expect(read('{"a":{"x":"x"},"b":{"x":"x"},"x":"x"}')).toEqual({ value: { a: { x: 'x' }, b: { x: 'x' }, x: 'x' } })
  })

  const TURNS = [0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]
  const controls = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, i) => 0x7f + i), ...TURNS]
  it.each(controls)('holds no control character, neither escaped nor as it is: U+%i', (code) => {
    const escaped = `\\u${code.toString(16).padStart(4, '0')}`
    for (const form of [escaped, String.fromCharCode(code)]) {
      expect(refusal(`{"title":"x","client":{"name":"甲${form}乙"}}`)).toEqual(['control-character', '/client/name'])
      expect(refusal(`["a","${form}"]`)).toEqual(['control-character', '/1'])
      // In a key: the pointer is that of the object, for a pointer with the character in it could not be shown either.
      expect(refusal(`[{"a${form}":1}]`)).toEqual(['control-character', '/0'])
    }
  })

  it.each(['\u0020', '\u007e', '\u00a0', '\u2028', '中', '😂'])('holds what is next to them: %j', (text) => {
    expect(read(`["${text}"]`)).toEqual({ value: [text] })
  })

  const NONE = [
    ...Array.from({ length: 32 }, (_, i) => 0xfdd0 + i),
    0xfffe,
    0xffff,
    0x1fffe,
    0x5ffff,
    0x10fffe,
    0x10ffff,
  ]
  it.each(NONE)('holds no code point that is no character: U+%i', (code) => {
    const raw = String.fromCodePoint(code)
    const escaped = [...Array(raw.length).keys()].map((i) => `\\u${raw.charCodeAt(i).toString(16)}`).join('')
    for (const form of [escaped, raw])
      expect(refusal(`{"title":"x","client":{"name":"甲${form}乙"}}`)).toEqual(['noncharacter', '/client/name'])
  })

  it.each(['\\ud800', 'x\\udc00', '\\ude02\\ud83d', '\\ud83d\\u0041'])('holds no half character: %s', (half) => {
    expect(refusal(`{"title":["${half}"]}`)).toEqual(['lone-surrogate', '/title/0'])
  })

  it('does not name __proto__, however it is written', () => {
    expect(refusal('{"a":{"__proto__":{}}}')).toEqual(['forbidden-key', '/a/__proto__'])
    expect(refusal('{"\\u005f_proto__":{}}')).toEqual(['forbidden-key', '/__proto__'])
  })

  it('has at most 32 levels', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect(refusal(nested(32))).toBe('accepted')
    expect(refusal(nested(33))).toEqual(['json-too-deep', '/0'.repeat(32)])
    expect(refusal('{"a":'.repeat(500_000))).toEqual(['json-too-deep', '/a'.repeat(32)])
  })

  it.each(['1e400', '-1E+400', `1${'0'.repeat(400)}`])('has no number beyond what can be held: %s', (number) => {
    expect(refusal(`{"pages":${number}}`)).toEqual(['number-out-of-range', '/pages'])
  })

  it.each(['1e300', '0.000001', '9007199254740993'])('may hold the number %s: the field decides', (number) => {
    expect(read(`[${number}]`)).toEqual({ value: [Number(number)] })
  })

  it.each([
    '',
    ' ',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '[1,]',
    '[,]',
    '["a',
    '"\\',
    '"\\x"',
    '["\\u12"]',
    '[NaN]',
    '{a:1}',
    "{'a':1}",
    '{"a":1} x',
    '[1 2]',
    '\ufeff{}',
    '[01]',
    'nul',
    '[1]]',
    '/**/{}',
    '\u00a0{}',
    '{"a":1 "b":2}',
    '{"a" 1}',
  ])('is JSON, unlike %j', (text) => {
    expect(refusal(text)).toEqual(['json-malformed', ''])
  })

  it.each([[0xff], [0x22, 0xc0, 0xaf, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xe4, 0xb8, 0x22]])(
    'is UTF-8, unlike %p',
    (...bytes) => {
      expect(parseStrictJson(Uint8Array.from(bytes.flat()))).toMatchObject({ code: 'json-not-utf8' })
    },
  )

  it('is understood whenever JSON.parse understands it, and is refused whenever it does not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 0, max: 3 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const answer = read(text)
        if (isRefusal(answer))
          expect(['control-character', 'lone-surrogate', 'noncharacter', 'forbidden-key']).toContain(answer.code)
        else expect(answer.value).toEqual(JSON.parse(text))
      }),
      { numRuns: 500 },
    )
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '"b"', '\\', '1', 'e', '-', 'null', ' ', '\n'),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const answer = read(text)
        if (!isRefusal(answer)) expect(answer.value).toEqual(JSON.parse(text))
        else if (answer.code === 'json-malformed') expect(() => JSON.parse(text)).toThrow(SyntaxError)
      }),
      { numRuns: 5000 },
    )
  })
})
