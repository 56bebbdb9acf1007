import { hash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { endianness } from 'node:os'
import { PRIVATE_FILE } from '../private-files'
import type { Acknowledged } from './head-note'

/** The hashes of the names of a log's streams, as they were when `at` was its last entry. */
export interface KeptNames {
  readonly at: Acknowledged
  readonly hashes: Uint32Array
}

const KIND = `stream names 1 ${endianness()}`

/**
 * Keeps the hashes of all names beside the log, so that opening a log of a million streams need not read and check a million
 * names. Derived: without the file, or with one that is damaged or of another log, the names are read from the log itself.
 * It appears under its name as a whole; it is not synced, its own digest tells whether it came to be. Whatever hinders that
 * (a full disk, a quota, a file of another user, too many open files) neither opening nor closing is stopped by it.
 */
export function keepNames(file: string, { at, hashes }: KeptNames): void {
  const part = `${file}.part`
  const bytes = bytesOf(hashes)
  try {
    rmSync(part, { force: true })
    try {
      writeFileSync(part, Buffer.concat([Buffer.from(headOf(at, hashes.length, bytes), 'latin1'), bytes]), {
        mode: PRIVATE_FILE,
        flag: 'wx',
      })
      renameSync(part, file)
    } finally {
      rmSync(part, { force: true })
    }
  } catch {
    // No fault: everything in it can be read from log.db, which the next opening does, as it did before there was this file.
  }
}

/** Undefined where there is no such file, none that can be read, or none that is whole. */
export function readKeptNames(file: string): KeptNames | undefined {
  let read: Buffer
  try {
    read = readFileSync(file)
  } catch {
    // Whatever the reason, no fault: everything in it can be read from log.db, and is.
    return undefined
  }
  const end = read.indexOf('\n') + 1
  const bytes = new Uint8Array(read.subarray(end))
  const [position, digest] = read
    .toString('latin1', 0, end)
    .slice(KIND.length + 1)
    .split(' ')
  const at = { position: Number(position), digest }
  if (bytes.length % 4 !== 0 || headOf(at, bytes.length / 4, bytes) !== read.toString('latin1', 0, end))
    return undefined
  return { at, hashes: new Uint32Array(bytes.buffer) }
}

const bytesOf = (hashes: Uint32Array) => new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength)

/** Says what follows, under a digest of both. */
function headOf({ position, digest }: Acknowledged, count: number, bytes: Uint8Array): string {
  const stated = `${KIND} ${position} ${digest} ${count} ${hash('sha256', bytes, 'hex')}`
  return `${stated} ${hash('sha256', stated, 'hex').slice(0, 16)}\n`
}
