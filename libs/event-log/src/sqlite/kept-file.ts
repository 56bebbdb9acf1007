import { hash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { endianness } from 'node:os'
import { dirname } from 'node:path'
import { PRIVATE_FILE, privateFolder } from '../private-files'
import type { Acknowledged } from './head-note'

/** What was derived from the log when `at` was its last entry. */
export interface Kept {
  readonly at: Acknowledged
  readonly bytes: Uint8Array
}

/**
 * Keeps beside the log what can be read from it, so that opening a log of a million entries need not read them. Derived: without
 * the file, or with one that is damaged or of another log, the log itself is read. It appears under its name as a whole; it is
 * not synced, its own digest tells whether it came to be. Whatever hinders that (a full disk, a quota, a file of another user,
 * too many open files) stops neither opening nor closing; what hindered is said by false.
 * @param kind what it is, in words that change with its form
 */
export function keep(file: string, kind: string, { at, bytes }: Kept): boolean {
  return keepBare(file, Buffer.concat([Buffer.from(headOf(kind, at, bytes), 'latin1'), bytes]))
}

/** The same without a head: for who has another way to tell what is wrong in it. */
export function keepBare(file: string, bytes: Uint8Array): boolean {
  const part = `${file}.part`
  try {
    privateFolder(dirname(file))
    rmSync(part, { force: true })
    try {
      writeFileSync(part, bytes, { mode: PRIVATE_FILE, flag: 'wx' })
      renameSync(part, file)
    } finally {
      rmSync(part, { force: true })
    }
    return true
  } catch {
    // No fault: everything in it can be read from log.db, which the next opening does, as it did before there was this file.
    return false
  }
}

/** Undefined where there is no such file, none that can be read, or none that is whole. */
export function readKept(file: string, kind: string): Kept | undefined {
  let read: Buffer
  try {
    read = readFileSync(file)
  } catch {
    // Whatever the reason, no fault: everything in it can be read from log.db, and is.
    return undefined
  }
  const end = read.indexOf('\n') + 1
  const head = read.toString('latin1', 0, end)
  // A copy begins where a typed array may begin.
  const bytes = new Uint8Array(read.subarray(end))
  const [position, digest] = head.slice(kindOf(kind).length + 1).split(' ')
  const at = { position: Number(position), digest }
  return bytes.length % 4 === 0 && headOf(kind, at, bytes) === head ? { at, bytes } : undefined
}

export const bytesOf = (numbers: Uint32Array | Uint16Array | Float64Array) =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)

const kindOf = (kind: string) => `${kind} ${endianness()}`

/** Says what follows, under a digest of both. */
function headOf(kind: string, { position, digest }: Acknowledged, bytes: Uint8Array): string {
  const stated = `${kindOf(kind)} ${position} ${digest} ${bytes.length} ${hash('sha256', bytes, 'hex')}`
  return `${stated} ${hash('sha256', stated, 'hex').slice(0, 16)}\n`
}
