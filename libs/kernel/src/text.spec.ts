import fc from 'fast-check'
import { isRefusal } from './refusal'
import { refuseText, refuseUnfit, replaceUnfit } from './text'

const of = (...codes: number[]) => String.fromCodePoint(...codes)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const NONCHARACTERS = [
  ...range(0xfdd0, 0xfdef),
  ...range(0, 16).flatMap((it) => [it * 0x10000 + 0xfffe, it * 0x10000 + 0xffff]),
]
const UNFIT: readonly [string, readonly number[]][] = [
  ['control-character', [...range(0, 0x1f), ...range(0x7f, 0x9f)]],
  ['control-character', [0x061c, 0x200e, 0x200f, ...range(0x202a, 0x202e), ...range(0x2066, 0x2069)]],
  ['noncharacter', NONCHARACTERS],
  ['lone-surrogate', range(0xd800, 0xdfff)],
]
/** XML 1.0, production [2] Char. */
const XML = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

describe('What no text of the ledger holds', () => {
  it.each(UNFIT)('%s, wherever it stands in a text', (code, codes) => {
    for (const it of codes) {
      const character = `U+${it.toString(16).toUpperCase().padStart(4, '0')}`
      expect(refuseUnfit(`甲${of(it)}乙`, '/title')).toMatchObject({
        code,
        pointer: '/title',
        facts: { character },
      })
      expect(isRefusal(refuseText(`甲${of(it)}乙`, 100))).toBe(true)
    }
  })

  it.each(['\u0020', '\u00a0', '\u2028', '\ufffd', '\ufdcf', '😂', '𠮷', 'e\u0301', '物\ufe00镜'])(
    'but %j it does',
    (text) => {
      expect(refuseUnfit(`甲${text}乙`)).toBeUndefined()
    },
  )

  it('is nothing that cannot be seen', () => {
    for (const text of ['', ' ', '\u200b', '\ufe00\u034f', '\u3164', ' 甲', '甲 '])
      expect(isRefusal(refuseText(text, 9))).toBe(true)
    expect(refuseText('甲', 1)).toBeUndefined()
    expect(refuseText('😂😂', 2)).toBeUndefined()
    expect(isRefusal(refuseText('😂😂', 1))).toBe(true)
  })

  it('once replaced, any text is what XML can hold and every door but that of tabs and lines takes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom(...UNFIT.flatMap(([, it]) => it)),
        (text, code) => {
          const reported = replaceUnfit(`${text}${of(code)}${text}`)
          expect(reported).toMatch(XML)
          expect(refuseUnfit(reported.replace(/[\t\n\r]/g, ''))).toBeUndefined()
        },
      ),
    )
    expect(replaceUnfit('一\t行\n\ud83d！')).toBe('一\t行\n\ufffd！')
  })
})
