import fc from 'fast-check'
import { engagementIdOf } from './identity'
import { formerNumberKey, nameKey, numberKey, refuseMixedScripts } from './name-key'
import { isRefusal } from './refusal'

describe('a number somebody gave is the same number', () => {
  const same = [
    'ZS-2025-01',
    'zs-2025-01',
    'ＺＳ－２０２５－０１',
    'ZS—2025–01',
    ' ZS - 2025 - 01 ',
    'ZS-2025-01\u200b',
    'ZS\u22122025-01',
  ]
  it.each(same)('typed as %j', (no) => {
    expect(numberKey(no)).toBe('ZS-2025-01')
    expect(engagementIdOf('p', no)).toBe(engagementIdOf('p', 'ZS-2025-01'))
  })

  it.each(['ZS-2025-1', 'ZS-2025-010', 'ZS2025-01', 'ZS/2025-01', '（ZS-2025-01'])('but %j is another', (no) => {
    expect(numberKey(no)).not.toBe('ZS-2025-01')
    expect(engagementIdOf('p', no)).not.toBe(engagementIdOf('p', 'ZS-2025-01'))
  })

  it('keeps the parentheses and the ideographs of a number: 中试〔2025〕7号', () => {
    expect(numberKey('中试〔2025〕7号')).toBe('中试〔2025〕7号')
  })
})

describe('a name without a code is the same name', () => {
  it('in any width, case and spacing', () => {
    expect(nameKey(' ＡＢＣ　物镜 ')).toBe(nameKey('abc 物镜'))
    expect(nameKey('物\u200b镜\u00ad')).toBe(nameKey('物镜'))
    expect(nameKey('物镜')).not.toBe(nameKey('目镜'))
  })
})

/** Every code point that is displayed as nothing (Unicode: Default_Ignorable_Code_Point, and the format characters). */
const UNSEEN = Array.from({ length: 0x110000 }, (_, i) => i)
  .filter((it) => it < 0xd800 || it > 0xdfff)
  .map((it) => String.fromCodePoint(it))
  .filter((it) => /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u.test(it))

describe('ordinary text, which takes a shorter way', () => {
  const ordinary = [
    ...Array.from({ length: 0x5f }, (_, i) => 0x20 + i),
    ...Array.from({ length: 0x5200 }, (_, i) => 0x4e00 + i),
  ].map((it) => String.fromCodePoint(it))
  // A mark nobody sees makes the text take the long one.
  const longer = (text: string) => `${text}\u200b`

  it('has the key that the long way gives: each character by itself, and any text of them', () => {
    const keys = [numberKey, formerNumberKey, nameKey]
    const others = ordinary.filter((it) => {
      const text = `A${it} ${it}b`
      return keys.some((keyOf) => keyOf(text) !== keyOf(longer(text)))
    })
    expect(others).toEqual([])
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ordinary, ' ', ' ', '-'), { maxLength: 12 }), (characters) => {
        const text = characters.join('')
        expect(numberKey(text)).toBe(numberKey(longer(text)))
        expect(formerNumberKey(text)).toBe(formerNumberKey(longer(text)))
        expect(nameKey(text)).toBe(nameKey(longer(text)))
      }),
    )
  })
})

describe('numbers and names that look alike', () => {
  it('are one with any mark nobody sees between any two characters', () => {
    for (const it of UNSEEN) {
      expect(numberKey(`HD${it}-1`)).toBe('HD-1')
      expect(nameKey(`物${it}镜 A`)).toBe('物镜 a')
    }
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...UNSEEN), { minLength: 5, maxLength: 5 }), ([a, b, c, d, e]) => {
        expect(numberKey(`${a}H${b}é${c}-${d}1${e}`)).toBe('HÉ-1')
      }),
    )
  })

  it.each(['НD-1', 'H\u0301D-1Ж', 'ΗD-1', 'ZS-2025-С', '中试A字Б号', 'ꓧD-1', 'HᎠ-1', 'ꓧꓓ-1'])(
    'but %j is refused: letters of two alphabets, and the stranger is named',
    (no) => {
      const refusal = refuseMixedScripts(no, '/contractNo')
      if (!isRefusal(refusal)) throw new Error('accepted')
      const { letter, character } = refusal.facts ?? {}
      expect(refusal).toMatchObject({
        code: 'mixed-scripts',
        pointer: '/contractNo',
      })
      expect(letter).toMatch(/^\P{Script=Latin}$/u)
      expect(character).toBe(`U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
      expect(`${refusal.zh}${refusal.en}`).toContain(letter)
      expect([...no]).toContain(letter)
    },
  )

  it.each(['中试〔2025〕7号', 'ＺＳ－Ⅳ（2025）', '合同Д-7', '№12/Б', 'ZSJM-ö', 'α-7', 'フA7', '（2025）粤A字'])(
    'while %j is a number like any other',
    (no) => expect(refuseMixedScripts(no)).toBeUndefined(),
  )

  it('but a figure of another script is refused: some are printed as another one of ours', () => {
    for (let code = 0x80; code < 0x20000; code++) {
      const figure = String.fromCodePoint(code)
      if (!/^\p{Nd}$/u.test(figure)) continue
      const ours = /^[0-9]$/.test(figure.normalize('NFKC'))
      expect([figure, refuseMixedScripts(`HD-${figure}`)?.code]).toEqual([figure, ours ? undefined : 'mixed-scripts'])
      if (ours) expect(numberKey(`HD-${figure}`)).toBe(`HD-${figure.normalize('NFKC')}`)
    }
  })

  it('are one whatever stroke stands for their dash or their slash', () => {
    for (const it of '-\u02d7\u2010\u2011\u2012\u2013\u2014\u2043\u2212\u2500\u2501\u2796\u30fc\uff0d\uff70\u3161')
      expect(numberKey(`HD${it}1`)).toBe('HD-1')
    for (const it of '/\u2044\u2215\u2571\u29f8\uff0f') expect(numberKey(`HD${it}1`)).toBe('HD/1')
  })

  it('are one when all letters are of another alphabet', () => {
    expect(numberKey('НС-1')).toBe(numberKey('HC-1'))
    expect(numberKey('ΗΧ-1')).toBe(numberKey('HX-1'))
    expect(nameKey('АСЕ')).toBe(nameKey('ace'))
    expect(nameKey('Компания')).toBe(nameKey('КОМПАНИЯ'))
    expect(nameKey('α-干扰素')).not.toBe(nameKey('a-干扰素'))
  })

  it('leave every ordinary number the name its stream has had since the first entry', () => {
    const ordinary = fc.string({
      unit: fc.constantFrom(...'AZaz09 -_/.()〔〕（）［］号中试－—–Ａｚ９Ⅳ№é'),
      maxLength: 20,
    })
    fc.assert(fc.property(ordinary, (no) => expect(numberKey(no)).toBe(formerNumberKey(no))))
  })
})
