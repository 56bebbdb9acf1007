import { type NamedCheckpoint, SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { BACKUP_CONTINUED, type BackupContinued } from '../definitions/notices'
import { toBase64 } from './base64'
import type { Checkpoint } from './checkpoint'
import type { StoredEntry } from './leaf'

type Place = Pick<Checkpoint, 'size' | 'root'>

/** 沿用旧备份, as the log says it: of which checkpoints it is no continuation, and from where on. */
export interface Continuation {
  /** Of its entry: one more than the entries that were restored. */
  readonly sequence: number
  readonly abandoned: readonly NamedCheckpoint[]
  /** The root of the log with that entry. */
  readonly root: Uint8Array
}

export const named = ({ size, root }: Place): NamedCheckpoint => ({ size, root: toBase64(root) })
export const isSame = (a: NamedCheckpoint | undefined, b: NamedCheckpoint) => a?.size === b.size && a.root === b.root

/** What an entry says of it, if it is one that does; somebody may have written it who is no program of ours. */
export function continuationOf({ stream, type, data }: StoredEntry): Partial<BackupContinued['data']> | undefined {
  return stream === SINGLE_STREAMS.notices && type === BACKUP_CONTINUED.type ? data : undefined
}

/**
 * Whether this one explains that the log does not lead to a checkpoint of so many entries.
 * @param end the last of its history; `cosigned`: it is one of those that a witness has cosigned, whichever was the last
 */
export function explains(
  { sequence, abandoned }: Pick<Continuation, 'sequence' | 'abandoned'>,
  end: NamedCheckpoint | 'cosigned',
  size: number,
): boolean {
  return size >= sequence && abandoned.some((it) => (end === 'cosigned' ? size <= it.size : isSame(it, end)))
}
