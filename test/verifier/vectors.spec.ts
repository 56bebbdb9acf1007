import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSignedBy } from '../../apps/verifier/src/crypto/ed25519'
import { sha256 } from '../../apps/verifier/src/crypto/sha2'
import { canonical } from '../../apps/verifier/src/json/canonical'
import { readJson } from '../../apps/verifier/src/json/strict-json'
import { readCheckpoint } from '../../apps/verifier/src/log/checkpoint'
import { checkSigned, readKey, readNote } from '../../apps/verifier/src/log/note'
import { rootByProof, rootOf } from '../../apps/verifier/src/log/tree'

/** The verifier beside the vectors that the service is held to: what both read alike, they read right. */
const vectors = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, '../certificates/vectors', `${name}.json`), 'utf8'))
const hex = (text: string) => Buffer.from(text, 'hex')
const failure = (check: () => unknown) => {
  try {
    check()
    return undefined
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

interface NoteVector {
  readonly name: string
  readonly note: string
  readonly vkeys: readonly string[]
  readonly expect?: string
  readonly checkpointExpect?: string
}

test('notes are accepted and rejected as C2SP says', () => {
  for (const { name, note, vkeys, expect: wanted } of vectors('signed_notes').notes as NoteVector[]) {
    const faults = vkeys.map((it) => failure(() => checkSigned(readNote(note, ''), readKey(it, ''), '')))
    const accepted =
      faults.some((it) => it === undefined) && faults.every((it) => it === undefined || it === 'not-signed')
    expect([name, accepted ? 'accept' : 'reject']).toEqual([name, wanted])
    for (const it of faults)
      expect(`${it}`).toMatch(/^(undefined|not-signed|signature-wrong|note-format|key-format|base64)$/)
  }
})

test('checkpoints are those that C2SP says', () => {
  for (const { name, note, vkeys, checkpointExpect } of vectors('signed_notes').checkpointBodies as NoteVector[]) {
    const fault = failure(() => readCheckpoint(note, readKey(vkeys[0], ''), ''))
    expect([name, fault === undefined ? 'accept' : 'reject']).toEqual([name, checkpointExpect])
    expect(`${fault}`).toMatch(/^(undefined|checkpoint-format|base64|other-origin)$/)
  }
})

test('a proof of one leaf is that of RFC 9162 in another order, of every leaf and size', () => {
  const { leafInputsHex, rootsBySize } = vectors('reference_tree_8') as { leafInputsHex: string[]; rootsBySize: Loose }
  const leaves = leafInputsHex.map((it) => sha256(Buffer.concat([Buffer.of(0), hex(it)])))
  const roots = Array.from({ length: 9 }, (_, size) => Buffer.from(rootOf(leaves.slice(0, size))).toString('hex'))
  expect(roots).toEqual(Object.values(rootsBySize))
  for (const { index, size, proof } of vectors('reference_tree_8_all_proofs').inclusion as Loose[]) {
    const root = rootByProof(size, [{ index, hash: leaves[index] }], inOrder(index, size, proof).map(hex), '')
    expect([index, size, Buffer.from(root).toString('hex')]).toEqual([index, size, roots[size]])
  }
})

/** A path from leaf to root as the verifier reads it: what stands left of the leaf first, from the root down, then what stands right. */
function inOrder(index: number, size: number, path: readonly string[]): string[] {
  const [left, right]: string[][] = [[], []]
  let rest = [...path]
  const walk = (start: number, count: number): void => {
    if (count === 1) return
    const k = 2 ** (Math.ceil(Math.log2(count)) - 1)
    const hash = rest.at(-1) as string
    rest = rest.slice(0, -1)
    if (index < start + k) {
      right.unshift(hash)
      walk(start, k)
    } else {
      left.push(hash)
      walk(start + k, count - k)
    }
  }
  walk(0, size)
  return [...left, ...right]
}

const NOT_WHOLE = new Set(['minus-zero', 'exp-form'])
test('signatures of RFC 8032 and canonical texts of ledger-like values', () => {
  for (const { publicHex, messageHex, signatureHex } of vectors('ed25519_rfc8032') as Loose[])
    expect(isSignedBy(hex(publicHex), hex(messageHex), hex(signatureHex))).toBe(true)
  for (const { name, inputText, outputText } of vectors('jcs_edges').valid as Loose[]) {
    const fault = failure(() => expect(canonical(readJson(inputText))).toBe(outputText))
    // A ledger holds whole numbers; a text with another is refused before it is written anew.
    expect([name, fault]).toEqual([name, NOT_WHOLE.has(name) ? 'json-number' : undefined])
  }
  for (const { name, inputText } of vectors('jcs_edges').mustReject as Loose[])
    expect([name, failure(() => readJson(inputText))]).toEqual([name, expect.stringMatching(/^(json-|not-json)/)])
})

// biome-ignore lint/suspicious/noExplicitAny: vectors are read as they stand.
type Loose = any
