import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { canonicalJson, isBusinessDate, type Json, nameKey, numberKey, partyKey } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { fromBase64, toBase64 } from '../../apps/verifier/src/crypto/base64'
import { isSignedBy } from '../../apps/verifier/src/crypto/ed25519'
import { sha256, sha512 } from '../../apps/verifier/src/crypto/sha2'
import { canonical } from '../../apps/verifier/src/json/canonical'
import { readJson, readText } from '../../apps/verifier/src/json/strict-json'
import { isDay } from '../../apps/verifier/src/ledger/day'
import { Fields } from '../../apps/verifier/src/ledger/fields'
import { sameName, sameNumber } from '../../apps/verifier/src/ledger/identity'
import { rootByProof, rootOf } from '../../apps/verifier/src/log/tree'
import { proofOf, rootOf as rootApart } from './certificate-maker.spec-support'

/** What of a Failure is told: its code. */
const codeOf = (read: () => unknown) => {
  try {
    read()
    return undefined
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}
const hex = (text: string) => Buffer.from(text, 'hex')

describe('the verifier’s own hashes and signatures', () => {
  test('are those of node:crypto, over any bytes', () => {
    const apart = (name: string, bytes: Uint8Array) => createHash(name).update(bytes).digest('hex')
    for (let length = 0; length < 300; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255)
      expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(apart('sha256', bytes))
      expect(Buffer.from(sha512(bytes)).toString('hex')).toBe(apart('sha512', bytes))
    }
  })

  // RFC 8032, 7.1, tests 1 to 3.
  test.each([
    [
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('verify what RFC 8032 signed with %s', (key, message, signature) => {
    expect(isSignedBy(hex(key), hex(message), hex(signature))).toBe(true)
    for (let at = 0; at < 64; at += 7) {
      const changed = hex(signature)
      changed[at] ^= 1
      expect(isSignedBy(hex(key), hex(message), changed)).toBe(false)
    }
    expect(isSignedBy(hex(key), hex(`${message}00`), hex(signature))).toBe(false)
    // The same scalar and the order of the group: another text of a signature, which the standard refuses.
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const s = BigInt(`0x${Buffer.from(hex(signature).subarray(32)).reverse().toString('hex')}`) + order
    const other = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse()
    expect(isSignedBy(hex(key), hex(message), Buffer.concat([hex(signature).subarray(0, 32), other]))).toBe(false)
  })

  test('verify what node:crypto signs, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array(),
        fc.nat(511),
        (seed, message, bit) => {
          const pkcs8 = Buffer.concat([hex('302e020100300506032b657004220420'), seed])
          const secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
          const key = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32)
          const signature = sign(null, message, secret)
          expect(isSignedBy(key, message, signature)).toBe(true)
          signature[bit >> 3] ^= 1 << (bit & 7)
          expect(isSignedBy(key, message, signature)).toBe(false)
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)

  test('write and read base64 in one way only', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(toBase64(bytes), '')).toEqual(bytes)
      }),
    )
    for (const text of ['AB==', 'AA=', 'AA', 'A===', 'AA==\n', 'A-__', '=AAA', 'AA=A'])
      expect([text, codeOf(() => fromBase64(text, ''))]).toEqual([text, 'base64'])
  })
})

