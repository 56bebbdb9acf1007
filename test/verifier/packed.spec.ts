import { deflateRawSync, gzipSync } from 'node:zlib'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { unpacked } from '../../apps/verifier/src/node/unpacked'
import { MOST_UNPACKED } from '../../apps/verifier/src/packed/packed'
import { sent } from '../../libs/certificates/src/reporting/sent'
import { randomHistory } from '../figures/histories.spec-support'
import { naivePlatform } from '../figures/naive-model.spec-support'
import { Operator } from './certificate-maker.spec-support'
import { codeOf } from './forging.spec-support'

const [from, to] = ['2024-09-01', '2025-08-31']

describe('given a certificate that was packed', () => {
  const { log, platforms } = randomHistory(3)
  const operator = new Operator(log)
  const [platform] = platforms
  const cut = log.length
  const value = naivePlatform(log, platform, from, to, cut).figures().clients as string
  const file = operator.file(
    operator.certificate({ code: 'clients', version: 2, of: { platform }, from, to, cut, value }),
  )
  let packed = Buffer.alloc(0)
  const verdict = (bytes: Uint8Array) => codeOf(verify(unpacked(bytes), { key: operator.signer.vkey }))
  beforeAll(async () => {
    const content = [
      { pieces: [file.subarray(0, 99), file.subarray(99, 999)], areHashes: false },
      { pieces: [file.subarray(999, 1999)], areHashes: true },
      { pieces: [file.subarray(1999)], areHashes: false },
    ]
    const stream = sent({ name: 'c.json', content }, { compressed: 'true' }).getStream()
    const pieces: Buffer[] = []
    for await (const it of stream) pieces.push(it as Buffer)
    packed = Buffer.concat(pieces)
  })

  test('when it is opened, then it is what was packed, to the byte, in less than half of the room', () => {
    expect(Buffer.from(unpacked(packed)).equals(file)).toBe(true)
    expect([verdict(packed), verdict(file)]).toEqual(['valid', 'valid'])
    expect(packed.length).toBeLessThan(file.length / 2)
  })

  test('when it is cut short, lengthened, packed twice or begins otherwise, then it is no certificate, and nothing breaks', () => {
    const changed = (at: number) => Buffer.from(packed.with(at, packed[at] ^ 1))
    const wrong = [
      packed.subarray(0, 10),
      packed.subarray(0, -1),
      packed.subarray(0, -9),
      Buffer.concat([packed, Buffer.of(0)]),
      Buffer.concat([packed, packed]),
      // An empty one behind it, whose head may hold a name, or before it.
      Buffer.concat([packed, gzipSync('')]),
      Buffer.concat([packed.subarray(0, 10), Buffer.from('03000000000000000000', 'hex'), packed]),
      gzipSync(file),
      // Head, check and length; the time and the system, which others pass over.
      ...[0, 1, 2, 3, 4, 8, 9, packed.length - 1, packed.length - 8].map(changed),
      Buffer.concat([packed.subarray(0, 10), deflateRawSync(packed), packed.subarray(-8)]),
    ]
    for (const [i, it] of wrong.entries()) expect([i, verdict(it)]).toEqual([i, expect.not.stringMatching(/valid$/)])
    for (let at = 10; at < packed.length; at += 97) expect([at, verdict(changed(at))]).not.toEqual([at, 'valid'])
  })

  test('when any bit behind the end of its last block is set, then it is no certificate: nothing in a file says nothing', () => {
    const at = packed.length - 9
    const last = 32 - Math.clz32(packed[at])
    expect(last).toBeLessThan(8)
    for (let bits = 1 << last; bits < 256; bits += 1 << last)
      expect([bits, verdict(Buffer.from(packed.with(at, packed[at] | bits)))]).not.toEqual([bits, 'valid'])
  })

  test('when it would unpack to more than any certificate, then it is not unpacked', () => {
    const bomb = gzipSync(Buffer.alloc(MOST_UNPACKED + 1))
    bomb.set(packed.subarray(0, 10))
    expect(Buffer.from(unpacked(bomb)).equals(bomb)).toBe(true)
  })
})
