import { fromBase64 } from '../crypto/base64'
import { Failure } from '../verdict/failure'
import { checkSigned, LOG_KEY, type Note, readNote, type VerifierKey } from './note'
import { HASH_BYTES, type Hash } from './tree'

/** What a log signs: so many entries, and their root (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Hash
  readonly note: Note
}

/** A checkpoint signed by its log's key, whose name is the log's origin. */
export function readCheckpoint(text: string, key: VerifierKey, at: string): Checkpoint {
  const note = readNote(text, at)
  const [origin, size, root, ...further] = note.text.slice(0, -1).split('\n')
  if (root === undefined || origin === '' || further.some((it) => it === '')) throw new Failure('checkpoint-format', at)
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    throw new Failure('checkpoint-format', at)
  const hash = fromBase64(root, at)
  if (hash.length !== HASH_BYTES) throw new Failure('checkpoint-format', at)
  if (key.type !== LOG_KEY) throw new Failure('key-format', at, { key: key.name })
  if (origin !== key.name) throw new Failure('other-origin', at, { origin, key: key.name })
  checkSigned(note, key, at)
  return { origin, size: Number(size), root: hash, note }
}