describe('the verifier’s JSON', () => {
  test('is that of JSON.parse, and its text the ledger’s canonical one', () => {
    const values = fc
      .jsonValue({ stringUnit: 'binary' })
      .filter((it) => !JSON.stringify(it).match(/\d[.eE]|-0(?!\d)|\d{16}/))
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const read = readJson(JSON.stringify(value, null, space))
        expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonical(read)).toBe(canonicalJson(value as Json))
      }),
    )
  })

  test.each([
    ['{"a":1,"a":2}', 'json-duplicate-key'],
    ['{"a":1,"\\u0061":2}', 'json-duplicate-key'],
    ['{"__proto__":1,"__proto__":2}', 'json-duplicate-key'],
    ['"\\ud800"', 'json-half-character'],
    ['"\\udc00\\ud800"', 'json-half-character'],
    ['1.0', 'json-number'],
    ['1e3', 'json-number'],
    ['-0', 'json-number'],
    ['9007199254740993', 'json-number'],
    ['01', 'not-json'],
    ['+1', 'not-json'],
    ['NaN', 'not-json'],
    ['', 'not-json'],
    ['{', 'not-json'],
    ['{"a"}', 'not-json'],
    ['{a:1}', 'not-json'],
    ['[1,]', 'not-json'],
    ['[1 2]', 'not-json'],
    ['{"a":1}x', 'not-json'],
    ['"\t"', 'not-json'],
    ['"\\x"', 'not-json'],
    ['"\\u12"', 'not-json'],
    ['"open', 'not-json'],
    ['\ufeff1', 'not-json'],
    ['\u00a01', 'not-json'],
    ['['.repeat(1000), 'json-too-deep'],
  ])('refuses %j', (text, code) => expect(codeOf(() => readJson(text))).toBe(code))

  test('refuses bytes that are no text', () => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]])
      expect(codeOf(() => readText(Uint8Array.from(bytes)))).toBe('not-utf-8')
    expect(codeOf(() => readJson(readText(Uint8Array.from([0xef, 0xbb, 0xbf, 0x31]))))).toBe('not-json')
  })
})

describe('the verifier’s trees', () => {
  const leaves = Array.from({ length: 20 }, (_, i) => Buffer.alloc(32, i))

  test('have the roots of others’, of any size, whole and by any proof', () => {
    expect(Buffer.from(rootOf([])).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.uniqueArray(fc.nat(19), { minLength: 1 }), (size, indices) => {
        const [own, shown] = [leaves.slice(0, size), indices.filter((it) => it < size).sort((a, b) => a - b)]
        if (shown.length === 0) return
        const root = rootApart(own)
        expect(Buffer.from(rootOf(own))).toEqual(root)
        const proof = proofOf(own, new Set(shown))
        const known = shown.map((index) => ({ index, hash: own[index] }))
        expect(Buffer.from(rootByProof(size, known, proof, ''))).toEqual(root)
        if (proof.length > 0) expect(codeOf(() => rootByProof(size, known, proof.slice(1), ''))).toBe('proof-too-short')
        expect(codeOf(() => rootByProof(size, known, [...proof, root], ''))).toBe('proof-too-long')
      }),
    )
  })
})

describe('who and what is one to the verifier', () => {
  const texts = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...' \u3000\u200b\u00ad\u034f-–—−ー｜/∕⁄AaАаСсÄä１Ⅳ平台物镜ⅳﬁ㎏Ԛ\u0301éœµΜμ'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 12,
  })

  test('is one to the ledger: names, numbers, parties', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect([text, sameName(text), sameNumber(text)]).toEqual([text, nameKey(text), numberKey(text)])
        const id = { scheme: 'foreign' as const, country: 'DE', value: text }
        const party = new Fields({ party: { id, name: 'x' } }, '').party('party')
        expect(party.key).toBe(partyKey(id))
      }),
      { numRuns: 3000 },
    )
  })
})

test('the verifier’s days are those that the ledger takes, and in its entries no others can be read', () => {
  for (let year = 1950; year < 2200; year++)
    for (let month = 0; month <= 13; month++)
      for (const day of [0, 1, 28, 29, 30, 31, 32]) {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        if (isDay(text) !== isBusinessDate(text)) throw new Error(text)
      }
  for (const it of [
    '',
    '2025-1-01',
    '2025-01-01 ',
    '2025-01-01T00:00',
    '-2025-01-01',
    '２０２５-01-01',
    '2025-01',
    '02025-01-01',
  ])
    expect([it, isDay(it)]).toEqual([it, false])
  for (const read of ['day', 'dayOrMonth'] as const)
    expect(codeOf(() => new Fields({ on: '2025-02-29' }, 'entry 1')[read]('on'))).toBe('entry-unreadable')
  expect(new Fields({ on: '2024-02-29' }, '').day('on')).toBe('2024-02-29')
})
