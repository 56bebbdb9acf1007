import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { privateFolder } from '@pilot-ledger/event-log'
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

  last(): string[] {
    return checkpointFilesIn(this.folder).flatMap((file) => (file === this.but ? [] : (this.lastIn(file) ?? [])))
  }

  private lastIn(file: string): string | undefined {
    const { size } = statSync(file)
    const known = this.read.get(file)
    if (known?.size === size) return known.last
    const last = lastCheckpointIn(file)
    this.read.set(file, { size, last })
    return last
  }
}
