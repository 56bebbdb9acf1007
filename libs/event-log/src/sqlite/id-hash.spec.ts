import { randomUUID } from 'node:crypto'
import { hashOfBareId, hashOfId, newIdKey } from './id-hash'

describe('the hash of an id', () => {
  const key = newIdKey()

  it('is the sum of its parts times the key, modulo 2^33 - 9, of which 32 bits stay', () => {
    const id = '00010002-0003-4004-8005-f00600ffabcd'
    const parts = [1n, 2n, 3n, 0x4004n, 0x8005n, 0xf006n, 0xffn, 0xabcdn]
    const sum = parts.reduce((all, part, i) => all + part * BigInt(key[i]), 0n)
    expect(BigInt(hashOfId(key, id))).toBe((sum % (2n ** 33n - 9n)) % 2n ** 32n)
  })

  it('is the same wherever the id stands, with dashes and without, in small letters and capitals', () => {
    for (let i = 0; i < 1_000; i++) {
      const id = randomUUID()
      const hash = hashOfId(key, id)
      expect(hashOfId(key, `[1,"x",0,"${id}"`, 10)).toBe(hash)
      expect(hashOfBareId(key, id.replaceAll('-', ''))).toBe(hash)
      expect(hashOfBareId(key, id.replaceAll('-', '').toUpperCase())).toBe(hash)
    }
  })

  it('is shared by few, of ids in a row too, and by others with another key', () => {
    const ids = Array.from({ length: 100_000 }, (_, k) => `00000000-0000-4000-8000-${String(k).padStart(12, '0')}`)
    const [ours, others] = [key, newIdKey()].map((it) => ids.map((id) => hashOfId(it, id)))
    // One pair in two billions, and there are five billions.
    expect(new Set(ours).size).toBeGreaterThan(ids.length - 40)
    expect(ours.filter((it, i) => it === others[i]).length).toBeLessThan(10)
  })
})
