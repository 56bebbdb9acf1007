import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, isRefusal, type Json } from '@pilot-ledger/kernel'
import {
  CompactRange,
  consistencyFault,
  consistencyProof,
  EMPTY_ROOT,
  inclusionFault,
  inclusionProof,
  isSignature,
  leafHash,
  type Nodes,
  nodeHash,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  provenBy,
  signature,
  signerKey,
} from '@pilot-ledger/proof'

const read = <T>(name: string): T => JSON.parse(readFileSync(join(__dirname, `vectors/${name}.json`), 'utf8')) as T
const bytes = (hex: string) => Buffer.from(hex, 'hex')
const hex = (it: Uint8Array) => Buffer.from(it).toString('hex')

/** Complete subtrees by the definition: nothing kept. */
class Computed implements Nodes {
  constructor(private readonly leaves: readonly Uint8Array[]) {}
  node(level: number, index: number): Uint8Array {
    return level === 0
      ? this.leaves[index]
      : nodeHash(this.node(level - 1, 2 * index), this.node(level - 1, 2 * index + 1))
  }
}

function rootsOf(leaves: readonly Uint8Array[]): string[] {
  const range = new CompactRange()
  const roots = [hex(range.root())]
  for (const leaf of leaves) {
    range.append(leaf)
    roots.push(hex(range.root()))
  }
  return roots
}

describe('the reference tree of RFC 6962', () => {
  interface Reference {
    hasher: { op: string; dataHex?: string; leftHex?: string; rightHex?: string; expect: string }[]
    leafInputsHex: string[]
    levels: string[][]
    rootsBySize: string[]
  }
  const reference = read<Reference>('reference_tree_8')
  const leaves = reference.leafInputsHex.map((it) => leafHash(bytes(it)))
  const nodes = new Computed(leaves)

  test('hashes of leaves and nodes', () => {
    const made = reference.hasher.map(({ op, dataHex = '', leftHex = '', rightHex = '' }) =>
      hex(
        op === 'emptyRoot'
          ? EMPTY_ROOT
          : op === 'leaf'
            ? leafHash(bytes(dataHex))
            : nodeHash(bytes(leftHex), bytes(rightHex)),
      ),
    )
    expect(made).toEqual(reference.hasher.map((it) => it.expect))
    expect(leaves.map(hex)).toEqual(reference.levels[0])
  })

  test('roots by size', () => {
    expect(rootsOf(leaves)).toEqual(reference.rootsBySize)
  })

  test('every proof is made, and verifies', () => {
    interface Proofs {
      inclusion: { index: number; size: number; proof: string[] }[]
      consistency: { size1: number; size2: number; proof: string[] }[]
    }
    const { inclusion, consistency } = read<Proofs>('reference_tree_8_all_proofs')
    const root = (size: number) => bytes(reference.rootsBySize[size])
    for (const { index, size, proof } of inclusion) {
      expect(inclusionProof(nodes, index, size).map(hex)).toEqual(proof)
      const claim = { leaf: leaves[index], index, size, root: root(size), proof: proof.map(bytes) }
      expect(inclusionFault(claim)).toBeUndefined()
    }
    for (const { size1: older, size2: size, proof } of consistency) {
      expect(consistencyProof(nodes, older, size).map(hex)).toEqual(proof)
      const claim = { older, size, olderRoot: root(older), root: root(size), proof: proof.map(bytes) }
      expect(consistencyFault(claim)).toBeUndefined()
    }
  })
})

