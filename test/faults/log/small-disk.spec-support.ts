import { spawnSync } from 'node:child_process'
import type { TemporaryFolders } from './folders.spec-support'

const SMALL_DISK = ['-t', 'tmpfs', '-o', 'size=3m', 'none']

/** Disks of three megabytes, for the length of a test; tests on them are skipped, and say why, where none can be mounted. */
export function smallDisks(folders: TemporaryFolders) {
  const refusal = mountable(folders.make())
  const mounted: string[] = []
  afterEach(() => {
    // Lazily: SQLite's handles stay open until its statements have been collected as garbage.
    for (const folder of mounted.splice(0)) expect(`${spawnSync('umount', ['--lazy', folder]).stderr}`).toBe('')
  })
  return {
    onSmallDisk: refusal === undefined ? it : it.skip,
    why: refusal === undefined ? '' : ` (skipped: no small disk can be mounted here: ${refusal})`,
    smallDisk(): string {
      const folder = folders.make()
      const { status, stderr } = spawnSync('mount', [...SMALL_DISK, folder])
      if (status !== 0) throw new Error(`mount: ${stderr}`)
      mounted.push(folder)
      return folder
    },
  }
}

/** Whether this machine lets us mount a small disk: root outside of most containers. */
function mountable(folder: string): string | undefined {
  const tried = spawnSync('mount', [...SMALL_DISK, folder])
  if (tried.status !== 0) return `${tried.error?.message ?? tried.stderr}`.trim()
  spawnSync('umount', [folder])
  return undefined
}

/** Writes until the disk takes no more. */
export function fill(file: string): void {
  const { status } = spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=4096'])
  if (status === 0) throw new Error('the small disk is not small')
}
