import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Unavailable } from '@pilot-ledger/event-log'

/** Files that the command line names: where one cannot be read or written, one line says which and why. Throw `Unavailable`. */
export function readGiven(option: string, file: string): string {
  return tried(() => readFileSync(file, 'utf8'), `${option} 读不出 / cannot be read: ${file}`)
}

export function writeGiven(option: string, file: string, text: string): void {
  tried(() => writeFileSync(file, text), `${option} 写不下 / cannot be written: ${file}`)
}

/** Before something is done that would be lost where its outcome has no place. */
export function mustHaveFolder(option: string, file: string): void {
  if (existsSync(dirname(resolve(file)))) return
  throw new Unavailable('not-writable', `${option} 没有这个目录 / there is no such folder: ${dirname(file)}`)
}

function tried<T>(work: () => T, what: string): T {
  try {
    return work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Unavailable('not-writable', `${what} (${code})`)
  }
}
