import { chmodSync, closeSync, lstatSync, mkdirSync, openSync } from 'node:fs'

/**
 * What a ledger keeps is for the account that runs it and for nobody else on the machine, whatever the umask: this is the one
 * place that says so. What an older version made readable is tightened when it is opened again.
 */
const FOLDER = 0o700
export const PRIVATE_FILE = 0o600

/** Makes the folder, or tightens it where it is ours to tighten (a mounted one may belong to another account). */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER })
  tighten(folder, FOLDER)
}

/**
 * Makes the file with its rights before SQLite touches it: what SQLite puts beside it takes them over. An existing file is never
 * opened here: closing a handle would give up every lock that this process holds on it (POSIX).
 */
export function privateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', PRIVATE_FILE))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    for (const it of [file, ...SQLITE_BESIDE.map((end) => file + end)]) tighten(it, PRIVATE_FILE)
    return
  }
  // A umask can only have taken rights away; one that takes the owner's own is undone.
  tighten(file, PRIVATE_FILE)
}

const SQLITE_BESIDE = ['-wal', '-shm', '-journal']

function tighten(path: string, mode: number): void {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined || (stats.mode & 0o777) === mode) return
  if (mode === FOLDER ? !stats.isDirectory() : !stats.isFile()) return
  if (process.getuid !== undefined && process.getuid() !== 0 && stats.uid !== process.getuid()) return
  chmodSync(path, mode)
}
