import {
  type Checked,
  canonicalJson,
  isRefusal,
  type Json,
  type JsonObject,
  type Refusal,
  refuse,
  SINGLE_STREAMS,
} from '@pilot-ledger/kernel'
import {
  inclusionFault,
  isHash,
  leafHash,
  openCheckpoint,
  type SignedCheckpoint,
  type VerifierKey,
} from '@pilot-ledger/proof'
import type { AccessCommitted } from '../definitions/commitments'
import { leafOf, saltedDigest } from '../store/leaves'
import type { TreeName } from './committed-tree'
import { isStated, said, statedIn } from './standing'

export const ACCESS_PROOF = 'pilot-ledger/access-proof@1'

/** One entry of access.db, and how it stands under a checkpoint: docs/certificate.md says what each member means. */
export interface AccessProof {
  readonly format: typeof ACCESS_PROOF
  readonly tree: TreeName
  /** What its leaf is made of; what is said of persons as `digest` alone. */
  readonly leaf: JsonObject
  /** What that digest is of, where it was asked for. */
  readonly personal?: JsonObject
  readonly salt?: string
  /** Up to the root that `committed` states. */
  readonly proof: readonly string[]
  /** The log's entry, and from it up to the root of the log. */
  readonly committed: { readonly entry: JsonObject; readonly proof: readonly string[] }
  readonly size: number
  readonly root: string
  /** The signed note, where the proof was asked for without a size. */
  readonly checkpoint?: string
}

export interface ProvenEntry {
  /** From 1, among those of its tree. */
  readonly sequence: number
  /** The log's entry that commits it. */
  readonly entry: number
  readonly checkpoint: SignedCheckpoint
  /** Whether what is said of persons was shown, and is what was hashed. */
  readonly shown: boolean
}

/**
 * Whether the entry stands under a checkpoint that the key has signed. Never throws: whatever a file holds, a verdict comes.
 * @param note the signed checkpoint, where it does not stand in the file
 */
export function provenEntry(
  file: Json,
  key: VerifierKey,
  { note, witnesses = [] }: { readonly note?: string; readonly witnesses?: readonly VerifierKey[] } = {},
): Checked<ProvenEntry> {
  try {
    return check(file as unknown as AccessProof, key, note, witnesses)
  } catch {
    return fault('access-proof-malformed', '不是查阅记录证明', 'not a proof of an entry of the accounts')
  }
}

function check(
  it: AccessProof,
  key: VerifierKey,
  note = it.checkpoint,
  witnesses: readonly VerifierKey[],
): Checked<ProvenEntry> {
  if (it.format !== ACCESS_PROOF) return fault('format-unknown', '不是本程序认识的格式', 'not a format that this knows')
  if (note === undefined) return fault('checkpoint-missing', '请给出检查点', 'give the signed checkpoint')
  const checkpoint = openCheckpoint(note, key, witnesses)
  if (isRefusal(checkpoint)) return checkpoint
  const { size, root } = checkpoint
  if (size !== it.size || !root.every((byte, i) => byte === bytes(it.root)[i]))
    return fault(
      'checkpoint-other',
      '检查点不是证明所至的那个',
      'the checkpoint is not the one that the proof leads to',
    )

  const shown = it.personal !== undefined || it.salt !== undefined
  if (shown && saltedDigest(bytes(it.salt as string), it.personal as JsonObject) !== it.leaf.digest)
    return fault('personal-altered', '所示个人信息与摘要不符', 'what is shown of persons is not what was hashed')

  const { entry } = it.committed
  const index = (entry.sequence as number) - 1
  const inLog = {
    leaf: leafHash(Buffer.from(canonicalJson(entry), 'utf8')),
    index,
    size,
    root,
    proof: hashes(it.committed.proof),
  }
  const outside = inclusionFault(inLog)
  if (outside) return outside

  const stated = statedBy(entry).get(it.tree)
  if (!stated) return fault('commitment-other', '该条目不是账户承诺', 'that entry commits no accounts')
  const sequence = it.leaf.sequence as number
  const inTree = {
    leaf: leafOf(it.leaf),
    index: sequence - 1,
    size: stated.size,
    root: bytes(stated.root),
    proof: hashes(it.proof),
  }
  return inclusionFault(inTree) ?? { sequence, entry: index + 1, checkpoint, shown }
}

function statedBy(entry: JsonObject) {
  const { type, data } = said(entry as never)
  if (entry.stream !== SINGLE_STREAMS.access || !['AccessCommitted', 'AccountsBegunAnew'].includes(type))
    return new Map()
  return new Map(isStated(data) ? statedIn(data as AccessCommitted) : [])
}

const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64')
/** Of the right length or not: the proof says so. */
const hashes = (list: readonly string[]) => list.map(bytes).map((it) => (isHash(it) ? it : new Uint8Array()))
const fault = (code: string, zh: string, en: string): Refusal => refuse(code, { zh, en })
