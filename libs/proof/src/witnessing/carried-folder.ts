import { constants } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Neither through a link to somewhere else, nor for whoever writes into a pipe. */
const AS_IT_LIES = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
/** A disk that does not answer keeps a thread of the process: of a few, which the log's own files need as well. */
const MOST_AT_ONCE = 2
const atWork = new Set<string>()

/**
 * Does something in a folder that others carry about, that may hold anything, hang, or be pulled out: at once only one thing in
 * each. Rejects when the signal says so, though what was begun may still be at it.
 */
export async function inFolder<T>(folder: string, signal: AbortSignal, what: () => Promise<T>): Promise<T> {
  while (atWork.size >= MOST_AT_ONCE || atWork.has(folder)) {
    signal.throwIfAborted()
    await sleep(10)
  }
  atWork.add(folder)
  const doing = what().finally(() => atWork.delete(folder))
  return await orAborted(doing, signal)
}

/** The text of a file; undefined where there is none. Rejects for what is no file, or holds more than so many bytes. */
export async function textIn(folder: string, name: string, mostBytes: number): Promise<string | undefined> {
  const handle = await open(join(folder, name), AS_IT_LIES).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!handle) return undefined
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw new Error(`${name}: 不是文件 / not a file`)
    // It may grow meanwhile: what it says of its size is not all.
    const bytes = Buffer.alloc(mostBytes + 1)
    let got = 0
    for (let read = 1; read > 0 && got < bytes.length; got += read)
      read = (await handle.read(bytes, got, bytes.length - got, got)).bytesRead
    if (got > mostBytes) throw new Error(`${name}: 超过 ${mostBytes} 字节 / more than ${mostBytes} bytes`)
    return bytes.toString('utf8', 0, got)
  } finally {
    await handle.close()
  }
}

/** Puts a text in the place of what stands under a name: a link there is replaced, not followed. */
export async function putTextIn(folder: string, name: string, text: string): Promise<void> {
  const part = join(folder, `${name}.part`)
  await rm(part, { force: true })
  const handle = await open(part, 'wx')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, join(folder, name))
}

async function orAborted<T>(doing: Promise<T>, signal: AbortSignal): Promise<T> {
  doing.catch(() => undefined)
  let stop = () => undefined as unknown
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([doing, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
