import { Unavailable } from '../errors'

/** Primary result codes of SQLite (https://sqlite.org/rescode.html); extended codes carry them in their low byte. */
export const SQLITE = {
  BUSY: 5,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  NOTADB: 26,
} as const

/** The primary result code of an error of SQLite, undefined for any other. */
export function sqliteCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode
  return typeof code === 'number' ? code & 0xff : undefined
}

/** The entry at a position is not what was stored. */
export function damaged(position: number, what: string, cause?: unknown): Unavailable {
  return new Unavailable(
    'damaged',
    `第 ${position} 条记录已损坏 / the entry at position ${position} ${what}: the log is damaged`,
    { cause },
  )
}

export function damagedFile(file: string, what: string, cause?: unknown): Unavailable {
  return new Unavailable('damaged', `账本文件损坏 / the log's file ${file} is damaged: ${what}`, { cause })
}

/**
 * What an error while reading means. Reading runs only our statements with checked arguments, so whatever it throws
 * besides "busy" (another program holds the file) says that the file is not what was written.
 * @param where what was being read, for the person who has to look
 */
export function readingFault(error: unknown, where: string): Unavailable {
  if (error instanceof Unavailable) return error
  const message = (error as Error).message
  if (sqliteCode(error) === SQLITE.BUSY)
    return new Unavailable('in-use', `账本正忙 / the log is busy: ${message}`, { cause: error })
  return new Unavailable('damaged', `账本文件损坏 / the log is damaged, reading ${where}: ${message}`, { cause: error })
}

/** Extended codes: the file itself could not be read. Any other failure of input or output is of something beside it. */
const OF_READING = new Set([1, 2, 32, 33].map((it) => SQLITE.IOERR | (it << 8)))

/** An error while the log is checked that says nothing about the log: no room, no place for a file. */
export function hindranceOf(error: unknown): Unavailable | undefined {
  const code = sqliteCode(error)
  if (code !== SQLITE.FULL && code !== SQLITE.CANTOPEN && code !== SQLITE.IOERR) return undefined
  if (OF_READING.has((error as { errcode: number }).errcode)) return undefined
  const message = `账本未能核对，并非损坏 / the log could not be checked, which is no fault of it: ${(error as Error).message}`
  return new Unavailable(code === SQLITE.FULL ? 'disk-full' : 'not-writable', message, { cause: error })
}

/** What an error while opening means. */
export function openingFault(error: unknown, file: string): Unavailable {
  if (error instanceof Unavailable) return error
  const message = (error as Error).message
  switch (sqliteCode(error) ?? (error as NodeJS.ErrnoException).code) {
    case SQLITE.BUSY:
      return new Unavailable('in-use', `账本正被另一程序使用 / another program holds ${file}: ${message}`, {
        cause: error,
      })
    case SQLITE.FULL:
    case 'ENOSPC':
      return new Unavailable('disk-full', `磁盘已满 / the disk is full: ${file}: ${message}`, { cause: error })
    case SQLITE.READONLY:
    case SQLITE.CANTOPEN:
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      return new Unavailable('not-writable', `数据目录不可写 / the data folder is not writable: ${file}: ${message}`, {
        cause: error,
      })
    default:
      return damagedFile(file, message, error)
  }
}
