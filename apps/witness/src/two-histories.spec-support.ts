import { isRefusal } from '@pilot-ledger/kernel'
import {
  checkpointText,
  consistencyProof,
  ED25519,
  leafHash,
  rootOf,
  type SignerKey,
  signatureLine,
  signedNote,
  signerKey,
  witnessRequestText,
} from '@pilot-ledger/proof'
import { KeptTree } from '../../../libs/proof/src/domain/kept-tree.spec-support'
import type { Answer } from './witness'

export const LOG = signerKey('ledger.example/中试', ED25519, Buffer.alloc(32, 1))
/** Both histories are the same up to here. */
export const COMMON = 5
export const LENGTH = 40

/** A log that one key has signed: two of different names part behind their common beginning. */
export class History {
  private readonly tree: KeptTree

  constructor(
    name: string,
    readonly key: SignerKey = LOG,
  ) {
    const text = (i: number) => `entry ${i}${i < COMMON ? '' : ` of ${name}`}`
    this.tree = new KeptTree(Array.from({ length: LENGTH }, (_, i) => leafHash(Buffer.from(text(i)))))
  }

  root(size: number): Uint8Array {
    return rootOf(this.tree, 0, size)
  }

  note(size: number): string {
    const text = checkpointText({ origin: this.key.name, size, root: this.root(size) })
    return signedNote(text, [signatureLine(text, this.key)])
  }

  proof(older: number, size: number): Uint8Array[] {
    return older > size ? [] : consistencyProof(this.tree, older, size)
  }

  /** As whoever keeps this history asks. */
  request(older: number, size: number): string {
    return witnessRequestText({ older, proof: this.proof(older, size), checkpoint: this.note(size) })
  }
}

export const sizeSaid = ({ status, type, body }: Answer) =>
  status === 409 && type === 'text/x.tlog.size' ? Number(body) : undefined

export function believed<T>(checked: T): Exclude<T, { kind: 'refusal' }> {
  if (isRefusal(checked)) throw new Error(checked.en)
  return checked as Exclude<T, { kind: 'refusal' }>
}
