import { existsSync } from 'node:fs'
import { Unavailable } from '@pilot-ledger/event-log'
import { isRefusal, type NamedCheckpoint } from '@pilot-ledger/kernel'
import type { Checkpoints } from '@pilot-ledger/recording'
import { toBase64 } from '../domain/base64'
import { parseCheckpoint } from '../domain/checkpoint'
import { SharedCheckpoints } from './shared-checkpoints'

/**
 * The checkpoints that entries name where others sign the log: the largest that they keep in a folder, which is only read. It is
 * of some moments ago and of what is in the log; whether it is theirs, verify tells. Where nobody has signed anything, none is named.
 */
export class CheckpointsOfOthers implements Checkpoints {
  private readonly shared: SharedCheckpoints

  constructor(folder: string) {
    if (!existsSync(folder))
      throw new Unavailable('unreachable', `没有检查点目录 / there is no folder for checkpoints: ${folder}`)
    this.shared = new SharedCheckpoints(folder)
  }

  async before(): Promise<NamedCheckpoint | undefined> {
    let largest: NamedCheckpoint | undefined
    for (const note of this.shared.last()) {
      const checkpoint = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))
      if (isRefusal(checkpoint)) throw new Unavailable('damaged', `${checkpoint.zh} / ${checkpoint.en}`)
      const { size, root } = checkpoint
      if (size > (largest?.size ?? 0)) largest = { size, root: toBase64(root) }
    }
    return largest
  }

  after(): void {
    // They sign it as soon as they see it.
  }
}