test('130 one-byte leaves: all roots and all proofs have the sums that another program found', () => {
  interface Accumulated {
    rootsBySize: string[]
    accumulators: Record<'roots' | 'inclusion' | 'consistency', { sha256: string }>
  }
  const { rootsBySize, accumulators } = read<Accumulated>('byte_leaves_130')
  const leaves = Array.from({ length: 130 }, (_, i) => leafHash(Buffer.of(i)))
  const nodes = new Computed(leaves)
  const roots = rootsOf(leaves)
  expect(roots).toEqual(rootsBySize)
  const [rootSum, inclusionSum, consistencySum] = [createHash('sha256'), createHash('sha256'), createHash('sha256')]
  const line = (numbers: string, proof: readonly Uint8Array[]) => `${[numbers, ...proof.map(hex)].join(' ')}\n`
  for (const [size, root] of roots.entries()) {
    rootSum.update(`${size} ${root}\n`)
    for (let i = 0; i < size; i++) inclusionSum.update(line(`${i} ${size}`, inclusionProof(nodes, i, size)))
    for (let i = 1; i <= size; i++) consistencySum.update(line(`${i} ${size}`, consistencyProof(nodes, i, size)))
  }
  expect([rootSum, inclusionSum, consistencySum].map((it) => it.digest('hex'))).toEqual([
    accumulators.roots.sha256,
    accumulators.inclusion.sha256,
    accumulators.consistency.sha256,
  ])
})

describe('Ed25519 (RFC 8032)', () => {
  interface Ed25519 {
    seedHex: string
    publicHex: string
    messageHex: string
    signatureHex: string
  }
  test.each(read<Ed25519[]>('ed25519_rfc8032'))('$publicHex', ({ seedHex, publicHex, messageHex, signatureHex }) => {
    const key = signerKey('test', 1, bytes(seedHex))
    expect(hex(key.publicKey)).toBe(publicHex)
    expect(hex(signature(key, bytes(messageHex)))).toBe(signatureHex)
    expect(isSignature(key, bytes(messageHex), bytes(signatureHex))).toBe(true)
  })
})

interface Notes {
  notes: { name: string; note: string; vkeys: string[]; expect: 'accept' | 'reject' }[]
  checkpointBodies: { name: string; note: string; vkeys: string[]; checkpointExpect: 'accept' | 'reject' }[]
}
const { notes, checkpointBodies } = read<Notes>('signed_notes')
const verdict = (it: unknown) => (isRefusal(it) ? 'reject' : 'accept')

test.each(notes)('signed note: $name', ({ note, vkeys, expect: expected }) => {
  const keys = vkeys.map(parseVerifierKey)
  const fault = keys.find(isRefusal)
  expect(
    verdict(
      fault ??
        openNote(
          note,
          keys.filter((it) => !isRefusal(it)),
        ),
    ),
  ).toBe(expected)
})

test.each(checkpointBodies)('checkpoint: $name', ({ note, vkeys, checkpointExpect }) => {
  const key = parseVerifierKey(vkeys[0])
  if (isRefusal(key)) throw new Error('the key of a vector')
  const opened = openNote(note, [key])
  if (isRefusal(opened)) throw new Error('the note of a vector is signed')
  expect(verdict(parseCheckpoint(opened.text))).toBe(checkpointExpect)
  expect(verdict(openCheckpoint(note, key))).toBe(checkpointExpect)
})

interface ProofFile {
  index: number
  size: number
  leafDataHex: string
  vkey: string
  tlogProof: string
  expect: 'accept' | 'reject'
  why?: string
}
test.each(read<ProofFile[]>('tlog_proofs'))('proof file: leaf $index of $size, to $expect', (it) => {
  const key = parseVerifierKey(it.vkey)
  if (isRefusal(key)) throw new Error('the key of a vector')
  expect(verdict(provenBy(it.tlogProof, leafHash(bytes(it.leafDataHex)), key))).toBe(it.expect)
})

interface Canonical {
  valid: { name: string; inputText: string; outputHex: string }[]
}
/** The ledger stores whole numbers that are exact, no others. */
const NOT_STORED = ['exp-form']
const { valid } = read<Canonical>('jcs_edges')
test.each(valid.filter((it) => !NOT_STORED.includes(it.name)))('canonical JSON: $name', ({ inputText, outputHex }) => {
  expect(hex(Buffer.from(canonicalJson(JSON.parse(inputText) as Json)))).toBe(outputHex)
})
