import { createPrivateKey, sign } from 'node:crypto'
import { isRefusal } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import { checkpointText, openCheckpoint, parseCheckpoint } from './checkpoint'
import { leafHash } from './hash'
import { inclusionProof } from './inclusion'
import { KeptTree } from './kept-tree.spec-support'
import {
  COSIGNATURE,
  ED25519,
  parseSignerKey,
  parseVerifierKey,
  signerKey,
  signerKeyText,
  verifierKeyText,
} from './keys'
import { openNote, signatureLine, signedNote } from './note'
import { provenBy, tlogProofText } from './tlog-proof'
import { rootOf } from './tree'

const LOG = signerKey('ledger.example/中试', ED25519, Buffer.alloc(32, 1))
const WITNESS = signerKey('witness.example/w1', COSIGNATURE, Buffer.alloc(32, 2))
const LEAVES = Array.from({ length: 11 }, (_, i) => leafHash(Buffer.from(`entry ${i + 1}`)))
const TREE = new KeptTree(LEAVES)
const TEXT = checkpointText({ origin: LOG.name, size: 11, root: rootOf(TREE, 0, 11) })
const TIME = 1_764_460_800
const COSIGNED = signedNote(TEXT, [signatureLine(TEXT, LOG), signatureLine(TEXT, WITNESS, TIME)])

/** The text with one byte changed, dropped or put in, read as UTF-8 again. */
const damage = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(2))
function damaged(text: string, [at, by, kind]: readonly [number, number, number]): string {
  const bytes = [...Buffer.from(text)]
  const i = at % bytes.length
  if (kind === 0) bytes[i] ^= by
  else bytes.splice(i, kind === 1 ? 1 : 0, ...(kind === 1 ? [] : [by]))
  return Buffer.from(bytes).toString('utf8')
}

describe('a checkpoint', () => {
  test('signed by the log and cosigned by a witness says who and when', () => {
    const opened = openCheckpoint(COSIGNED, LOG, [WITNESS])
    expect(opened).toMatchObject({ origin: LOG.name, size: 11, cosigners: [{ key: WITNESS, time: TIME }] })
  })

  test('the cosignature is over the words of C2SP with the time before the text', () => {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 2)])
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    const signed = sign(null, Buffer.from(`cosignature/v1\ntime 1764460800\n${TEXT}`), key)
    // 1,764,460,800 is 692b8900 in hex, in eight bytes, behind the four of the key.
    const time = Buffer.from('00000000692b8900', 'hex')
    const id = Buffer.from(WITNESS.id, 'hex')
    expect(signatureLine(TEXT, WITNESS, TIME)).toBe(
      `— witness.example/w1 ${Buffer.concat([id, time, signed]).toString('base64')}\n`,
    )
  })

  test('is believed of nobody but the log, however many witnesses there are', () => {
    const note = signedNote(TEXT, [signatureLine(TEXT, WITNESS, TIME)])
    expect(openCheckpoint(note, LOG, [WITNESS])).toMatchObject({ code: 'note-not-signed' })
  })

  test('of another origin is not that log’s, though its key signed it', () => {
    const text = checkpointText({ origin: 'ledger.example/other', size: 11, root: LEAVES[0] })
    expect(openCheckpoint(signedNote(text, [signatureLine(text, LOG)]), LOG)).toMatchObject({
      code: 'checkpoint-of-other-log',
    })
  })

  test('with any byte changed, dropped or added is not believed, and no cosigner of it', () => {
    fc.assert(
      fc.property(damage, (damage) => {
        const note = damaged(COSIGNED, damage)
        fc.pre(note !== COSIGNED)
        const opened = openCheckpoint(note, LOG, [WITNESS])
        // Another name makes of a cosigner one whom nobody knows: passed over, as it must be.
        if (!isRefusal(opened)) expect([opened.text, opened.cosigners]).toEqual([TEXT, []])
      }),
      { numRuns: 300 },
    )
  })

  test('any text is read or refused', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseCheckpoint(text)))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void openNote(`${text}\n\n— ${text}\n`, [LOG])))
  })
})

describe('a proof file', () => {
  const proofOf = (index: number) =>
    tlogProofText({
      index,
      proof: inclusionProof(TREE, index, 11),
      checkpoint: signedNote(TEXT, [signatureLine(TEXT, LOG)]),
    })

  test('proves its entry, with words of others in it or without', () => {
    for (const [index, leaf] of LEAVES.entries()) {
      expect(provenBy(proofOf(index), leaf, LOG)).toMatchObject({ index, checkpoint: { size: 11 } })
      const extra = tlogProofText({
        index,
        proof: inclusionProof(TREE, index, 11),
        checkpoint: COSIGNED,
        extra: Buffer.from('more'),
      })
      expect(provenBy(extra, leaf, LOG)).toMatchObject({ index })
    }
  })

  test('proves no other entry', () => {
    expect(provenBy(proofOf(3), LEAVES[4], LOG)).toMatchObject({ code: 'proof-root-differs' })
  })

  test('with any byte changed, dropped or added proves nothing', () => {
    fc.assert(
      fc.property(fc.nat(10), damage, (index, damage) => {
        const file = damaged(proofOf(index), damage)
        fc.pre(file !== proofOf(index))
        expect(isRefusal(provenBy(file, LEAVES[index], LOG))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('under another key proves nothing', () => {
    const stranger = signerKey(LOG.name, ED25519, Buffer.alloc(32, 3))
    expect(provenBy(proofOf(3), LEAVES[3], stranger)).toMatchObject({ code: 'note-not-signed' })
  })
})

describe('a key', () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const name = fc.constantFrom('a', 'ledger.example/中试', 'pilot-ledger/4f2a')
  const kind = fc.constantFrom(ED25519, COSIGNATURE)

  test('is read back from its text', () => {
    fc.assert(
      fc.property(name, kind, seed, (name, kind, seed) => {
        const key = signerKey(name, kind, seed)
        expect(parseSignerKey(signerKeyText(key))).toEqual({ ...key, seed: Buffer.from(seed) })
        const { seed: _, ...verifier } = key
        expect(parseVerifierKey(verifierKeyText(key))).toEqual(verifier)
      }),
    )
  })

  test('with any byte of its text changed, dropped or added is none', () => {
    fc.assert(
      fc.property(damage, (damage) => {
        for (const [text, parse] of [
          [verifierKeyText(LOG), parseVerifierKey],
          [signerKeyText(LOG), parseSignerKey],
        ] as const) {
          const other = damaged(text, damage)
          if (other !== text) expect(isRefusal(parse(other))).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('a name that would end early in a note is refused', () => {
    for (const name of ['', 'a b', 'a+b', 'a\nb', 'a\u3000b', '\ud800'])
      expect(() => signerKey(name, ED25519, Buffer.alloc(32))).toThrow(TypeError)
  })
})
