import type { WitnessAddress } from '../witnessing/addresses'

export interface LedgerProofOptions {
  /** The data folder. */
  readonly folder: string
  /** A signing key that is kept elsewhere; otherwise one is made in the data folder. */
  readonly keyFile?: string
  /** Another folder that every checkpoint is kept in too: whoever can write the data folder should not be able to write there. */
  readonly elsewhere?: string
  /** Who is asked to cosign every checkpoint. */
  readonly witnesses?: readonly WitnessAddress[]
  /** How many of them must have cosigned all that came before a seal or a close: 0 unless told. */
  readonly cosignatures?: number
  /** Instead: a folder that several services of one ledger share, each with one of its own in it. What they signed is continued too. */
  readonly shared?: string
  /** Make the key where there is none: by default unless it is kept elsewhere. */
  readonly makeKey?: boolean
  /**
   * The log is a cluster's: several machines write it, each by its clock; it may be away, and is waited for; and it may take back
   * what no majority had.
   */
  readonly replicated?: boolean
  /** Entries that are in the tree while it is brought level. */
  readonly onProgress?: (sequence: number) => void
  readonly onNote?: (text: string) => void
  /** So many entries are recomputed before anybody is served (default 50,000, a second or two); of more, while they are. */
  readonly recomputedFirst?: number
  /** While it is served: the log turned out not to be what was signed (`ForkedLog`), or it could not be told whether it is. */
  readonly onForked?: (error: Error) => void
}

export const KEY_FILE = 'proof.key'
/** Its public part. */
export const PUBLIC_KEY_FILE = 'proof.pub'
export const TREE = 'tree'
/** While nothing is signed yet. */
export const BEGUN = 'proof.begun'
/** While it is there, all is recomputed before anybody is served: what was found beside serving is not forgotten by a restart. */
export const DOUBTED = 'doubted'
