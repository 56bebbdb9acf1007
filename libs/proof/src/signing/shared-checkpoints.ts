import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { privateFolder, Unavailable } from '@pilot-ledger/event-log'
import { CHECKPOINTS, lastCheckpointIn } from './checkpoint-file'

/**
 * The files with checkpoints in a folder: its own, and those of services that share it, each of which keeps its own in a folder
 * there. Two writers of one file would cut off each other's last lines.
 */
export function checkpointFilesIn(folder: string): string[] {
  const folders = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).filter((it) => it.isDirectory())
    : []
  return [folder, ...folders.map((it) => join(folder, it.name)).sort()]
    .map((it) => join(it, CHECKPOINTS))
    .filter((it) => existsSync(it))
}

/** The folder of one service there; made where it keeps nothing yet anywhere. */
export function ownFolderIn(shared: string, name: string, make: boolean): string {
  const folder = join(shared, name)
  if (make && existsSync(shared)) {
    mkdirSync(folder, { recursive: true })
    privateFolder(folder)
  }
  return folder
}

/** The last checkpoints of those files, read again where one has grown. */
export class SharedCheckpoints {
  private readonly read = new Map<string, { readonly size: number; readonly last: string | undefined }>()

  /** @param but the file of whoever asks, if he keeps one there */
  constructor(
    private readonly folder: string,
    private readonly but?: string,
  ) {}

  /**
   * What was in a file that is there no more counts all the same. Throws `Unavailable` where the folder is away: what others
   * have signed is not known then.
   */
  last(): string[] {
    // A folder whose disk is not mounted is there, and empty.
    if (!existsSync(this.but ?? this.folder))
      throw new Unavailable('unreachable', `检查点目录已不在 / the folder with checkpoints is away: ${this.folder}`)
    for (const file of checkpointFilesIn(this.folder)) if (file !== this.but) this.look(file)
    return [...this.read.values()].flatMap(({ last }) => last ?? [])
  }

  private look(file: string): void {
    const { size } = statSync(file)
    if (this.read.get(file)?.size !== size) this.read.set(file, { size, last: lastCheckpointIn(file) })
  }
}
